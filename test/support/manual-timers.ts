/** Timers that run when the test says so. */
import type { Timers } from '../../src/limits/stores/file/log/timers.ts';

interface Waiting {
  readonly dueMs: number;
  readonly callback: () => void;
}

export class ManualTimers implements Timers {
  #nowMs = 0;
  readonly #waiting = new Set<Waiting>();

  nowMs(): number {
    return this.#nowMs;
  }

  set(callback: () => void, ms: number): { clear(): void } {
    const waiting = { dueMs: this.#nowMs + ms, callback };
    this.#waiting.add(waiting);
    return { clear: () => this.#waiting.delete(waiting) };
  }

  soon(callback: () => void): void {
    setImmediate(callback);
  }

  /** Runs what is due by then, in order. */
  advance(ms: number): void {
    this.#nowMs += ms;
    for (const waiting of [...this.#waiting].sort((a, b) => a.dueMs - b.dueMs)) {
      if (waiting.dueMs > this.#nowMs || !this.#waiting.delete(waiting)) continue;
      waiting.callback();
    }
  }
}

/** Lets everything else go on for so many turns of the event loop. */
export async function turns(count: number): Promise<void> {
  for (let n = 0; n < count; n += 1) await new Promise((resolve) => setImmediate(resolve));
}
