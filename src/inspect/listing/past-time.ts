/**
 * The year of dates that have none. A message was sent before it is looked at, so its dates are in
 * the past, but for a day that clocks and time zones may be ahead.
 */
import { DAY_MS } from '../../config/duration.ts';
import { nearestInstantMs, nearestYear } from '../../protocol/iso8583/elements/times.ts';

const AHEAD_MS = DAY_MS;
const YEAR_MS = 365.2425 * DAY_MS;
/** 29 February is at most this many years back. */
const YEARS_BACK_MAX = 8;

/** The first instant that is not after `nearMs` plus a day, of those nearest to it and to years before. */
function latestPast(nearMs: number, nearest: (nearMs: number) => number): number {
  for (let years = 0; years <= YEARS_BACK_MAX; years += 1) {
    const instantMs = nearest(nearMs - years * YEAR_MS);
    if (instantMs <= nearMs + AHEAD_MS) return instantMs;
  }
  return Number.NaN;
}

/** DE7 (MMDDhhmmss) as Unix milliseconds; NaN when there is no such date or time. */
export function pastInstantMs(digits: number, nearMs: number): number {
  return latestPast(nearMs, (near) => nearestInstantMs(digits, near));
}

/** The year of DE13 (MMDD); 0 when there is no such date. */
export function pastYear(month: number, day: number, nearMs: number): number {
  // Noon of a day is up to half a day after a time on it.
  const noonMs = latestPast(nearMs + DAY_MS / 2, (near) => {
    const year = nearestYear(month, day, near);
    return year === 0 ? Number.NaN : Date.UTC(year, month - 1, day, 12);
  });
  return Number.isNaN(noonMs) ? 0 : new Date(noonMs).getUTCFullYear();
}
