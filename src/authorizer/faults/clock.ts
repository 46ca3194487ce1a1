import { performance } from 'node:perf_hooks';

/** Time, passed in. */
export interface FaultClock {
  /** Monotonic. */
  nowMs(): number;
  /** Calls back once; the function that is returned prevents it. */
  after(delayMs: number, callback: () => void): () => void;
}

export const FAULT_CLOCK: FaultClock = {
  nowMs: () => performance.now(),
  after: (delayMs, callback) => {
    const timer = setTimeout(callback, delayMs);
    return () => clearTimeout(timer);
  },
};
