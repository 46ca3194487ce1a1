/** Terminals at a steady rate for suites that disturb them: see paced-terminals-worker.ts. */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { PacedData, PacedLatencies } from './paced-terminals-worker.ts';

export class PacedTerminals {
  readonly #worker: Worker;

  constructor(data: PacedData) {
    this.#worker = new Worker(new URL('./paced-terminals-worker.js', import.meta.url), { workerData: data });
  }

  /** Their latencies while the work is done. */
  async measure<T>(work: () => Promise<T>): Promise<{ readonly latencies: PacedLatencies; readonly done: T }> {
    this.#worker.postMessage('start');
    const done = await work();
    this.#worker.postMessage('stop');
    const [latencies]: PacedLatencies[] = await once(this.#worker, 'message');
    if (latencies === undefined) throw new Error('The terminals gave no latencies.');
    return { latencies, done };
  }

  async stop(): Promise<void> {
    await this.#worker.terminate();
  }
}
