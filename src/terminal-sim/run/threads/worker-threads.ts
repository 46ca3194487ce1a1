/**
 * Runs several workers in threads of their own and merges their measurements interval by interval.
 */
import { Worker } from 'node:worker_threads';
import type { Clock } from '../../clock.ts';
import type { Interval } from '../../measure/interval.ts';
import { Statistics } from '../../measure/statistics.ts';
import type { LoadPhase } from '../engine/load-mode.ts';
import type { WorkerPlan } from './load-worker.ts';
import type { WorkerCommand, WorkerData, WorkerMessage, WorkerSetup } from './worker-message.ts';
import type { WorkerResult } from './worker-result.ts';
import type { RunProgress, Workers } from './workers.ts';

interface ThreadState {
  readonly worker: Worker;
  /** Received and not yet merged with those of the other threads. */
  readonly intervals: Interval[];
  sentTotal: number;
  inFlight: number;
  ended: boolean;
}

interface RunTimes {
  readonly warmupMs: number;
  readonly durationMs: number;
}

/** An interval is measured when every thread has sent its own. */
export class WorkerThreads implements Workers {
  readonly #threads: readonly ThreadState[];
  readonly #statistics: Statistics;
  readonly #clock: Clock;
  readonly #times: RunTimes;
  #startMs = Number.NaN;
  #stopped = false;
  #lastAtMs = 0;
  #onInterval: (measuring: boolean) => void = () => {};
  #fail: (error: Error) => void = () => {};

  /** `entry` is the module that the threads run. */
  constructor(entry: URL, plans: readonly WorkerPlan[], setup: WorkerSetup, clock: Clock) {
    const [first] = plans;
    if (first === undefined) throw new RangeError('A run needs at least one worker.');
    this.#clock = clock;
    this.#times = first;
    this.#statistics = new Statistics(first.concurrency === 0, 0);
    this.#threads = plans.map((plan) => ({
      worker: new Worker(entry, { workerData: { plan, ...setup } satisfies WorkerData }),
      intervals: [],
      sentTotal: 0,
      inFlight: 0,
      ended: false,
    }));
    for (const { worker } of this.#threads) worker.on('error', (error: unknown) => this.#fail(error as Error));
  }

  async open(): Promise<string | undefined> {
    const errors = await this.#all(
      this.#threads.map(
        ({ worker }) =>
          new Promise<string | undefined>((resolve) => {
            worker.once('message', (message: WorkerMessage) => resolve(message.kind === 'opened' ? message.error : undefined));
          }),
      ),
    );
    return errors.find((error) => error !== undefined);
  }

  start(onInterval: (measuring: boolean) => void): ReturnType<Workers['start']> {
    this.#onInterval = onInterval;
    this.#startMs = this.#clock.nowMs();
    const ended = this.#all(this.#threads.map((thread) => this.#listen(thread)));
    this.#post('start');
    return { progress: this.#progress(), ended };
  }

  stop(): void {
    this.#stopped = true;
    this.#post('stop');
  }

  async close(): Promise<void> {
    await Promise.all(this.#threads.map(({ worker }) => worker.terminate()));
  }

  #post(command: WorkerCommand): void {
    for (const { worker } of this.#threads) worker.postMessage(command);
  }

  /** Rejects when a thread fails first. */
  #all<T>(promises: readonly Promise<T>[]): Promise<T[]> {
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
        this.#mergeIntervals();
        if (message.kind === 'ended') resolve(message.result);
      });
    });
  }

  /**
   * Merges as many intervals as every thread has sent. Threads that have ended are not waited for.
   */
  #mergeIntervals(): void {
    for (;;) {
      const ready = this.#threads.every(({ intervals, ended }) => intervals.length > 0 || ended);
      const next = this.#threads.flatMap(({ intervals }) => intervals.slice(0, 1));
      if (!ready || next.length === 0) return;
      // An interval without a duration is a thread's last one: it has no further intervals of
      // measured time.
      const timed = next.some((interval) => interval.durationMs > 0);
      const now = timed ? next.filter((interval) => interval.durationMs > 0) : next;
      for (const { intervals } of this.#threads) if (intervals[0] !== undefined && now.includes(intervals[0])) intervals.shift();
      for (const interval of now) this.#statistics.absorb(interval);
      // Answers after the measured time do not move its end.
      if (timed) this.#lastAtMs = Math.max(this.#lastAtMs, ...now.map((interval) => interval.atMs));
      this.#statistics.tick(this.#lastAtMs);
      this.#onInterval(timed);
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
