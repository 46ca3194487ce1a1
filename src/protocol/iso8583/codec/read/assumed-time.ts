/**
 * Times of messages without a transmission time (DE7), for dialects that do not ask for one. Under it repeats and reversals find
 * their original, so it is made of what the terminal does say: the same message must have the same time again.
 */
import { SECOND_MS } from '../../../../config/duration.ts';

const LOCAL_TIME_DIGITS = 14;

/** Of a repeat that says no time at all: nobody could tell what it repeats, and it would be posted a second time. A reversal would not. */
export const UNTIMED_REPEAT = 'a repeat must say when it was sent, here or as local date and time';

/** The local time, `YYYYMMDDhhmmss`, as if it were UTC; without one ('') the second of `nowMs`. Unix milliseconds. */
export function assumedTransmissionMs(localTime: string, nowMs: number): number {
  if (localTime === '') return nowMs - (nowMs % SECOND_MS);
  const part = (from: number, to: number): number => Number(localTime.slice(from, to));
  return Date.UTC(part(0, 4), part(4, 6) - 1, part(6, 8), part(8, 10), part(10, 12), part(12, 14));
}

/** `YYYYMMDDhhmmss` of an instant, in UTC. */
export function assumedLocalTime(transmissionMs: number): string {
  return new Date(transmissionMs).toISOString().replace(/\D/g, '').slice(0, LOCAL_TIME_DIGITS);
}
