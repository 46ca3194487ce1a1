/** Timers as the log uses them, passed in so that a simulation can have its own. */
import { performance } from 'node:perf_hooks';

export interface Timers {
  /** Monotonic. */
  nowMs(): number;
  /** Does not keep the process alive. */
  set(callback: () => void, ms: number): { clear(): void };
  /** After what arrived together has been handled. */
  soon(callback: () => void): void;
}

export const NODE_TIMERS: Timers = {
  nowMs: () => performance.now(),
  set: (callback, ms) => {
    const timer = setTimeout(callback, ms);
    timer.unref();
    return { clear: () => clearTimeout(timer) };
  },
  soon: (callback) => void setImmediate(callback),
};
