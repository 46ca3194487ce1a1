/** Paces with a thread of its own, to fractions of a millisecond and without spinning. */
import { Worker } from 'node:worker_threads';
import type { Clock } from '../../clock.ts';
import { InstantQueue } from './instant-queue.ts';
import { ClockPacer, type Pacer } from './pacer.ts';
import { type PacingThreadData, threadClockMs } from './thread-clock.ts';

const THREAD_ENTRY = new URL('./pacing-thread.js', import.meta.url);

class ThreadPacer implements Pacer {
  readonly instants: InstantQueue;
  readonly #worker: Worker;

  constructor(instants: InstantQueue, worker: Worker) {
    this.instants = instants;
    this.#worker = worker;
  }

  start(onWake: () => void): void {
    this.#worker.on('message', () => {
      this.instants.looks();
      onWake();
    });
  }

  update(): void {
    this.instants.announce();
  }

  stop(): void {
    void this.#worker.terminate();
  }
}

/**
 * Starts the thread. Where none can be started, timers pace: less evenly, which the lateness in the
 * report shows.
 */
export function openPacer(clock: Clock, entry = THREAD_ENTRY): Promise<Pacer> {
  const instants = new InstantQueue();
  const workerData: PacingThreadData = { memory: instants.memory, clockAheadMs: clock.nowMs() - threadClockMs() };
  return new Promise((resolve) => {
    const worker = new Worker(entry, { workerData });
    worker.once('message', () => {
      worker.unref();
      resolve(new ThreadPacer(instants, worker));
    });
    worker.on('error', () => resolve(new ClockPacer(clock)));
  });
}
