/** Runs a trace against a stage, each card's exchanges in their order, many cards at once, and gathers what differs. */
import { performance } from 'node:perf_hooks';
import type { MaybePromise } from '../../limits/store.ts';
import type { Exchange, Happening, OfficeLine, Trace, TracedCard } from '../format/format.ts';
import { COMPARED, type Compared, type Difference, differencesOf, type Replayed } from './differences.ts';

/** What exchanges are replayed on: the authorizer in process, or a host at the other end of a line. */
export interface Stage {
  open(card: TracedCard): Promise<readonly string[]>;
  /** Undefined: no answer came. */
  say(exchange: Exchange): MaybePromise<Replayed | undefined>;
  office(line: OfficeLine): Promise<void>;
}

export interface ReplayOptions {
  /** How much faster than recorded; 0: as fast as it goes. */
  readonly speed: number;
  readonly inFlightMax?: number;
  /** Called now and then with how many happenings are done. */
  readonly progress?: (done: number) => void;
  /** Gets each exchange and what became of it, in the order in which they end. */
  readonly each?: (exchange: Exchange, replayed: Replayed) => void;
}

export interface DifferingExchange {
  readonly exchange: Exchange;
  readonly differences: readonly Difference[];
}

export interface LatencyMs {
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

export interface ReplayResult {
  readonly exchanges: number;
  readonly compared: number;
  /** No store had decided them when they were recorded (format, MAC, no store), so they changed nothing: not sent again. */
  readonly undecided: number;
  readonly unanswered: number;
  /** In the order of the trace. */
  readonly differing: readonly DifferingExchange[];
  readonly counts: Readonly<Record<Compared, number>>;
  readonly latency: { readonly recorded: LatencyMs; readonly replayed: LatencyMs };
  readonly notes: readonly string[];
  readonly elapsedMs: number;
}

export const IN_FLIGHT_MAX = 256;
const PROGRESS_EVERY = 1_000;
/** Turns of the event loop are given up now and then, so that signals and timers are heard. */
const BREATHE_EVERY = 5_000;
const NOTES_MAX = 10;

function quantile(sorted: Float64Array, share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? 0;
}

function latencyOf(values: readonly number[]): LatencyMs {
  const sorted = Float64Array.from(values).sort();
  const rounded = (ms: number): number => Math.round(ms * 1_000) / 1_000;
  return { p50: rounded(quantile(sorted, 0.5)), p99: rounded(quantile(sorted, 0.99)), max: rounded(sorted.at(-1) ?? 0) };
}

class Gathered {
  readonly differing: DifferingExchange[] = [];
  readonly counts = Object.fromEntries(COMPARED.map((what) => [what, 0])) as Record<Compared, number>;
  readonly recordedMs: number[] = [];
  readonly replayedMs: number[] = [];
  unanswered = 0;

  take(exchange: Exchange, replayed: Replayed | undefined): void {
    if (replayed === undefined) {
      this.unanswered += 1;
      return;
    }
    this.recordedMs.push(exchange.latencyMs);
    this.replayedMs.push(replayed.latencyMs);
    const differences = differencesOf(exchange, replayed);
    if (differences.length === 0) return;
    this.differing.push({ exchange, differences });
    for (const { what } of differences) this.counts[what] += 1;
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** True when it is resent. */
export function isReplayed(happening: Happening): boolean {
  return happening.kind === 'office' || happening.decision !== undefined;
}

/** Rejects when the stage does; differences are values. */
export async function replay(trace: Trace, stage: Stage, options: ReplayOptions): Promise<ReplayResult> {
  const { speed, inFlightMax = IN_FLIGHT_MAX, progress, each } = options;
  const startedMs = performance.now();
  const allNotes: string[] = [];
  for (const card of trace.cards.values()) allNotes.push(...(await stage.open(card)));
  const gathered = new Gathered();
  /** Of each card with something under way: when it is done. */
  const tails = new Map<string, Promise<void>>();
  let inFlight = 0;
  let done = 0;
  let freed: (() => void) | undefined;
  let failure: unknown;
  const finish = (): void => {
    done += 1;
    if (done % PROGRESS_EVERY === 0) progress?.(done);
  };
  const took = (exchange: Exchange, replayed: Replayed | undefined): void => {
    gathered.take(exchange, replayed);
    if (replayed !== undefined) each?.(exchange, replayed);
  };
  const perform = (happening: Happening): Promise<void> | undefined => {
    if (happening.kind === 'office') return stage.office(happening);
    const answer = stage.say(happening);
    if (answer instanceof Promise) return answer.then((replayed) => took(happening, replayed));
    took(happening, answer);
    return undefined;
  };
  const track = (token: string, running: Promise<void>): void => {
    inFlight += 1;
    const tail = running
      .then(
        () => {},
        (error: unknown) => {
          failure ??= error;
        },
      )
      .then(() => {
        inFlight -= 1;
        finish();
        if (tails.get(token) === tail) tails.delete(token);
        freed?.();
      });
    tails.set(token, tail);
  };

  const beganMs = performance.now();
  const firstMs = trace.happenings.find(isReplayed)?.atMs ?? 0;
  let sent = 0;
  for (const happening of trace.happenings) {
    if (!isReplayed(happening)) {
      finish();
      continue;
    }
    sent += 1;
    if (speed > 0) {
      const waitMs = (happening.atMs - firstMs) / speed - (performance.now() - beganMs);
      if (waitMs >= 1) await pause(waitMs);
    } else if (sent % BREATHE_EVERY === 0) await pause(0);
    while (inFlight >= inFlightMax) {
      await new Promise<void>((resolve) => {
        freed = resolve;
      });
    }
    if (failure !== undefined) break;
    const tail = tails.get(happening.token);
    if (tail !== undefined)
      track(
        happening.token,
        tail.then(() => perform(happening)),
      );
    else {
      const running = perform(happening);
      if (running === undefined) finish();
      else track(happening.token, running);
    }
  }
  await Promise.all(tails.values());
  if (failure !== undefined) throw failure;

  const undecided = trace.happenings.filter((happening) => !isReplayed(happening)).length;
  const exchanges = trace.happenings.filter(({ kind }) => kind === 'exchange').length;
  return {
    exchanges,
    compared: gathered.replayedMs.length,
    undecided,
    unanswered: gathered.unanswered,
    differing: gathered.differing.sort((a, b) => a.exchange.sequence - b.exchange.sequence),
    counts: gathered.counts,
    latency: { recorded: latencyOf(gathered.recordedMs), replayed: latencyOf(gathered.replayedMs) },
    notes: firstFew(allNotes),
    elapsedMs: performance.now() - startedMs,
  };
}

function firstFew(notes: readonly string[]): readonly string[] {
  return notes.length <= NOTES_MAX ? notes : [...notes.slice(0, NOTES_MAX), `There are ${notes.length - NOTES_MAX} more of these.`];
}
