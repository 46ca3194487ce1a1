/**
 * The transmission time to assume for messages without DE7, in dialects that do not require it.
 * Repeats and reversals find their original by this time, so it is derived from the terminal's
 * local time: a repeated message gets the same time again.
 */
import { SECOND_MS } from '../../../../config/duration.ts';

const LOCAL_TIME_DIGITS = 14;

/**
 * The problem of a repeat without any time. Its original cannot be found, so it would be posted a
 * second time. (A reversal would not, and is accepted.)
 */
export const UNTIMED_REPEAT = 'a repeat must say when it was sent, here or as local date and time';

/**
 * The local time, `YYYYMMDDhhmmss`, read as UTC; without one (''), `nowMs` cut to the second. Unix
 * milliseconds.
 */
export function assumedTransmissionMs(localTime: string, nowMs: number): number {
  if (localTime === '') return nowMs - (nowMs % SECOND_MS);
  const part = (from: number, to: number): number => Number(localTime.slice(from, to));
  return Date.UTC(part(0, 4), part(4, 6) - 1, part(6, 8), part(8, 10), part(10, 12), part(12, 14));
}

/** `YYYYMMDDhhmmss` of an instant, in UTC. */
export function assumedLocalTime(transmissionMs: number): string {
  return new Date(transmissionMs).toISOString().replace(/\D/g, '').slice(0, LOCAL_TIME_DIGITS);
}
