/** Account numbers, amounts and instants as these pages show them. */
import { formatAmount } from '../../../../../src/limits/explain/format.ts';
import { language } from '../../../settings.ts';
import { fullDayText, receiptInstant } from '../../../text/format.ts';

/** `56061234567`: `5606.12.34567`. */
export function accountText(account: string): string {
  return account.replace(/^(\d{4})(\d{2})(\d{5})$/, '$1.$2.$3');
}

export function amountText(amountMinor: number): string {
  return formatAmount(language.value, amountMinor);
}

/** Empty: it did not happen yet. */
export function whenText(atMs: number | undefined): string {
  return atMs === undefined ? '' : receiptInstant(language.value, atMs);
}

/** The last day before an instant: `29.11.2028`. */
export function lastDayText(endsAtMs: number): string {
  return fullDayText(language.value, endsAtMs - 1);
}

/** `2026-11-30`: `30.11.2026`, `30/11/2026`. */
export function dateText(date: string): string {
  const [year = '', month = '', day = ''] = date.split('-');
  return [day, month, year].join(language.value === 'nb' ? '.' : '/');
}
