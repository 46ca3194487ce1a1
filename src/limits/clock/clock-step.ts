/**
 * How far a clock is moved: `90m`, `1d`, `2w`, `1mo`, `2y`. A day is 24 hours, also when the clocks
 * change. Months and years are those of the calendar in Oslo: the same day and time of day, or the
 * last day of the month when it has no such day (29 February and one year: 28 February).
 */
import { DAY_MS, HOUR_MS } from '../../config/duration.ts';
import { parseDurationMs, QuantityError } from '../../config/quantity.ts';
import { osloOffsetMs } from '../rules/oslo-time.ts';

export interface ClockStep {
  readonly ms: number;
  readonly months: number;
}

const LONG = /^(\d{1,6})(d|w|mo|y)$/;
const LONG_UNITS: Readonly<Record<string, ClockStep>> = {
  d: { ms: DAY_MS, months: 0 },
  w: { ms: 7 * DAY_MS, months: 0 },
  mo: { ms: 0, months: 1 },
  y: { ms: 0, months: 12 },
};

/** Throws a QuantityError. `what`: the name of the option or field. */
export function parseClockStep(text: string, what: string): ClockStep {
  const [, count, unit = ''] = LONG.exec(text.trim()) ?? [];
  const { ms, months } = LONG_UNITS[unit] ?? { ms: 0, months: 0 };
  if (count !== undefined) return { ms: ms * Number(count), months: months * Number(count) };
  return { ms: Math.round(shortMs(text, what)), months: 0 };
}

function shortMs(text: string, what: string): number {
  try {
    return parseDurationMs(text, what);
  } catch (error) {
    if (!(error instanceof QuantityError)) throw error;
    throw new QuantityError(`${what} must be a number and a unit, such as 90m, 12h, 1d, 2w, 1mo or 2y.`);
  }
}

/** NaN past what a Date can hold. */
export function afterStep(fromMs: number, { ms, months }: ClockStep): number {
  return (months === 0 ? fromMs : osloMonthsAfter(fromMs, months)) + ms;
}

function osloMonthsAfter(fromMs: number, months: number): number {
  const local = new Date(fromMs + osloOffsetMs(fromMs));
  const month = local.getUTCMonth() + months;
  const lastDay = new Date(Date.UTC(local.getUTCFullYear(), month + 1, 0)).getUTCDate();
  const day = Date.UTC(local.getUTCFullYear(), month, Math.min(local.getUTCDate(), lastDay));
  const localMs = day + (local.getTime() % DAY_MS);
  // The first of two such times in the autumn; in the hour that spring leaves out, an hour later.
  return localMs - osloOffsetMs(localMs - 2 * HOUR_MS);
}
