/**
 * Times in scenario files: `day 2 14:05`, `14:05` (same day as the previous step), `+10 min` (after
 * the previous step), `2026-03-29 01:30`, all in Norwegian time; or an ISO 8601 instant with
 * offset.
 */
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../config/duration.ts';
import { osloOffsetMs } from '../limits/rules/oslo-time.ts';

const DAYS_MAX = 3_660;

const CLOCK = String.raw`(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{3}))?)?`;
const ON_DAY = new RegExp(String.raw`^day (\d{1,4}) ${CLOCK}$`);
const ON_DATE = new RegExp(String.raw`^(\d{4})-(\d{2})-(\d{2})[ T]${CLOCK}$`);
const SAME_DAY = new RegExp(`^${CLOCK}$`);
const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:\d{2})$/;
const SPAN = /^\+((?:\s*\d{1,7}\s*(?:ms|seconds?|sec|s|minutes?|min|hours?|h|days?|d))+)$/;
const SPAN_PART = /(\d+)\s*([a-z]+)/g;

/** Matched by the first letters of the unit. A day is 24 hours, also when the clocks change. */
const UNITS: readonly (readonly [string, number])[] = [
  ['ms', 1],
  ['s', SECOND_MS],
  ['m', MINUTE_MS],
  ['h', HOUR_MS],
  ['d', DAY_MS],
];

export const WHEN_FORMS = 'day 2 14:05, 14:05, +10 min, 2026-03-29 01:30 or 2026-03-29T00:30:00Z';

/** What a time is relative to: the start of the scenario, and the previous step. */
export interface WhenContext {
  readonly startMs: number;
  readonly previousMs: number;
}

/** The date in Oslo at an instant, as days since 1970. */
function osloDay(instantMs: number): number {
  return Math.floor((instantMs + osloOffsetMs(instantMs)) / DAY_MS);
}

/**
 * The instant of a wall time in Oslo: the first of two when the clocks go back, NaN when the wall
 * time is skipped because they go forward.
 */
function osloInstantMs(day: number, clock: readonly (string | undefined)[]): number {
  const [hour = 0, minute = 0, second = 0, ms = 0] = clock.map((text) => Number(text ?? 0));
  if (hour > 23 || minute > 59 || second > 59) return Number.NaN;
  const wallMs = day * DAY_MS + hour * HOUR_MS + minute * MINUTE_MS + second * SECOND_MS + ms;
  for (const offsetMs of [2 * HOUR_MS, HOUR_MS]) if (osloOffsetMs(wallMs - offsetMs) === offsetMs) return wallMs - offsetMs;
  return Number.NaN;
}

/** Days since 1970; NaN when the calendar has no such date. */
function dayOf(year: string | undefined, month: string | undefined, date: string | undefined): number {
  const utcMs = Date.UTC(Number(year), Number(month) - 1, Number(date));
  return new Date(utcMs).getUTCDate() === Number(date) && Number(month) <= 12 ? utcMs / DAY_MS : Number.NaN;
}

function spanMs(text: string): number {
  let ms = 0;
  for (const [, count, unit = ''] of text.matchAll(SPAN_PART)) {
    const [, unitMs = 0] = UNITS.find(([start]) => unit.startsWith(start)) ?? [];
    ms += Number(count) * unitMs;
  }
  return ms;
}

/** Unix milliseconds; NaN for any other form, and for a wall time that does not exist in Norway. */
export function instantOf(text: string, { startMs, previousMs }: WhenContext): number {
  const span = SPAN.exec(text)?.[1];
  if (span !== undefined) {
    const ms = spanMs(span);
    return ms <= DAYS_MAX * DAY_MS ? previousMs + ms : Number.NaN;
  }
  const onDay = ON_DAY.exec(text);
  if (onDay !== null) {
    const day = Number(onDay[1]);
    return day >= 1 && day <= DAYS_MAX ? osloInstantMs(osloDay(startMs) + day - 1, onDay.slice(2)) : Number.NaN;
  }
  const sameDay = SAME_DAY.exec(text);
  if (sameDay !== null) return osloInstantMs(osloDay(previousMs), sameDay.slice(1));
  const onDate = ON_DATE.exec(text);
  if (onDate !== null) return osloInstantMs(dayOf(onDate[1], onDate[2], onDate[3]), onDate.slice(4));
  return INSTANT.test(text) ? Date.parse(text) : Number.NaN;
}

const START_OF_DAY = '00:00';
const FIRST_STEP = 'day 1 09:00';

/** The default time of the first step: 09:00, or the start of the scenario when that is later. */
export function firstStepMs(startMs: number): number {
  return Math.max(startMs, instantOf(FIRST_STEP, { startMs, previousMs: startMs }));
}

/** The instant of a date (midnight in Norway) or of a date and time. NaN as with `instantOf`. */
export function startOf(text: string): number {
  const whole = DATE.test(text) ? `${text} ${START_OF_DAY}` : text;
  return ON_DATE.test(whole) || INSTANT.test(whole) ? instantOf(whole, { startMs: 0, previousMs: 0 }) : Number.NaN;
}

/** `day 2 14:05:00`, in Norwegian time; with milliseconds unless they are 0. */
export function whenText(instantMs: number, startMs: number): string {
  const day = osloDay(instantMs) - osloDay(startMs) + 1;
  const clock = new Date(instantMs + osloOffsetMs(instantMs)).toISOString().slice(11, 23).replace('.000', '');
  return `day ${day} ${clock}`;
}
