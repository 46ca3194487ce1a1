/**
 * Thresholds of a run: `p99<5ms`, `rate>=1000/s`, `declined{formatError}==0`, `approved>=90%`,
 * `errors{timeout}==0`, `books{differing}==0`. A threshold that ends in `,abort` ends the run as
 * soon as it is broken and can no longer be met. A percentage is a share of the answered messages;
 * for `unanswered`, `notSent` and `errors`, of the messages that were due; for `books`, of the cards.
 */
import { errorText } from '../../cards/card-data/card-data.ts';
import { isApproval, OUTCOMES, type Outcome } from '../../protocol/outcome.ts';
import { NO_ANSWER_REASONS, type NoAnswerReason, UNANSWERED_REASONS } from '../link/transport.ts';
import { type Latencies, PERCENTILES, type PercentileName } from './histogram.ts';
import { isSupported, samplesNeeded } from './supported-percentiles.ts';

export interface Measured {
  readonly answered: number;
  /** Due, and never sent for whatever reason. */
  readonly notSent: number;
  readonly ratePerSecond: number;
  readonly outcomes: Readonly<Record<Outcome, number>>;
  readonly noAnswer: Readonly<Record<NoAnswerReason, number>>;
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
const COUNT_METRICS = ['answered', 'approved', 'declined', 'outcome', 'unanswered', 'notSent', 'errors', 'findings', 'books'] as const;
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
  /** Present when it is about a percentile. */
  readonly percentile?: PercentileName | undefined;
}

export interface ThresholdResult {
  readonly threshold: string;
  readonly measured: number;
  readonly unit: string;
  readonly kept: boolean;
  /** Present when there were too few answers for the percentile: how many it needs. */
  readonly answersNeeded?: number | undefined;
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

function noAnswerOf(measured: Measured, reasons: readonly NoAnswerReason[]): number {
  return reasons.reduce((sum, reason) => sum + measured.noAnswer[reason], 0);
}

function dueOf(measured: Measured): number {
  return measured.answered + noAnswerOf(measured, UNANSWERED_REASONS) + measured.notSent;
}

const COUNTERS: Readonly<Record<CountMetric, (measured: Measured, label: string) => number>> = {
  answered: (measured) => measured.answered,
  approved: (measured) => sumWhere(measured, isApproval),
  declined: (measured, label) => sumWhere(measured, (outcome) => !isApproval(outcome) && (label === '' || label === outcome)),
  outcome: (measured, label) => sumWhere(measured, (outcome) => outcome === label),
  unanswered: (measured) => noAnswerOf(measured, UNANSWERED_REASONS),
  notSent: (measured) => measured.notSent,
  errors: (measured, label) => noAnswerOf(measured, label === '' ? NO_ANSWER_REASONS : [label as NoAnswerReason]),
  findings: (measured) => measured.findings,
  books: ({ books }, label) => (label === '' ? books.differing + books.unbalanced : books[label as BookLabel]),
};

const LABELS: Partial<Record<CountMetric, readonly string[]>> = {
  declined: OUTCOMES.map((row) => row.name).filter((name) => !isApproval(name)),
  outcome: OUTCOMES.map((row) => row.name),
  errors: NO_ANSWER_REASONS,
  books: BOOK_LABELS,
};

/** Their percentages are shares of the messages that were due. */
const OF_DUE: ReadonlySet<CountMetric> = new Set(['unanswered', 'notSent', 'errors']);

function isCountMetric(name: string): name is CountMetric {
  return (COUNT_METRICS as readonly string[]).includes(name);
}

function countThreshold(metric: CountMetric, label: string, unit: string): Threshold['measure'] {
  const counter = COUNTERS[metric];
  if (unit === '') return (measured) => counter(measured, label);
  return (measured) => {
    const messages = OF_DUE.has(metric) ? dueOf(measured) : measured.answered;
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
    const percentile = PERCENTILES.find((name) => name === latency);
    const measure = (measured: Measured): number => measured.latencyMs[latency];
    return { ...common, ...gliding, bound: Number(value) * factor, unit: 'ms', percentile, measure };
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
  const result = { threshold: threshold.text, measured: value, unit: threshold.unit, kept: threshold.compare(value, threshold.bound) };
  const { percentile } = threshold;
  if (percentile === undefined || isSupported(percentile, measured.answered)) return result;
  return { ...result, answersNeeded: samplesNeeded(percentile) };
}

/** True when the threshold is broken so far and the rest of the run cannot mend it. */
export function brokenForGood(threshold: Threshold, soFar: Measured): boolean {
  const { sign, bound, onlyGrows } = threshold;
  // The books are read at the end.
  if (threshold.needsBooks || soFar.answered + soFar.notSent === 0) return false;
  const value = threshold.measure(soFar);
  if (threshold.compare(value, bound)) return false;
  // One slow answer among few says nothing about a high percentile.
  if (threshold.percentile !== undefined && !isSupported(threshold.percentile, soFar.answered)) return false;
  if (!onlyGrows) return true;
  return sign === '<' || sign === '<=' || (sign === '==' && value > bound);
}
