/** Who carries a run: one share in this thread, or several in threads of their own whose measures are put together here. */
import { Worker } from 'node:worker_threads';
import type { Clock } from '../clock.ts';
import { type Interval, Statistics } from '../measure/statistics.ts';
import type { LoadPhase, LoadRun } from './load.ts';
import type { LoadShare, SharePlan } from './load-share.ts';
import type { ShareResult } from './share-result.ts';

/** What can be seen of a run under way. */
export interface Watched {
  readonly phase: LoadPhase;
  readonly elapsedMs: number;
  readonly inFlight: number;
  readonly sentTotal: number;
  readonly statistics: Statistics;
}

export interface Crew {
  /** Resolves with '' when all is connected, else with one sentence. */
  open(): Promise<string>;
  /** Starts what `open` has connected. `onInterval` is called at the end of each stretch. */
  start(onInterval: () => void): { readonly watched: Watched; readonly ended: Promise<readonly ShareResult[]> };
  /** Ends the offering before its time; what is under way settles. */
  stop(): void;
  close(): Promise<void>;
}

/** One share in this thread. */
export class LocalCrew implements Crew {
  readonly #share: LoadShare;
  #run: LoadRun | undefined;

  constructor(share: LoadShare) {
    this.#share = share;
  }

  open(): Promise<string> {
    return this.#share.open();
  }

  start(onInterval: () => void): ReturnType<Crew['start']> {
    const run = this.#share.run();
    this.#run = run;
    run.statistics.onInterval = onInterval;
    return { watched: run, ended: run.run().then((result) => [this.#share.resultOf(result)]) };
  }

  stop(): void {
    this.#run?.stop();
  }

  async close(): Promise<void> {
    this.#share.close();
  }
}

/** To a thread: what it is to do, besides the plan that it is started with. */
export type Order = 'start' | 'stop';

/** From a thread. */
export type Told =
  | { readonly kind: 'opened'; readonly sentence: string }
  | { readonly kind: 'interval'; readonly interval: Interval; readonly sentTotal: number; readonly inFlight: number }
  | { readonly kind: 'ended'; readonly result: ShareResult };

interface Hand {
  readonly worker: Worker;
  /** Not put together with those of the others yet. */
  readonly intervals: Interval[];
  sentTotal: number;
  inFlight: number;
  ended: boolean;
}

interface CrewTimes {
  readonly warmupMs: number;
  readonly durationMs: number;
}

/** Each share in a thread. Stretches are put together when every thread has told its own. */
export class ThreadCrew implements Crew {
  readonly #hands: readonly Hand[];
  readonly #statistics: Statistics;
  readonly #clock: Clock;
  readonly #times: CrewTimes;
  #startMs = Number.NaN;
  #stopped = false;
  #lastAtMs = 0;
  #onInterval: () => void = () => {};
  #fail: (error: Error) => void = () => {};

  /** `entry` is the module that the threads run; each gets its plan with `extra` as its data. */
  constructor(entry: URL, plans: readonly SharePlan[], extra: Readonly<Record<string, unknown>>, clock: Clock) {
    const [first] = plans;
    if (first === undefined) throw new RangeError('A crew needs at least one share.');
    this.#clock = clock;
    this.#times = first;
    this.#statistics = new Statistics(first.concurrency === 0, 0);
    this.#hands = plans.map((plan) => ({
      worker: new Worker(entry, { workerData: { plan, ...extra } }),
      intervals: [],
      sentTotal: 0,
      inFlight: 0,
      ended: false,
    }));
    for (const { worker } of this.#hands) worker.on('error', (error: unknown) => this.#fail(error as Error));
  }

  async open(): Promise<string> {
    const sentences = await this.#until(
      this.#hands.map(
        ({ worker }) =>
          new Promise<string>((resolve) => {
            worker.once('message', (told: Told) => resolve(told.kind === 'opened' ? told.sentence : ''));
          }),
      ),
    );
    return sentences.find((sentence) => sentence !== '') ?? '';
  }

  start(onInterval: () => void): ReturnType<Crew['start']> {
    this.#onInterval = onInterval;
    this.#startMs = this.#clock.nowMs();
    const ended = this.#until(this.#hands.map((hand) => this.#listen(hand)));
    this.#tell('start');
    return { watched: this.#watched(), ended };
  }

  stop(): void {
    this.#stopped = true;
    this.#tell('stop');
  }

  async close(): Promise<void> {
    await Promise.all(this.#hands.map(({ worker }) => worker.terminate()));
  }

  #tell(order: Order): void {
    for (const { worker } of this.#hands) worker.postMessage(order);
  }

  /** All of them, unless a thread fails first. */
  #until<T>(promises: readonly Promise<T>[]): Promise<T[]> {
    return new Promise((resolve, reject) => {
      this.#fail = reject;
      Promise.all(promises).then(resolve, reject);
    });
  }

  #listen(hand: Hand): Promise<ShareResult> {
    return new Promise((resolve) => {
      hand.worker.on('message', (told: Told) => {
        if (told.kind === 'interval') {
          hand.sentTotal = told.sentTotal;
          hand.inFlight = told.inFlight;
          hand.intervals.push(told.interval);
        } else if (told.kind === 'ended') {
          hand.ended = true;
          hand.inFlight = 0;
        }
        this.#putTogether();
        if (told.kind === 'ended') resolve(told.result);
      });
    });
  }

  /** As many stretches as every thread has told; those that have come to their end are not waited for. */
  #putTogether(): void {
    for (;;) {
      const ready = this.#hands.every(({ intervals, ended }) => intervals.length > 0 || ended);
      const told = this.#hands.flatMap(({ intervals }) => intervals.slice(0, 1));
      if (!ready || told.length === 0) return;
      // A thread that has less to tell has told of its end only: its stretches are over.
      const timed = told.some((interval) => interval.durationMs > 0);
      const now = timed ? told.filter((interval) => interval.durationMs > 0) : told;
      for (const { intervals } of this.#hands) if (intervals[0] !== undefined && now.includes(intervals[0])) intervals.shift();
      for (const interval of now) this.#statistics.absorb(interval);
      // What came after the measured time has no time of its own.
      if (timed) this.#lastAtMs = Math.max(this.#lastAtMs, ...now.map((interval) => interval.atMs));
      this.#statistics.tick(this.#lastAtMs);
      this.#onInterval();
    }
  }

  #watched(): Watched {
    const hands = this.#hands;
    const elapsedMs = (): number => this.#clock.nowMs() - this.#startMs;
    const phase = (): LoadPhase => {
      if (hands.every((hand) => hand.ended)) return 'done';
      const { warmupMs, durationMs } = this.#times;
      if (this.#stopped || elapsedMs() >= warmupMs + durationMs) return 'settle';
      return elapsedMs() < warmupMs ? 'warmup' : 'measure';
    };
    return {
      get phase() {
        return phase();
      },
      get elapsedMs() {
        return elapsedMs();
      },
      get inFlight() {
        return hands.reduce((sum, hand) => sum + hand.inFlight, 0);
      },
      get sentTotal() {
        return hands.reduce((sum, hand) => sum + hand.sentTotal, 0);
      },
      statistics: this.#statistics,
    };
  }
}
