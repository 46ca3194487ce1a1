/** The clock of fault injection; tests pass in a virtual one. */
import { performance } from 'node:perf_hooks';

export interface FaultClock {
  /** Monotonic. */
  nowMs(): number;
  /** Calls back once after the delay; the returned function cancels that. */
  after(delayMs: number, callback: () => void): () => void;
}

export const FAULT_CLOCK: FaultClock = {
  nowMs: () => performance.now(),
  after: (delayMs, callback) => {
    const timer = setTimeout(callback, delayMs);
    return () => clearTimeout(timer);
  },
};
