/** When the cards of an order expire: two years from the order date (R5), to the end of the printed month. */
import { expiryOf } from '../../issuing/issue-cards.ts';
import { expiresAtMs } from '../../limits/rules/oslo-time.ts';
import { addDays } from '../calendar/calendar-date.ts';
import { osloInstantMs } from '../calendar/oslo-date.ts';
import type { ProgrammeSettings } from '../core/settings.ts';

const VALID_YEARS = 2;

export interface CardExpiry {
  /** YYMM, as printed. */
  readonly expiry: string;
  /** The first instant at which the account is expired. */
  readonly expiresAtMs: number;
}

export interface OrderDate {
  readonly orderedAtMs: number;
  /** In Oslo. */
  readonly orderedOn: string;
}

/**
 * With `exactDate` the account expires at the end of the day two years after the order, although
 * the month that the card shows, and that the card store goes by, can last longer.
 */
export function cardExpiry({ orderedAtMs, orderedOn }: OrderDate, setting: ProgrammeSettings['expiry']): CardExpiry {
  const expiry = expiryOf(orderedAtMs, VALID_YEARS);
  if (setting === 'monthEnd') return { expiry, expiresAtMs: expiresAtMs(expiry) };
  return { expiry, expiresAtMs: osloInstantMs(addDays(yearsLater(orderedOn), 1), '00:00') };
}

/** 29 February becomes the 28th. */
function yearsLater(date: string): string {
  const later = `${Number(date.slice(0, 4)) + VALID_YEARS}${date.slice(4)}`;
  return later.endsWith('-02-29') ? later.replace('-29', '-28') : later;
}
