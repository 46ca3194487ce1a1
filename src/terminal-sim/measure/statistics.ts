/**
 * Measures a load run: outcomes, latencies and missing answers, in total and over time. Memory is
 * bounded.
 */
import type { Outcome } from '../../protocol/outcome.ts';
import type { NoAnswerReason } from '../link/transport.ts';
import { type Distribution, distributionOf, type Latencies, latenciesOf } from './histogram.ts';
import { type Interval, type IntervalLatencies, type SeriesPoint, summaryOf } from './interval.ts';
import type { MessageKind, MessageName } from './message-kinds.ts';
import { Series } from './series.ts';
import { SAMPLES_BEYOND_MIN } from './supported-percentiles.ts';
import { Tally, type TallyData } from './tally.ts';

export class Statistics {
  /** Called at the end of each interval. */
  onInterval: ((interval: Interval) => void) | undefined;
  readonly #startMs: number;
  /** The current interval. */
  readonly #now: Tally;
  /** All earlier intervals. */
  readonly #before: Tally;
  readonly #series = new Series();
  readonly #openLoop: boolean;
  #lastTickMs: number;

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
    this.#now.countAnswer(kind, outcome, correctedMs, uncorrectedMs);
  }

  unanswered(kind: MessageKind, reason: NoAnswerReason): void {
    this.#now.countNoAnswer(kind, reason);
  }

  /**
   * Counts a message by its class. `reason`: why no answer came, if none came. Called beside
   * `answered` or `unanswered`.
   */
  countMessage(name: MessageName, reason?: NoAnswerReason): void {
    this.#now.countMessage(name, reason);
  }

  /**
   * Counts the response code of an answer. `isKnown`: the codec has an outcome for it. Called beside
   * `answered`.
   */
  countCode(outcome: Outcome, code: string, isKnown: boolean): void {
    this.#now.countCode(outcome, code, isKnown);
  }

  /** Adds what another thread measured in the interval that the next tick ends. */
  absorb(data: TallyData): void {
    this.#now.add(data);
  }

  get offeredCount(): number {
    return this.#before.offered + this.#now.offered;
  }

  get answeredCount(): number {
    return this.#before.answered + this.#now.answered;
  }

  /** Sent, and not answered. */
  get unansweredCount(): number {
    return this.#before.unanswered + this.#now.unanswered;
  }

  /** Handed to a connection, and never sent. */
  get notSentCount(): number {
    return this.#before.notSent + this.#now.notSent;
  }

  /** From the start of the measured time to the last tick. */
  get measuredMs(): number {
    return this.#lastTickMs - this.#startMs;
  }

  /** Ends an interval. */
  tick(nowMs: number): void {
    const durationMs = Math.max(0, nowMs - this.#lastTickMs);
    this.#lastTickMs = nowMs;
    const interval: Interval = { atMs: nowMs - this.#startMs, durationMs, ...this.#now.data() };
    this.#now.reset();
    this.#before.add(interval);
    this.#series.add(summaryOf(interval));
    this.onInterval?.(interval);
  }

  /** Counts by outcome in the order of the table, zeros included. */
  outcomes(): Readonly<Record<Outcome, number>> {
    return sums(this.#before.outcomes, this.#now.outcomes);
  }

  reasons(): Readonly<Record<NoAnswerReason, number>> {
    return sums(this.#before.reasons, this.#now.reasons);
  }

  /** As of the last tick, like all the methods below. */
  corrected(): Latencies {
    return latenciesOf(this.#before.corrected);
  }

  uncorrected(): Latencies {
    return latenciesOf(this.#before.uncorrected);
  }

  distributions(): { readonly corrected: Distribution; readonly uncorrected: Distribution } {
    const corrected = distributionOf(this.#before.corrected, SAMPLES_BEYOND_MIN);
    return { corrected, uncorrected: this.#openLoop ? distributionOf(this.#before.uncorrected, SAMPLES_BEYOND_MIN) : corrected };
  }

  kinds(): ReturnType<Tally['kinds']> {
    return this.#before.kinds();
  }

  classes(): ReturnType<Tally['classes']> {
    return this.#before.classes();
  }

  responseCodes(): ReturnType<Tally['responseCodes']> {
    return this.#before.responseCodes();
  }

  unknownCodes(): ReturnType<Tally['unknownCodes']> {
    return this.#before.unknownCodes();
  }

  series(): readonly SeriesPoint[] {
    return this.#series.points();
  }

  intervals(): readonly IntervalLatencies[] {
    return this.#series.intervals();
  }
}

function sums<Name extends string>(one: Readonly<Record<Name, number>>, other: Readonly<Record<Name, number>>): Record<Name, number> {
  return Object.fromEntries(Object.keys(one).map((name) => [name, one[name as Name] + other[name as Name]])) as Record<Name, number>;
}

const REHEARSED_ROUNDS = 5;
const REHEARSED_ANSWERS = 500;

/**
 * Ends a few intervals of made-up answers. The first intervals of a process take many times as long
 * as the later ones, and messages that are due meanwhile are late.
 */
export function rehearseIntervals(openLoop: boolean): void {
  const statistics = new Statistics(openLoop, 0);
  for (let round = 1; round <= REHEARSED_ROUNDS; round += 1) {
    for (let count = 0; count < REHEARSED_ANSWERS; count += 1) {
      statistics.offered();
      statistics.answered('pos', 'approved', 1 + count / 10, 1);
      statistics.countMessage('financial');
    }
    statistics.tick(round * 1_000);
  }
}
