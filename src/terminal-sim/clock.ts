/** The clock that is passed in: monotonic time for measuring, wall time for messages. */
export interface Clock {
  /** Monotonic milliseconds with fractions; only differences have a meaning. */
  nowMs(): number;
  /** Unix time in whole milliseconds. */
  wallMs(): number;
  /** Calls back once, not before `delayMs` has passed; 0: on the next turn of the event loop. */
  after(delayMs: number, callback: () => void): void;
}

/** Timers fire about a millisecond late, so shorter delays wait on the event loop instead. */
const TIMER_GRAIN_MS = 2;

export const systemClock: Clock = {
  nowMs: () => performance.now(),
  wallMs: () => Date.now(),
  after: (delayMs, callback) => {
    if (delayMs < TIMER_GRAIN_MS) setImmediate(callback);
    else setTimeout(callback, delayMs - TIMER_GRAIN_MS + 1);
  },
};
