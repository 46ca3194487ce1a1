/**
 * Times of ISO 8583: DE7 is UTC, `MMDDhhmmss`, and has no year: it is in the year that puts it
 * nearest to a given instant. Own day arithmetic instead of Date, for it runs for every message;
 * the bounds of the year last looked at are kept.
 */
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../../config/duration.ts';

/** The largest instant that Date knows (ECMA-262 21.4.1.1). */
const INSTANT_MS_MAX = 8.64e15;
/** A date no further away than this has no nearer twin in another year. */
const NEAR_MS = 182 * DAY_MS;

/** By month, 1 to 12, of a common year. */
const DAYS_BEFORE_MONTH = [0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334] as const;
/** February has its leap day here: whether the year has it is a question of its own. */
const DAYS_IN_MONTH: readonly number[] = [0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

const TWO_DIGITS: readonly string[] = Array.from({ length: 100 }, (_, number) => String(number).padStart(2, '0'));
/** What stands for "no time": DE7 of this is no date, and DE90 has zeros where nothing is known. */
const NO_TIME_DIGITS = '0000000000';

/** The year that holds the instant last asked for, and its neighbours. */
let year = 0;
let previousStartMs = 0;
let startMs = 0;
let endMs = 0;
let previousIsLeap = false;
let isLeap = false;
let nextIsLeap = false;

function leap(of: number): boolean {
  return of % 4 === 0 && (of % 100 !== 0 || of % 400 === 0);
}

/** The first millisecond of a year of the Gregorian calendar. */
function yearStartMs(of: number): number {
  const before = of - 1;
  const leapDays = Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400);
  return (before * 365 + leapDays - 719_162) * DAY_MS; // 719,162 days from the year 1 to 1970
}

/** Makes the year of an instant the one looked at; false when the instant is none. */
function enterYear(instantMs: number): boolean {
  if (instantMs >= startMs && instantMs < endMs) return true;
  if (!(Math.abs(instantMs) <= INSTANT_MS_MAX)) return false;
  year = 1970 + Math.floor(instantMs / (365.2425 * DAY_MS));
  while (yearStartMs(year) > instantMs) year -= 1;
  while (yearStartMs(year + 1) <= instantMs) year += 1;
  previousStartMs = yearStartMs(year - 1);
  startMs = yearStartMs(year);
  endMs = yearStartMs(year + 1);
  previousIsLeap = leap(year - 1);
  isLeap = leap(year);
  nextIsLeap = leap(year + 1);
  return true;
}

/** True for a month and a day that it has in some year: 29 February is one. */
export function isDayOfMonth(month: number, day: number): boolean {
  return day >= 1 && day <= (DAYS_IN_MONTH[month] ?? 0);
}

/** True for 00:00:00 to 23:59:59; a leap second is none. */
export function isTimeOfDay(hour: number, minute: number, second: number): boolean {
  return hour >= 0 && hour <= 23 && minute >= 0 && minute <= 59 && second >= 0 && second <= 59;
}

/** The leap day of the one year of three that has it. */
function leapDay(withinYearMs: number): number {
  if (isLeap) return startMs + withinYearMs;
  if (previousIsLeap) return previousStartMs + withinYearMs;
  return nextIsLeap ? endMs + withinYearMs : Number.NaN;
}

/**
 * The instant of a UTC date and time without a year, nearest to `nearMs`; of two equally near the
 * earlier. Unix milliseconds. NaN when there is no such date or time, or no 29 February in the year
 * of `nearMs` and those before and after it.
 */
export function nearestInstantMs(month: number, day: number, hour: number, minute: number, second: number, nearMs: number): number {
  if (!isDayOfMonth(month, day) || !isTimeOfDay(hour, minute, second) || !enterYear(nearMs)) return Number.NaN;
  const days = (DAYS_BEFORE_MONTH[month] as number) + day - 1;
  const withinYearMs = days * DAY_MS + hour * HOUR_MS + minute * MINUTE_MS + second * SECOND_MS;
  if (month === 2 && day === 29) return leapDay(withinYearMs);
  const afterFebruary = month > 2;
  const thisYear = startMs + withinYearMs + (afterFebruary && isLeap ? DAY_MS : 0);
  const ahead = thisYear - nearMs;
  if (ahead <= NEAR_MS && ahead >= -NEAR_MS) return thisYear;
  if (ahead > 0) {
    const before = previousStartMs + withinYearMs + (afterFebruary && previousIsLeap ? DAY_MS : 0);
    return nearMs - before <= ahead ? before : thisYear;
  }
  const after = endMs + withinYearMs + (afterFebruary && nextIsLeap ? DAY_MS : 0);
  return after - nearMs < -ahead ? after : thisYear;
}

/**
 * The year of a local date without one (DE13) whose noon in UTC is nearest to `nearMs`; 0 when
 * there is no such date.
 */
export function nearestYear(month: number, day: number, nearMs: number): number {
  const noonMs = nearestInstantMs(month, day, 12, 0, 0, nearMs);
  if (Number.isNaN(noonMs)) return 0;
  if (noonMs < startMs) return year - 1;
  return noonMs < endMs ? year : year + 1;
}

let digitsOfSecond = Number.NaN;
let digits = NO_TIME_DIGITS;

/** DE7 of an instant: `MMDDhhmmss`, UTC, milliseconds cut off. Ten zeros for what is no instant. */
export function transmissionDigits(instantMs: number): string {
  const second = Math.floor(instantMs / SECOND_MS);
  if (second === digitsOfSecond) return digits;
  if (!enterYear(instantMs)) return NO_TIME_DIGITS;
  let rest = Math.floor((instantMs - startMs) / SECOND_MS);
  let day = Math.floor(rest / 86_400);
  rest -= day * 86_400;
  let month = 12;
  while (month > 1 && day < (DAYS_BEFORE_MONTH[month] as number) + (isLeap && month > 2 ? 1 : 0)) month -= 1;
  day -= (DAYS_BEFORE_MONTH[month] as number) + (isLeap && month > 2 ? 1 : 0) - 1;
  const minutes = Math.floor(rest / 60);
  const hour = Math.floor(minutes / 60);
  digits = `${TWO_DIGITS[month]}${TWO_DIGITS[day]}${TWO_DIGITS[hour]}${TWO_DIGITS[minutes % 60]}${TWO_DIGITS[rest % 60]}`;
  digitsOfSecond = second;
  return digits;
}
