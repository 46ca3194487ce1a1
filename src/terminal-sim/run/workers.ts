/** Who carries a run: one share in this thread, or several in threads of their own whose measures are put together here. */
import { Worker } from 'node:worker_threads';
import type { Clock } from '../clock.ts';
import { type Interval, Statistics } from '../measure/statistics.ts';
import type { LoadPhase, LoadRun } from './load.ts';
import type { LoadWorker, WorkerPlan } from './load-share.ts';
import type { WorkerResult } from './share-result.ts';

/** What can be seen of a run under way. */
export interface RunProgress {
  readonly phase: LoadPhase;
  readonly elapsedMs: number;
  readonly inFlight: number;
  readonly sentTotal: number;
  readonly statistics: Statistics;
}

export interface Workers {
  /** Resolves with '' when all is connected, else with one sentence. */
  open(): Promise<string>;
  /** Starts what `open` has connected. `onInterval` is called at the end of each stretch. */
  start(onInterval: () => void): { readonly progress: RunProgress; readonly ended: Promise<readonly WorkerResult[]> };
  /** Ends the offering before its time; what is under way settles. */
  stop(): void;
  close(): Promise<void>;
}

/** One share in this thread. */
export class LocalWorker implements Workers {
  readonly #worker: LoadWorker;
  #run: LoadRun | undefined;

  constructor(share: LoadWorker) {
    this.#worker = share;
  }

  open(): Promise<string> {
    return this.#worker.open();
  }

  start(onInterval: () => void): ReturnType<Workers['start']> {
    const run = this.#worker.run();
    this.#run = run;
    run.statistics.onInterval = onInterval;
    return { progress: run, ended: run.run().then((result) => [this.#worker.resultOf(result)]) };
  }

  stop(): void {
    this.#run?.stop();
  }

  async close(): Promise<void> {
    this.#worker.close();
  }
}

/** To a thread: what it is to do, besides the plan that it is started with. */
export type WorkerCommand = 'start' | 'stop';

/** From a thread. */
export type WorkerMessage =
  | { readonly kind: 'opened'; readonly sentence: string }
  | { readonly kind: 'interval'; readonly interval: Interval; readonly sentTotal: number; readonly inFlight: number }
  | { readonly kind: 'ended'; readonly result: WorkerResult };

interface ThreadState {
  readonly worker: Worker;
  /** Not put together with those of the others yet. */
  readonly intervals: Interval[];
  sentTotal: number;
  inFlight: number;
  ended: boolean;
}

interface RunTimes {
  readonly warmupMs: number;
  readonly durationMs: number;
}

/** Each share in a thread. Stretches are put together when every thread has told its own. */
export class WorkerThreads implements Workers {
  readonly #threads: readonly ThreadState[];
  readonly #statistics: Statistics;
  readonly #clock: Clock;
  readonly #times: RunTimes;
  #startMs = Number.NaN;
  #stopped = false;
  #lastAtMs = 0;
  #onInterval: () => void = () => {};
  #fail: (error: Error) => void = () => {};

  /** `entry` is the module that the threads run; each gets its plan with `extra` as its data. */
  constructor(entry: URL, plans: readonly WorkerPlan[], extra: Readonly<Record<string, unknown>>, clock: Clock) {
    const [first] = plans;
    if (first === undefined) throw new RangeError('A workers needs at least one share.');
    this.#clock = clock;
    this.#times = first;
    this.#statistics = new Statistics(first.concurrency === 0, 0);
    this.#threads = plans.map((plan) => ({
      worker: new Worker(entry, { workerData: { plan, ...extra } }),
      intervals: [],
      sentTotal: 0,
      inFlight: 0,
      ended: false,
    }));
    for (const { worker } of this.#threads) worker.on('error', (error: unknown) => this.#fail(error as Error));
  }

  async open(): Promise<string> {
    const sentences = await this.#until(
      this.#threads.map(
        ({ worker }) =>
          new Promise<string>((resolve) => {
            worker.once('message', (message: WorkerMessage) => resolve(message.kind === 'opened' ? message.sentence : ''));
          }),
      ),
    );
    return sentences.find((sentence) => sentence !== '') ?? '';
  }

  start(onInterval: () => void): ReturnType<Workers['start']> {
    this.#onInterval = onInterval;
    this.#startMs = this.#clock.nowMs();
    const ended = this.#until(this.#threads.map((thread) => this.#listen(thread)));
    this.#tell('start');
    return { progress: this.#progress(), ended };
  }

  stop(): void {
    this.#stopped = true;
    this.#tell('stop');
  }

  async close(): Promise<void> {
    await Promise.all(this.#threads.map(({ worker }) => worker.terminate()));
  }

  #tell(order: WorkerCommand): void {
    for (const { worker } of this.#threads) worker.postMessage(order);
  }

  /** All of them, unless a thread fails first. */
  #until<T>(promises: readonly Promise<T>[]): Promise<T[]> {
    return new Promise((resolve, reject) => {
      this.#fail = reject;
      Promise.all(promises).then(resolve, reject);
    });
  }

  #listen(thread: ThreadState): Promise<WorkerResult> {
    return new Promise((resolve) => {
      thread.worker.on('message', (message: WorkerMessage) => {
        if (message.kind === 'interval') {
          thread.sentTotal = message.sentTotal;
          thread.inFlight = message.inFlight;
          thread.intervals.push(message.interval);
        } else if (message.kind === 'ended') {
          thread.ended = true;
          thread.inFlight = 0;
        }
        this.#putTogether();
        if (message.kind === 'ended') resolve(message.result);
      });
    });
  }

  /** As many stretches as every thread has told; those that have come to their end are not waited for. */
  #putTogether(): void {
    for (;;) {
      const ready = this.#threads.every(({ intervals, ended }) => intervals.length > 0 || ended);
      const message = this.#threads.flatMap(({ intervals }) => intervals.slice(0, 1));
      if (!ready || message.length === 0) return;
      // A thread that has less to tell has told of its end only: its stretches are over.
      const timed = message.some((interval) => interval.durationMs > 0);
      const now = timed ? message.filter((interval) => interval.durationMs > 0) : message;
      for (const { intervals } of this.#threads) if (intervals[0] !== undefined && now.includes(intervals[0])) intervals.shift();
      for (const interval of now) this.#statistics.absorb(interval);
      // What came after the measured time has no time of its own.
      if (timed) this.#lastAtMs = Math.max(this.#lastAtMs, ...now.map((interval) => interval.atMs));
      this.#statistics.tick(this.#lastAtMs);
      this.#onInterval();
    }
  }

  #progress(): RunProgress {
    const threads = this.#threads;
    const elapsedMs = (): number => this.#clock.nowMs() - this.#startMs;
    const phase = (): LoadPhase => {
      if (threads.every((thread) => thread.ended)) return 'done';
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
        return threads.reduce((sum, thread) => sum + thread.inFlight, 0);
      },
      get sentTotal() {
        return threads.reduce((sum, thread) => sum + thread.sentTotal, 0);
      },
      statistics: this.#statistics,
    };
  }
}
