/**
 * The entry point of a pacing thread. Timers of an event loop count whole milliseconds, and a loop
 * that spins instead uses up a core; this thread sleeps for fractions of a millisecond.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { InstantQueue } from './instant-queue.ts';
import { PacingReader } from './pacing-step.ts';
import { type PacingThreadData, threadClockMs } from './thread-clock.ts';

/** Runs until the thread is terminated. */
function pace({ memory, clockAheadMs }: PacingThreadData): void {
  const instants = new InstantQueue(memory);
  const reader = new PacingReader(instants);
  parentPort?.postMessage('started');
  for (;;) {
    const step = reader.next(threadClockMs() + clockAheadMs);
    if (step.kind === 'sleep') instants.sleep(step.ms);
    else if (step.kind === 'wait') instants.waitForMore(reader.number);
    else if (instants.wakes()) parentPort?.postMessage('wake');
  }
}

// thread-pacer.ts starts this module with exactly this type.
pace(workerData as PacingThreadData);
