/**
 * Shares the event loop between long jobs and everything else. A job works for a quarter of a
 * millisecond, then waits; one waiting job goes on in each turn of the loop, in order. So terminals
 * are served between, and many jobs take no more of a turn than one.
 */

/** A terminal is answered in about as long: it waits for one slice at most. */
export const SLICE_MS = 0.25;

/** The part of a job that runs without waiting. */
export interface Slice {
  /** True when the job should wait for its next turn. */
  readonly isOver: boolean;
  /** Resolves in the job's next turn. */
  next(): Promise<void>;
}

export class Turns {
  readonly #nowMs: () => number;
  readonly #waiting: (() => void)[] = [];
  #taken = 0;

  /** `nowMs` is a clock that only goes forward. */
  constructor(nowMs: () => number = () => performance.now()) {
    this.#nowMs = nowMs;
  }

  /** Turns that jobs have had so far. */
  get taken(): number {
    return this.#taken;
  }

  /** Resolves in a later turn of the event loop: one caller in each. */
  next(): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      if (this.#waiting.length === 1) setImmediate(() => this.#resumeOne());
    });
  }

  /** For a job that starts now. */
  slice(): Slice {
    const nowMs = this.#nowMs;
    let endsMs = nowMs() + SLICE_MS;
    return {
      get isOver() {
        return nowMs() >= endsMs;
      },
      next: async () => {
        await this.next();
        endsMs = nowMs() + SLICE_MS;
      },
    };
  }

  #resumeOne(): void {
    this.#taken += 1;
    this.#waiting.shift()?.();
    if (this.#waiting.length > 0) setImmediate(() => this.#resumeOne());
  }
}
