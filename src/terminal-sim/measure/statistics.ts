/** What a load run measures: outcomes, latencies, missing answers, and their course over time. Bounded memory. */
import type { Outcome } from '../../protocol/outcome.ts';
import { isApproval } from '../../protocol/outcome.ts';
import type { NoAnswerReason } from '../link/link.ts';
import {
  type Distribution,
  distributionOf,
  EMPTY_HISTOGRAM_DATA,
  type HistogramData,
  type Latencies,
  latenciesOf,
  latenciesOfData,
  mergeHistogramData,
} from './histogram.ts';
import { type MessageKind, type MessageName, Tally, type TallyData } from './tally.ts';

/** One stretch of the measured time. */
export interface IntervalTimes {
  /** From the start of the measured time to the end of the stretch. */
  readonly atMs: number;
  /** 0: answers that came after the measured time to what was sent in it. */
  readonly durationMs: number;
}

/** A stretch with all that was measured in it; plain data. */
export interface Interval extends IntervalTimes, TallyData {}

/** A stretch as the report has it. */
export interface SeriesPoint extends IntervalTimes {
  /** Answered. */
  readonly ratePerSecond: number;
  /** Sent. */
  readonly offeredPerSecond: number;
  readonly approved: number;
  readonly declined: number;
  readonly unanswered: number;
  /** From the intended instant. */
  readonly p50Ms: number;
  readonly p90Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
  /** From the sending. */
  readonly uncorrectedP99Ms: number;
}

/** A stretch with its latencies, for a log of histograms. */
export interface IntervalLatencies extends IntervalTimes {
  readonly corrected: HistogramData;
  readonly uncorrected: HistogramData;
}

interface IntervalSummary extends IntervalLatencies {
  readonly offered: number;
  readonly answered: number;
  readonly approved: number;
  readonly unanswered: number;
}

const SERIES_POINTS_MAX = 600;

function sumOf(counts: Partial<Record<string, number>>): number {
  return Object.values(counts).reduce<number>((sum, count) => sum + (count ?? 0), 0);
}

function summaryOf(interval: Interval): IntervalSummary {
  const { atMs, durationMs, offered, corrected, uncorrected = corrected, outcomes, reasons } = interval;
  const approved = Object.entries(outcomes).reduce((sum, [name, count]) => sum + (isApproval(name as Outcome) ? count : 0), 0);
  return { atMs, durationMs, offered, answered: sumOf(outcomes), approved, unanswered: sumOf(reasons), corrected, uncorrected };
}

function mergeSummaries(kept: readonly IntervalSummary[]): IntervalSummary {
  const [first] = kept;
  if (kept.length === 1 && first !== undefined) return first;
  const sum = (of: (each: IntervalSummary) => number): number => kept.reduce((total, each) => total + of(each), 0);
  const corrected = mergeHistogramData(kept.map((each) => each.corrected));
  return {
    atMs: Math.max(...kept.map((each) => each.atMs)),
    durationMs: sum((each) => each.durationMs),
    offered: sum((each) => each.offered),
    answered: sum((each) => each.answered),
    approved: sum((each) => each.approved),
    unanswered: sum((each) => each.unanswered),
    corrected,
    uncorrected: kept.every((each) => each.uncorrected === each.corrected)
      ? corrected
      : mergeHistogramData(kept.map((each) => each.uncorrected)),
  };
}

function pointOf(kept: IntervalSummary): SeriesPoint {
  const { atMs, durationMs, offered, answered, approved, unanswered, corrected, uncorrected } = kept;
  const { p50, p90, p99, max } = latenciesOfData(corrected);
  const perSecond = (count: number): number => (durationMs === 0 ? 0 : (count * 1000) / durationMs);
  return {
    atMs,
    durationMs,
    ratePerSecond: perSecond(answered),
    offeredPerSecond: perSecond(offered),
    approved,
    declined: answered - approved,
    unanswered,
    p50Ms: p50,
    p90Ms: p90,
    p99Ms: p99,
    maxMs: max,
    uncorrectedP99Ms: uncorrected === corrected ? p99 : latenciesOfData(uncorrected).p99,
  };
}

export class Statistics {
  /** Called at the end of each stretch. */
  onInterval: ((interval: Interval) => void) | undefined;
  readonly #startMs: number;
  readonly #now: Tally;
  /** All but `#now`. */
  readonly #before: Tally;
  readonly #openLoop: boolean;
  #lastTickMs: number;
  #series: IntervalSummary[] = [];
  #waiting: IntervalSummary[] = [];
  #mergeEvery = 1;
  #late: IntervalSummary | undefined;

  constructor(openLoop: boolean, startMs: number) {
    this.#now = new Tally(openLoop);
    this.#before = new Tally(openLoop);
    this.#openLoop = openLoop;
    this.#startMs = startMs;
    this.#lastTickMs = startMs;
  }

  offered(): void {
    this.#now.offered += 1;
  }

  answered(kind: MessageKind, outcome: Outcome, correctedMs: number, uncorrectedMs: number): void {
    this.#now.hear(kind, outcome, correctedMs, uncorrectedMs);
  }

  unanswered(kind: MessageKind, reason: NoAnswerReason): void {
    this.#now.miss(kind, reason);
  }

  /** Beside `answered` or `unanswered`, for the same message. */
  sorted(name: MessageName, isAnswered: boolean): void {
    this.#now.sort(name, isAnswered);
  }

  /** An answer's code that no table has. */
  unknownCode(code: string): void {
    this.#now.unknownCode(code);
  }

  /** What another thread measured in the stretch that is to be ended next. */
  absorb(data: TallyData): void {
    this.#now.add(data);
  }

  get offeredCount(): number {
    return this.#before.offered + this.#now.offered;
  }

  get answeredCount(): number {
    return this.#before.answered + this.#now.answered;
  }

  get unansweredCount(): number {
    return this.#before.unanswered + this.#now.unanswered;
  }

  /** From the start of the measured time to the last tick. */
  get measuredMs(): number {
    return this.#lastTickMs - this.#startMs;
  }

  /** Ends a stretch of the series. */
  tick(nowMs: number): void {
    const durationMs = nowMs - this.#lastTickMs;
    this.#lastTickMs = nowMs;
    const interval: Interval = { atMs: nowMs - this.#startMs, durationMs: Math.max(0, durationMs), ...this.#now.data() };
    this.#now.reset();
    this.#before.add(interval);
    const kept = summaryOf(interval);
    if (durationMs > 0) this.#append(kept);
    else this.#late = this.#late === undefined ? kept : mergeSummaries([this.#late, kept]);
    this.onInterval?.(interval);
  }

  /** Counts by outcome in the order of the table, zeros included. */
  outcomes(): Readonly<Record<Outcome, number>> {
    return sums(this.#before.outcomes, this.#now.outcomes);
  }

  reasons(): Readonly<Record<NoAnswerReason, number>> {
    return sums(this.#before.reasons, this.#now.reasons);
  }

  /** As of the last tick, like all that follows. */
  corrected(): Latencies {
    return latenciesOf(this.#before.corrected);
  }

  uncorrected(): Latencies {
    return latenciesOf(this.#before.uncorrected);
  }

  distributions(): { readonly corrected: Distribution; readonly uncorrected: Distribution } {
    const corrected = distributionOf(this.#before.corrected);
    return { corrected, uncorrected: this.#openLoop ? distributionOf(this.#before.uncorrected) : corrected };
  }

  kinds(): ReturnType<Tally['kinds']> {
    return this.#before.kinds();
  }

  classes(): ReturnType<Tally['classes']> {
    return this.#before.classes();
  }

  unknownCodes(): ReturnType<Tally['unknownCodes']> {
    return this.#before.unknownCodes();
  }

  series(): readonly SeriesPoint[] {
    return this.#summaries().map(pointOf);
  }

  /** The stretches of the series; last, what was answered after the measured time. */
  intervals(): readonly IntervalLatencies[] {
    const late = this.#late === undefined || this.#late.corrected === EMPTY_HISTOGRAM_DATA ? [] : [this.#late];
    return [...this.#summaries(), ...late];
  }

  #summaries(): readonly IntervalSummary[] {
    return this.#waiting.length === 0 ? this.#series : [...this.#series, mergeSummaries(this.#waiting)];
  }

  /** A long run gets wider stretches instead of more of them. */
  #append(kept: IntervalSummary): void {
    this.#waiting.push(kept);
    if (this.#waiting.length < this.#mergeEvery) return;
    this.#series.push(mergeSummaries(this.#waiting));
    this.#waiting = [];
    if (this.#series.length < SERIES_POINTS_MAX) return;
    this.#mergeEvery *= 2;
    const wider: IntervalSummary[] = [];
    for (let index = 0; index < this.#series.length; index += 2) wider.push(mergeSummaries(this.#series.slice(index, index + 2)));
    this.#series = wider;
  }
}

function sums<Name extends string>(one: Readonly<Record<Name, number>>, other: Readonly<Record<Name, number>>): Record<Name, number> {
  return Object.fromEntries(Object.keys(one).map((name) => [name, one[name as Name] + other[name as Name]])) as Record<Name, number>;
}
