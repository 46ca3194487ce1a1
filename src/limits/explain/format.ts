/** Amounts and instants as a person reads them, in both languages. */
import { Decimal } from 'decimal.js';
import type { Language } from '../../protocol/language.ts';
import { osloOffsetMs } from '../rules/oslo-time.ts';

const MINOR_PER_NOK = 100;
const SECOND_MS = 1_000;

/** 123456750 øre: `1,234,567.50 NOK`, `1 234 567,50 kr`. */
export function formatAmount(language: Language, amountMinor: number): string {
  const [whole = '', fraction = ''] = new Decimal(amountMinor).dividedBy(MINOR_PER_NOK).toFixed(2).split('.');
  const grouped = (separator: string): string => whole.replace(/\B(?=(\d{3})+$)/g, separator);
  return language === 'nb' ? `${grouped(' ')},${fraction} kr` : `${grouped(',')}.${fraction} NOK`;
}

/**
 * By the clock in Oslo: `2026-11-25 14:00:00`, `25.11.2026 kl. 14.00.00`. Rounded up to the second,
 * so that what begins at an instant has begun when it is read.
 */
export function formatInstant(language: Language, instantMs: number): string {
  const second = Math.ceil(instantMs / SECOND_MS) * SECOND_MS;
  const [date = '', time = ''] = new Date(second + osloOffsetMs(second)).toISOString().slice(0, 19).split('T');
  return language === 'nb' ? `${date.split('-').reverse().join('.')} kl. ${time.replaceAll(':', '.')}` : `${date} ${time}`;
}
