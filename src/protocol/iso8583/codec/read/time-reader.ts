/**
 * Reads the times of a request: DE7 (transmission time, UTC) and DE12 with DE13 (local time of the
 * terminal).
 */
import { DAY_MS } from '../../../../config/duration.ts';
import { nearestInstantMs, nearestYear } from '../../elements/times.ts';
import { integerOf, integerOfSlice } from '../scan/values.ts';
import { fail, type RequestSource } from './request-source.ts';

/** Characters of DE12 in ISO 8583:1993, where it holds the date too. */
export const LONG_LOCAL_TIME = 12;
/** Half a year. The nearest year stays the same while the clock is nearer than this. */
const NEAR_MS = 180 * DAY_MS;
const CENTURY = 2_000;

/** Keeps the last times read, because most messages have the same second as the one before. */
export class TimeReader {
  #transmissionDigits = 0;
  #transmissionMs = 0;
  #date = 0;
  #time = 0;
  #year = 0;
  #localTime = '';

  /** DE7 as Unix milliseconds; 0 when the request has none. */
  transmissionTimeMs(source: RequestSource, nowMs: number): number {
    const element = source.plan.fields.transmissionTime;
    if (!source.scanner.has(element)) return 0;
    const digits = integerOf(source.scanner, element);
    if (digits === this.#transmissionDigits && Math.abs(this.#transmissionMs - nowMs) < NEAR_MS) return this.#transmissionMs;
    const instantMs = nearestInstantMs(digits, nowMs);
    if (Number.isNaN(instantMs)) fail(source, element, 'it is no date and time MMDDhhmmss');
    this.#transmissionDigits = digits;
    this.#transmissionMs = instantMs;
    return instantMs;
  }

  /**
   * DE12 and DE13 as `YYYYMMDDhhmmss`; '' unless the request has both. The year is the one nearest
   * to `source.nearMs`.
   */
  localTime(source: RequestSource): string {
    const { plan, scanner } = source;
    const { localTime, localDate } = plan.fields;
    if (!scanner.has(localTime)) return '';
    const isLong = plan.layout.unitsMax[localTime] === LONG_LOCAL_TIME;
    if (!isLong && (localDate === 0 || !scanner.has(localDate))) return '';
    const date = isLong ? integerOfSlice(scanner, localTime, 2, 6) : integerOf(scanner, localDate);
    const time = isLong ? integerOfSlice(scanner, localTime, 6, LONG_LOCAL_TIME) : integerOf(scanner, localTime);
    const nearest = nearestYear(Math.floor(date / 100), date % 100, source.nearMs);
    if (nearest === 0) fail(source, isLong ? localTime : localDate, 'it is no date');
    if (time >= 240_000 || time % 10_000 >= 6_000 || time % 100 >= 60) fail(source, localTime, 'it is no time');
    const year = isLong ? CENTURY + integerOfSlice(scanner, localTime, 0, 2) : nearest;
    if (date === this.#date && time === this.#time && year === this.#year) return this.#localTime;
    this.#localTime = String(year) + String(date).padStart(4, '0') + String(time).padStart(6, '0');
    this.#date = date;
    this.#time = time;
    this.#year = year;
    return this.#localTime;
  }
}
