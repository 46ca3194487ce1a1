/** What a load run measures: outcomes, latencies, missing answers, and their course over time. Bounded memory. */
import { build, type Histogram } from 'hdr-histogram-js';
import { isApproval, OUTCOMES, type Outcome } from '../protocol/outcome.ts';
import { NO_ANSWER_REASONS, type NoAnswerReason } from './link.ts';

export const PERCENTILES = ['p50', 'p90', 'p95', 'p99', 'p99.9', 'p99.99'] as const;
export type PercentileName = (typeof PERCENTILES)[number];

/** Milliseconds. All 0 when nothing was answered. */
export type Latencies = Readonly<Record<PercentileName | 'min' | 'mean' | 'max', number>>;

/** One stretch of the measured time. */
export interface SeriesPoint {
  /** From the start of the measured time to the end of the stretch. */
  readonly atMs: number;
  readonly durationMs: number;
  readonly ratePerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
  readonly approved: number;
  readonly declined: number;
}

const LATENCY_US_MAX = 3_600_000_000;
const SERIES_POINTS_MAX = 600;

function newHistogram(): Histogram {
  return build({
    lowestDiscernibleValue: 1,
    highestTrackableValue: LATENCY_US_MAX,
    numberOfSignificantValueDigits: 3,
    bitBucketSize: 32,
    useWebAssembly: false,
  });
}

function record(histogram: Histogram, ms: number): void {
  histogram.recordValue(Math.min(LATENCY_US_MAX, Math.max(1, Math.round(ms * 1000))));
}

export function latenciesOf(histogram: Histogram): Latencies {
  const empty = histogram.totalCount === 0;
  const ms = (us: number): number => (empty ? 0 : us / 1000);
  const found: Partial<Record<PercentileName, number>> = {};
  // The histogram gives the upper end of a percentile's bucket, which can lie above the greatest value seen.
  for (const name of PERCENTILES) found[name] = ms(Math.min(histogram.maxValue, histogram.getValueAtPercentile(Number(name.slice(1)))));
  return {
    ...(found as Record<PercentileName, number>),
    min: ms(histogram.minNonZeroValue),
    mean: empty ? 0 : Math.round(histogram.mean) / 1000,
    max: ms(histogram.maxValue),
  };
}

export class Statistics {
  readonly #outcomes = new Map<Outcome, number>(OUTCOMES.map((row) => [row.name, 0]));
  readonly #reasons = new Map<NoAnswerReason, number>(NO_ANSWER_REASONS.map((reason) => [reason, 0]));
  readonly #openLoop: boolean;
  readonly #corrected = newHistogram();
  readonly #uncorrected = newHistogram();
  /** Since the last point of the series; then added to `#corrected`, so that a message is recorded once. */
  readonly #interval = newHistogram();
  #intervalApproved = 0;
  #series: SeriesPoint[] = [];
  #lastTickMs: number;
  readonly #startMs: number;
  #mergeEvery = 1;
  #waiting: SeriesPoint[] = [];
  #answered = 0;
  #unanswered = 0;

  /** In a closed loop a message is sent when it is meant to be sent: both latencies are the same. */
  constructor(openLoop: boolean, startMs: number) {
    this.#openLoop = openLoop;
    this.#startMs = startMs;
    this.#lastTickMs = startMs;
  }

  answered(outcome: Outcome, correctedMs: number, uncorrectedMs: number): void {
    this.#answered += 1;
    this.#outcomes.set(outcome, (this.#outcomes.get(outcome) ?? 0) + 1);
    if (isApproval(outcome)) this.#intervalApproved += 1;
    record(this.#interval, correctedMs);
    if (this.#openLoop) record(this.#uncorrected, uncorrectedMs);
  }

  unanswered(reason: NoAnswerReason): void {
    this.#unanswered += 1;
    this.#reasons.set(reason, (this.#reasons.get(reason) ?? 0) + 1);
  }

  get answeredCount(): number {
    return this.#answered;
  }

  get unansweredCount(): number {
    return this.#unanswered;
  }

  /** Ends a stretch of the series. */
  tick(nowMs: number): void {
    const durationMs = nowMs - this.#lastTickMs;
    this.#lastTickMs = nowMs;
    const count = this.#interval.totalCount;
    if (durationMs > 0) {
      const { p50, p99, max } = latenciesOf(this.#interval);
      this.#append({
        atMs: nowMs - this.#startMs,
        durationMs,
        ratePerSecond: (count * 1000) / durationMs,
        p50Ms: p50,
        p99Ms: p99,
        maxMs: max,
        approved: this.#intervalApproved,
        declined: count - this.#intervalApproved,
      });
    }
    if (count > 0) this.#corrected.add(this.#interval);
    this.#interval.reset();
    this.#intervalApproved = 0;
  }

  /** Counts by outcome in the order of the table, zeros included. */
  outcomes(): Readonly<Record<Outcome, number>> {
    return Object.fromEntries(this.#outcomes) as Record<Outcome, number>;
  }

  reasons(): Readonly<Record<NoAnswerReason, number>> {
    return Object.fromEntries(this.#reasons) as Record<NoAnswerReason, number>;
  }

  /** As of the last tick. */
  corrected(): Latencies {
    return latenciesOf(this.#corrected);
  }

  /** As of the last tick. */
  uncorrected(): Latencies {
    return latenciesOf(this.#openLoop ? this.#uncorrected : this.#corrected);
  }

  series(): readonly SeriesPoint[] {
    return this.#waiting.length === 0 ? this.#series : [...this.#series, mergePoints(this.#waiting)];
  }

  /** A long run gets wider stretches instead of more of them. */
  #append(point: SeriesPoint): void {
    this.#waiting.push(point);
    if (this.#waiting.length < this.#mergeEvery) return;
    this.#series.push(mergePoints(this.#waiting));
    this.#waiting = [];
    if (this.#series.length < SERIES_POINTS_MAX) return;
    this.#mergeEvery *= 2;
    const wider: SeriesPoint[] = [];
    for (let index = 0; index < this.#series.length; index += 2) wider.push(mergePoints(this.#series.slice(index, index + 2)));
    this.#series = wider;
  }
}

/** Rates are averaged by time; of percentiles the worst is kept, since they can't be averaged. */
export function mergePoints(points: readonly SeriesPoint[]): SeriesPoint {
  const sum = (of: (point: SeriesPoint) => number): number => points.reduce((total, point) => total + of(point), 0);
  const most = (of: (point: SeriesPoint) => number): number => points.reduce((max, point) => Math.max(max, of(point)), 0);
  const durationMs = sum((point) => point.durationMs);
  return {
    atMs: most((point) => point.atMs),
    durationMs,
    ratePerSecond: durationMs === 0 ? 0 : sum((point) => point.ratePerSecond * point.durationMs) / durationMs,
    p50Ms: most((point) => point.p50Ms),
    p99Ms: most((point) => point.p99Ms),
    maxMs: most((point) => point.maxMs),
    approved: sum((point) => point.approved),
    declined: sum((point) => point.declined),
  };
}
