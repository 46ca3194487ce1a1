/** Wakes the sender of an open loop when messages are due. */
import type { Clock } from '../../clock.ts';
import { InstantQueue } from './instant-queue.ts';

export interface Pacer {
  /** The sender adds the intended instants, in milliseconds of its clock, and takes those due. */
  readonly instants: InstantQueue;
  /** `onWake` is called when an instant of the queue is due, or soon after. */
  start(onWake: () => void): void;
  /**
   * Call it after each change of the queue. Not while the first instant is due and cannot be taken.
   */
  update(): void;
  stop(): void;
}

/** The longest wait of one timer: a rate may be 0 for long, and a timer counts at most 24 days. */
const WAIT_MS_MAX = 1_000;

/** Paces with the timers of a clock. */
export class ClockPacer implements Pacer {
  readonly instants = new InstantQueue();
  readonly #clock: Clock;
  #onWake: () => void = () => {};
  #scheduled = false;
  #stopped = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  start(onWake: () => void): void {
    this.#onWake = onWake;
  }

  update(): void {
    if (this.#scheduled || this.#stopped || this.instants.isEmpty) return;
    this.#scheduled = true;
    const waitMs = Math.max(0, this.instants.at(this.instants.head) - this.#clock.nowMs());
    this.#clock.after(Math.min(WAIT_MS_MAX, waitMs), () => {
      this.#scheduled = false;
      if (!this.#stopped) this.#onWake();
    });
  }

  stop(): void {
    this.#stopped = true;
  }
}
