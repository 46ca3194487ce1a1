/** Dates and local times in Europe/Oslo, and the instants that they are. */
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../config/duration.ts';
import { osloOffsetMs } from '../../limits/rules/oslo-time.ts';
import { dateOfDay, dayOfDate } from './calendar-date.ts';

const LOCAL_TIME = /^([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?$/;

/** The date in Oslo at an instant. */
export function osloDate(atMs: number): string {
  return dateOfDay(Math.floor((atMs + osloOffsetMs(atMs)) / DAY_MS));
}

/** True for `14:30` and `14:30:00`. */
export function isLocalTime(text: string): boolean {
  return LOCAL_TIME.test(text);
}

/**
 * The instant of a local time (`14:30` or `14:30:00`) on a date. A time that occurs twice, because
 * the clock is set back, is the first of the two; one that is skipped in spring is as long after
 * 02:00 as it says, so 02:30 is 03:30 summer time. Throws a RangeError for no local time.
 */
export function osloInstantMs(date: string, localTime: string): number {
  const [, hours, minutes, seconds = '0'] = LOCAL_TIME.exec(localTime) ?? [];
  if (hours === undefined) throw new RangeError('A local time is hours and minutes, as in 14:30.');
  const localMs = dayOfDate(date) * DAY_MS + Number(hours) * HOUR_MS + Number(minutes) * MINUTE_MS + Number(seconds) * SECOND_MS;
  const summer = localMs - 2 * HOUR_MS;
  return osloOffsetMs(summer) === 2 * HOUR_MS ? summer : localMs - HOUR_MS;
}
