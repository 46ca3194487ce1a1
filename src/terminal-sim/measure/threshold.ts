/**
 * Thresholds of a run: `p99<5ms`, `rate>=1000/s`, `declined{formatError}==0`, `approved>=90%`,
 * `errors{timeout}==0`, `books{differing}==0`. A threshold that ends in `,abort` ends the run as
 * soon as it is broken and can no longer be met. A percentage is a share of the answered messages;
 * for `errors` and `notSent`, of the messages intended; for `books`, of the cards.
 */
import { errorText } from '../../cards/card-data/card-data.ts';
import { isApproval, OUTCOMES, type Outcome } from '../../protocol/outcome.ts';
import { NO_ANSWER_REASONS, type NoAnswerReason } from '../link/transport.ts';
import { type Latencies, PERCENTILES } from './histogram.ts';

export interface Measured {
  readonly answered: number;
  readonly notSent: number;
  readonly ratePerSecond: number;
  readonly outcomes: Readonly<Record<Outcome, number>>;
  readonly unanswered: Readonly<Record<NoAnswerReason, number>>;
  /** From the intended instant. */
  readonly latencyMs: Latencies;
  /** The number of broken invariants. */
  readonly findings: number;
  /** Counts of cards; all 0 until the books are reconciled. */
  readonly books: Readonly<Record<'cards' | BookLabel, number>>;
}

export const BOOK_LABELS = ['differing', 'inDoubt', 'unbalanced'] as const;
export type BookLabel = (typeof BOOK_LABELS)[number];

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
const COUNT_METRICS = ['answered', 'approved', 'declined', 'outcome', 'errors', 'notSent', 'findings', 'books'] as const;
type CountMetric = (typeof COUNT_METRICS)[number];

export interface Threshold {
  readonly text: string;
  readonly measure: (measured: Measured) => number;
  readonly compare: Comparison;
  readonly sign: string;
  readonly bound: number;
  readonly unit: string;
  /** True for counts, which only grow: one that is too small may still become large enough. */
  readonly onlyGrows: boolean;
  /** The run ends as soon as the threshold is broken and can no longer be met. */
  readonly abort: boolean;
  /** It cannot be measured without the host's books. */
  readonly needsBooks: boolean;
}

export interface ThresholdResult {
  readonly threshold: string;
  readonly measured: number;
  readonly unit: string;
  readonly kept: boolean;
}

/** The message is one sentence. */
export class ThresholdError extends Error {
  override readonly name = 'ThresholdError';
  constructor(message: string) {
    super(errorText(message));
  }
}

const FORM =
  /^\s*([A-Za-z][A-Za-z0-9.]*)\s*(?:\{\s*([A-Za-z]+)\s*\})?\s*(<=|>=|==|!=|<|>)\s*(\d+(?:\.\d+)?)\s*(us|ms|s|\/s|%)?\s*(,\s*abort)?\s*$/;

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
  outcome: (measured, label) => sumWhere(measured, (outcome) => outcome === label),
  errors: unansweredOf,
  notSent: (measured) => measured.notSent,
  findings: (measured) => measured.findings,
  books: ({ books }, label) => (label === '' ? books.differing + books.unbalanced : books[label as BookLabel]),
};

const LABELS: Partial<Record<CountMetric, readonly string[]>> = {
  declined: OUTCOMES.map((row) => row.name).filter((name) => !isApproval(name)),
  outcome: OUTCOMES.map((row) => row.name),
  errors: NO_ANSWER_REASONS,
  books: BOOK_LABELS,
};

function isCountMetric(name: string): name is CountMetric {
  return (COUNT_METRICS as readonly string[]).includes(name);
}

function countThreshold(metric: CountMetric, label: string, unit: string): Threshold['measure'] {
  const counter = COUNTERS[metric];
  if (unit === '') return (measured) => counter(measured, label);
  return (measured) => {
    const lost = metric === 'errors' || metric === 'notSent';
    const messages = measured.answered + (lost ? measured.notSent + unansweredOf(measured, '') : 0);
    const whole = metric === 'books' ? measured.books.cards : messages;
    return whole === 0 ? 0 : (counter(measured, label) * 100) / whole;
  };
}

/** Throws ThresholdError with one sentence. */
export function parseThreshold(text: string): Threshold {
  const found = FORM.exec(text);
  if (found === null) throw new ThresholdError(`The threshold "${text}" cannot be read; write it as p99<5ms or declined{formatError}==0.`);
  const [, metric = '', label = '', sign = '', value = '', unit = '', abort = ''] = found;
  const wrongUnit = (units: string): ThresholdError =>
    new ThresholdError(`The threshold "${text}" has the wrong unit; ${metric} takes ${units}.`);
  const step = abort === '' ? text : text.slice(0, text.lastIndexOf(','));
  const common = { text: step, sign, compare: COMPARISONS[sign] as Comparison, bound: Number(value), abort: abort !== '' };
  const gliding = { onlyGrows: false, needsBooks: false };
  const latency = LATENCY_NAMES.find((name) => name === metric);
  if (latency !== undefined && label === '') {
    const factor = MS_PER_UNIT[unit];
    if (factor === undefined) throw wrongUnit('us, ms or s');
    return { ...common, ...gliding, bound: Number(value) * factor, unit: 'ms', measure: (measured) => measured.latencyMs[latency] };
  }
  if (metric === 'rate' && label === '') {
    if (unit !== '/s' && unit !== '') throw wrongUnit('/s');
    return { ...common, ...gliding, unit: '/s', measure: (measured) => measured.ratePerSecond };
  }
  if (!isCountMetric(metric) || (label === '' ? metric === 'outcome' : !LABELS[metric]?.includes(label))) {
    const names = [...LATENCY_NAMES, 'rate', ...COUNT_METRICS.filter((name) => name !== 'outcome')].join(', ');
    throw new ThresholdError(
      `The threshold "${text}" is about nothing that is measured; use ${names}, outcome{name}, declined{outcome}, errors{reason} or books{${BOOK_LABELS.join('|')}}.`,
    );
  }
  if (unit !== '' && unit !== '%') throw wrongUnit('a count or %');
  const needsBooks = metric === 'books';
  return { ...common, unit, onlyGrows: unit === '', needsBooks, measure: countThreshold(metric, label, unit) };
}

export function checkThreshold(threshold: Threshold, measured: Measured): ThresholdResult {
  const value = threshold.measure(measured);
  return { threshold: threshold.text, measured: value, unit: threshold.unit, kept: threshold.compare(value, threshold.bound) };
}

/** True when the threshold is broken so far and the rest of the run cannot mend it. */
export function brokenForGood(threshold: Threshold, soFar: Measured): boolean {
  const { sign, bound, onlyGrows } = threshold;
  // The books are read at the end.
  if (threshold.needsBooks || soFar.answered + soFar.notSent === 0) return false;
  const value = threshold.measure(soFar);
  if (threshold.compare(value, bound)) return false;
  if (!onlyGrows) return true;
  return sign === '<' || sign === '<=' || (sign === '==' && value > bound);
}
