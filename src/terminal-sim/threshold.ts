/**
 * Thresholds on a run: `p99<5ms`, `rate>=1000/s`, `declined{formatError}==0`, `approved>=90%`, `errors{timeout}==0`.
 * A percentage is a share of what was answered (for `errors` and `notSent`: of what was meant to be sent).
 */
import { isApproval, OUTCOMES, type Outcome } from '../protocol/outcome.ts';
import { NO_ANSWER_REASONS, type NoAnswerReason } from './link.ts';
import { type Latencies, PERCENTILES } from './statistics.ts';

export interface Measured {
  readonly answered: number;
  readonly notSent: number;
  readonly ratePerSecond: number;
  readonly outcomes: Readonly<Record<Outcome, number>>;
  readonly unanswered: Readonly<Record<NoAnswerReason, number>>;
  /** From the intended instant. */
  readonly latencyMs: Latencies;
}

type Comparison = (measured: number, bound: number) => boolean;
const COMPARISONS: Readonly<Record<string, Comparison>> = {
  '<': (measured, bound) => measured < bound,
  '<=': (measured, bound) => measured <= bound,
  '>': (measured, bound) => measured > bound,
  '>=': (measured, bound) => measured >= bound,
  '==': (measured, bound) => measured === bound,
  '!=': (measured, bound) => measured !== bound,
};

const LATENCY_NAMES = [...PERCENTILES, 'min', 'mean', 'max'] as const;
const MS_PER_UNIT: Readonly<Record<string, number>> = { us: 0.001, ms: 1, s: 1000 };
const COUNT_METRICS = ['answered', 'approved', 'declined', 'errors', 'notSent'] as const;
type CountMetric = (typeof COUNT_METRICS)[number];

export interface Threshold {
  readonly text: string;
  readonly measure: (measured: Measured) => number;
  readonly compare: Comparison;
  readonly bound: number;
  readonly unit: string;
}

export interface ThresholdResult {
  readonly threshold: string;
  readonly measured: number;
  readonly unit: string;
  readonly kept: boolean;
}

/** One sentence. */
export class ThresholdError extends Error {
  override readonly name = 'ThresholdError';
}

const FORM = /^\s*([A-Za-z][A-Za-z0-9.]*)\s*(?:\{\s*([A-Za-z]+)\s*\})?\s*(<=|>=|==|!=|<|>)\s*(\d+(?:\.\d+)?)\s*(us|ms|s|\/s|%)?\s*$/;

function sumWhere(measured: Measured, want: (outcome: Outcome) => boolean): number {
  return OUTCOMES.reduce((sum, row) => sum + (want(row.name) ? measured.outcomes[row.name] : 0), 0);
}

function unansweredOf(measured: Measured, label: string): number {
  return NO_ANSWER_REASONS.reduce((sum, reason) => sum + (label === '' || label === reason ? measured.unanswered[reason] : 0), 0);
}

const COUNTERS: Readonly<Record<CountMetric, (measured: Measured, label: string) => number>> = {
  answered: (measured) => measured.answered,
  approved: (measured) => sumWhere(measured, isApproval),
  declined: (measured, label) => sumWhere(measured, (outcome) => !isApproval(outcome) && (label === '' || label === outcome)),
  errors: unansweredOf,
  notSent: (measured) => measured.notSent,
};

const LABELS: Partial<Record<CountMetric, readonly string[]>> = {
  declined: OUTCOMES.map((row) => row.name).filter((name) => !isApproval(name)),
  errors: NO_ANSWER_REASONS,
};

function isCountMetric(name: string): name is CountMetric {
  return (COUNT_METRICS as readonly string[]).includes(name);
}

function countThreshold(metric: CountMetric, label: string, unit: string): Threshold['measure'] {
  const counter = COUNTERS[metric];
  if (unit === '') return (measured) => counter(measured, label);
  return (measured) => {
    const lost = metric === 'errors' || metric === 'notSent';
    const whole = measured.answered + (lost ? measured.notSent + unansweredOf(measured, '') : 0);
    return whole === 0 ? 0 : (counter(measured, label) * 100) / whole;
  };
}

/** Throws ThresholdError with one sentence. */
export function parseThreshold(text: string): Threshold {
  const found = FORM.exec(text);
  if (found === null) throw new ThresholdError(`The threshold "${text}" can't be read; write it as p99<5ms or declined{formatError}==0.`);
  const [, metric = '', label = '', sign = '', value = '', unit = ''] = found;
  const compare = COMPARISONS[sign] as Comparison;
  const wrongUnit = (units: string): ThresholdError =>
    new ThresholdError(`The threshold "${text}" has the wrong unit; ${metric} takes ${units}.`);
  const latency = LATENCY_NAMES.find((name) => name === metric);
  if (latency !== undefined && label === '') {
    const factor = MS_PER_UNIT[unit];
    if (factor === undefined) throw wrongUnit('us, ms or s');
    return { text, compare, bound: Number(value) * factor, unit: 'ms', measure: (measured) => measured.latencyMs[latency] };
  }
  if (metric === 'rate' && label === '') {
    if (unit !== '/s' && unit !== '') throw wrongUnit('/s');
    return { text, compare, bound: Number(value), unit: '/s', measure: (measured) => measured.ratePerSecond };
  }
  if (!isCountMetric(metric) || (label !== '' && !LABELS[metric]?.includes(label))) {
    const names = [...LATENCY_NAMES, 'rate', ...COUNT_METRICS].join(', ');
    throw new ThresholdError(
      `The threshold "${text}" is about nothing that is measured; use ${names}, declined{outcome} or errors{reason}.`,
    );
  }
  if (unit !== '' && unit !== '%') throw wrongUnit('a count or %');
  return { text, compare, bound: Number(value), unit, measure: countThreshold(metric, label, unit) };
}

export function checkThreshold(threshold: Threshold, measured: Measured): ThresholdResult {
  const value = threshold.measure(measured);
  return { threshold: threshold.text, measured: value, unit: threshold.unit, kept: threshold.compare(value, threshold.bound) };
}
