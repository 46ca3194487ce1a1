/** The clock that the threads of a process share, and what a pacing thread is started with. */

export interface PacingThreadData {
  readonly memory: SharedArrayBuffer;
  /** The sender's clock is this much ahead of `threadClockMs`. */
  readonly clockAheadMs: number;
}

/** Milliseconds with fractions; the same in all threads. */
export function threadClockMs(): number {
  const [seconds, nanoseconds] = process.hrtime();
  return seconds * 1_000 + nanoseconds / 1e6;
}
