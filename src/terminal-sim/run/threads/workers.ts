/**
 * The interface of the workers of a run: one in this thread (here), or several in threads of their
 * own (worker-threads.ts).
 */
import type { Statistics } from '../../measure/statistics.ts';
import type { LoadPhase } from '../engine/load-mode.ts';
import type { LoadRun } from '../engine/load-run.ts';
import type { LoadWorker } from './load-worker.ts';
import type { WorkerResult } from './worker-result.ts';

/** The state of a run under way, for the live panel and for thresholds that can end it. */
export interface RunProgress {
  readonly phase: LoadPhase;
  readonly elapsedMs: number;
  readonly inFlight: number;
  readonly sentTotal: number;
  readonly statistics: Statistics;
}

export interface Workers {
  /** Resolves when all is connected, or with the error as one sentence. */
  open(): Promise<string | undefined>;
  /**
   * Call it after `open`. `onInterval` is called at the end of each interval; `measuring` is false
   * for what was answered after the measured time.
   */
  start(onInterval: (measuring: boolean) => void): { readonly progress: RunProgress; readonly ended: Promise<readonly WorkerResult[]> };
  /** Stops offering messages early; flows that are under way settle. */
  stop(): void;
  close(): Promise<void>;
}

/** One worker in this thread. */
export class LocalWorker implements Workers {
  readonly #worker: LoadWorker;
  #run: LoadRun | undefined;

  constructor(worker: LoadWorker) {
    this.#worker = worker;
  }

  open(): Promise<string | undefined> {
    return this.#worker.open();
  }

  start(onInterval: (measuring: boolean) => void): ReturnType<Workers['start']> {
    const run = this.#worker.run();
    this.#run = run;
    run.statistics.onInterval = ({ durationMs }) => onInterval(durationMs > 0);
    return { progress: run, ended: run.run().then((result) => [this.#worker.resultOf(result)]) };
  }

  stop(): void {
    this.#run?.stop();
  }

  async close(): Promise<void> {
    this.#worker.close();
  }
}
