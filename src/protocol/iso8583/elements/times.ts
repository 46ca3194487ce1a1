/**
 * Times of ISO 8583. DE7 is `MMDDhhmmss` in UTC and has no year: it is read in the year that puts
 * it nearest to a given instant. The arithmetic does not use Date, because it runs for every
 * message.
 */
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../../config/duration.ts';

/** The largest instant of a Date (ECMA-262 21.4.1.1). */
const INSTANT_MS_MAX = 8.64e15;
/** Within this distance, the same date in another year cannot be nearer. */
const NEAR_MS = 182 * DAY_MS;

/** Indexed by month, 1 to 12, for a year that is not a leap year. */
const DAYS_BEFORE_MONTH = [0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334] as const;
/** Indexed by month. February has 29 days here; leap years are handled apart. */
const DAYS_IN_MONTH: readonly number[] = [0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

const TWO_DIGITS: readonly string[] = Array.from({ length: 100 }, (_, number) => String(number).padStart(2, '0'));
/** Means "no time". It is not a valid DE7, and DE90 has zeros for an unknown time. */
const NO_TIME_DIGITS = '0000000000';

/**
 * A cache: the year of the last instant, and the years before and after it. All codecs of a process
 * share it safely. `enterYear` checks it before each use and no function here is asynchronous, so
 * its content changes how long a call takes, never the result.
 */
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

/** Moves the cache to the year of an instant. False when it is outside the range of a Date. */
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

/** True for a day that the month has in some year, so also for 29 February. */
export function isDayOfMonth(month: number, day: number): boolean {
  return day >= 1 && day <= (DAYS_IN_MONTH[month] ?? 0);
}

/** True for 00:00:00 to 23:59:59; not for a leap second. */
export function isTimeOfDay(hour: number, minute: number, second: number): boolean {
  return hour >= 0 && hour <= 23 && minute >= 0 && minute <= 59 && second >= 0 && second <= 59;
}

/** 29 February in the cached years; NaN when none of them is a leap year. */
function leapDay(withinYearMs: number): number {
  if (isLeap) return startMs + withinYearMs;
  if (previousIsLeap) return previousStartMs + withinYearMs;
  return nextIsLeap ? endMs + withinYearMs : Number.NaN;
}

/**
 * The instant of a month, a day and a time of day in UTC (milliseconds since midnight), nearest to
 * `nearMs`; NaN as for {@link nearestInstantMs}.
 */
function nearestMs(month: number, day: number, timeOfDayMs: number, nearMs: number): number {
  if (!isDayOfMonth(month, day) || !enterYear(nearMs)) return Number.NaN;
  const withinYearMs = ((DAYS_BEFORE_MONTH[month] as number) + day - 1) * DAY_MS + timeOfDayMs;
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
 * The instant of a DE7, given as the number MMDDhhmmss, in the year nearest to `nearMs`; of two
 * equally near instants the earlier. Unix milliseconds. NaN when there is no such date or time, or
 * no 29 February in the year of `nearMs` and those before and after it.
 */
export function nearestInstantMs(digits: number, nearMs: number): number {
  const hour = Math.floor(digits / 10_000) % 100;
  const minute = Math.floor(digits / 100) % 100;
  const second = digits % 100;
  if (!isTimeOfDay(hour, minute, second)) return Number.NaN;
  const timeOfDayMs = hour * HOUR_MS + minute * MINUTE_MS + second * SECOND_MS;
  return nearestMs(Math.floor(digits / 100_000_000), Math.floor(digits / 1_000_000) % 100, timeOfDayMs, nearMs);
}

/**
 * The year of a local date without a year (DE13): the one in which noon in UTC of that day is
 * nearest to `nearMs`. 0 when there is no such date.
 */
export function nearestYear(month: number, day: number, nearMs: number): number {
  const noonMs = nearestMs(month, day, 12 * HOUR_MS, nearMs);
  if (Number.isNaN(noonMs)) return 0;
  if (noonMs < startMs) return year - 1;
  return noonMs < endMs ? year : year + 1;
}

/** A cache of the last DE7, shared like the year above: it changes the speed, never the result. */
let digitsOfSecond = Number.NaN;
let digits = NO_TIME_DIGITS;

/**
 * DE7 of an instant: `MMDDhhmmss` in UTC, without milliseconds. Ten zeros for an invalid instant.
 */
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
