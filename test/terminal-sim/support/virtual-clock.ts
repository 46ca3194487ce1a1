import type { Clock } from '../../../src/terminal-sim/clock.ts';

interface Timer {
  readonly atMs: number;
  readonly order: number;
  readonly callback: () => void;
}

/**
 * Time that passes only when it is told to. Timers run in the order of their instants, then of
 * their making.
 */
export class VirtualClock implements Clock {
  #nowMs = 0;
  #order = 0;
  #timers: Timer[] = [];
  readonly #wallStartMs: number;

  constructor(wallStartMs = 1_800_000_000_000) {
    this.#wallStartMs = wallStartMs;
  }

  nowMs(): number {
    return this.#nowMs;
  }

  wallMs(): number {
    return this.#wallStartMs + Math.floor(this.#nowMs);
  }

  after(delayMs: number, callback: () => void): void {
    this.#order += 1;
    this.#timers.push({ atMs: this.#nowMs + Math.max(0, delayMs), order: this.#order, callback });
  }

  /** Callbacks that wait for their time. */
  get waiting(): number {
    return this.#timers.length;
  }

  /** Runs everything that is due until then. */
  advance(ms: number): void {
    const endMs = this.#nowMs + ms;
    for (;;) {
      const due = this.#timers.filter((timer) => timer.atMs <= endMs).sort((a, b) => a.atMs - b.atMs || a.order - b.order)[0];
      if (due === undefined) break;
      this.#timers = this.#timers.filter((timer) => timer !== due);
      this.#nowMs = due.atMs;
      due.callback();
    }
    this.#nowMs = endMs;
  }
}
