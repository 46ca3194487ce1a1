/** The axes of charts: where they begin and end, and which values label them. */
import type { Language, Words } from '../../../protocol/language.ts';
import { formatPlain, withUnit } from '../number-text.ts';

export interface Tick {
  readonly at: number;
  readonly label: string;
  /** Left out where there is little room. */
  readonly minor?: boolean;
}

export interface Axis {
  readonly scale: 'linear' | 'log';
  readonly from: number;
  readonly to: number;
  readonly ticks: readonly Tick[];
}

const LINEAR_TICKS = 4;
const TIME_TICKS_MAX = 8;
const TIME_STEPS_S = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 14_400, 28_800, 86_400];
const PERCENTILES_SHOWN = [0, 50, 90, 99, 99.9, 99.99, 99.999, 99.9999];
const PERCENTILES_MINOR = [0, 99.9, 99.999];
const HOURS = { en: 'h', nb: 't' } as const satisfies Words;
/** With more ticks the labels would be too close together. */
const DECADES_MAX = 6;

/** The next of 1, 2, 2.5, 5, 10 times a power of ten. */
export function niceCeiling(value: number): number {
  if (!(value > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  const step = [1, 2, 2.5, 5, 10].find((factor) => factor * power >= value) ?? 10;
  return step * power;
}

export function linearAxis(most: number, format: (value: number) => string): Axis {
  const to = niceCeiling(most);
  const ticks = Array.from({ length: LINEAR_TICKS + 1 }, (_none, index) => (to * index) / LINEAR_TICKS);
  return { scale: 'linear', from: 0, to, ticks: ticks.map((at) => ({ at, label: format(at) })) };
}

/** An axis from one power of ten to another, around all values above 0. */
export function logAxis(values: readonly number[], format: (value: number) => string): Axis {
  const above = values.filter((value) => value > 0);
  const least = above.reduce((min, value) => Math.min(min, value), Number.POSITIVE_INFINITY);
  const most = above.reduce((max, value) => Math.max(max, value), 0);
  const last = above.length === 0 ? 1 : Math.ceil(Math.log10(most));
  const first = Math.max(last - DECADES_MAX, Math.min(last - 1, above.length === 0 ? 0 : Math.floor(Math.log10(least))));
  const ticks = Array.from({ length: last - first + 1 }, (_none, index) => 10 ** (first + index));
  return { scale: 'log', from: 10 ** first, to: 10 ** last, ticks: ticks.map((at) => ({ at, label: format(at) })) };
}

function timeLabel(language: Language, seconds: number): string {
  if (seconds >= 3_600 && seconds % 3_600 === 0) return withUnit(language, String(seconds / 3_600), HOURS[language]);
  return seconds >= 120 && seconds % 60 === 0 ? withUnit(language, String(seconds / 60), 'min') : withUnit(language, String(seconds), 's');
}

/** An axis of seconds that starts at 0. */
export function timeAxis(language: Language, end: number): Axis {
  const to = Math.max(1, end);
  const step = TIME_STEPS_S.find((seconds) => to / seconds <= TIME_TICKS_MAX) ?? to;
  const ticks = Array.from({ length: Math.floor(to / step) + 1 }, (_none, index) => {
    return { at: index * step, label: timeLabel(language, index * step), minor: index % 2 === 1 };
  });
  return { scale: 'linear', from: 0, to, ticks };
}

/**
 * One message in this many is above the percentile. The percentile axis is logarithmic in this
 * number, so that each further nine takes the same width.
 */
export function oneIn(percentile: number): number {
  return 100 / Math.max(1e-9, 100 - percentile);
}

function percentileTick(language: Language, percentile: number): Tick {
  return {
    at: oneIn(percentile),
    label: withUnit(language, formatPlain(language, percentile), '%'),
    minor: PERCENTILES_MINOR.includes(percentile),
  };
}

export function percentileAxis(language: Language, most: number): Axis {
  const to = Math.max(10, most);
  const ticks = PERCENTILES_SHOWN.filter((percentile) => oneIn(percentile) <= to * 1.001);
  return { scale: 'log', from: 1, to, ticks: ticks.map((percentile) => percentileTick(language, percentile)) };
}
