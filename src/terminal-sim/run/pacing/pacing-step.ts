/** What a pacing thread does next: sleep, wake the sender, or wait for further instants. */
import type { InstantQueue } from './instant-queue.ts';

/**
 * Messages due within this time after the sender was woken are sent together. A wake-up of its own
 * for each would cost more than making the message.
 */
export const WAKE_GRAIN_MS = 0.25;

export type PacingStep = { readonly kind: 'wait' } | { readonly kind: 'sleep'; readonly ms: number } | { readonly kind: 'wake' };

const WAIT: PacingStep = { kind: 'wait' };
const WAKE: PacingStep = { kind: 'wake' };

/** Reads the instants of a queue in their order and wakes the sender once for those of a grain. */
export class PacingReader {
  readonly #instants: InstantQueue;
  #number: number;
  #lastWakeMs = Number.NEGATIVE_INFINITY;

  constructor(instants: InstantQueue) {
    this.#instants = instants;
    this.#number = instants.head;
  }

  /** How many instants were read, as a count of the queue. */
  get number(): number {
    return this.#number;
  }

  /** `nowMs` is by the sender's clock. */
  next(nowMs: number): PacingStep {
    const instants = this.#instants;
    const { head, tail } = instants;
    // The sender took these without being woken, when an answer came just then.
    if (((head - this.#number) | 0) > 0) this.#number = head;
    if (this.#number === tail) return WAIT;
    const ms = Math.max(instants.at(this.#number), this.#lastWakeMs + WAKE_GRAIN_MS) - nowMs;
    if (ms > 0) return { kind: 'sleep', ms };
    this.#lastWakeMs = nowMs;
    while (this.#number !== tail && instants.at(this.#number) <= nowMs) this.#number = (this.#number + 1) | 0;
    return WAKE;
  }
}
