/** The answers of one connection that fault rules delay. Each waits for a timer of its own. */
import type { Faults } from './faults.ts';

interface HeldAnswer {
  readonly send: () => void;
  cancelTimer: () => void;
}

export class HeldAnswers {
  readonly #faults: Faults;
  readonly #held = new Set<HeldAnswer>();
  #draining = false;
  #closed = false;

  constructor(faults: Faults) {
    this.#faults = faults;
  }

  get draining(): boolean {
    return this.#draining;
  }

  get closed(): boolean {
    return this.#closed;
  }

  /**
   * Calls `send` once after the wait, unless the connection closes first. Calls it at once when the
   * connection drains, or when the server holds as many answers as it may.
   */
  sendAfter(waitMs: number, rule: string, send: () => void): void {
    if (waitMs <= 0 || this.#draining || this.#closed) {
      send();
      return;
    }
    if (!this.#faults.tryHold()) {
      this.#faults.report.faultSkipped(rule);
      send();
      return;
    }
    const held: HeldAnswer = {
      send: () => {
        this.#held.delete(held);
        this.#faults.endHold();
        send();
      },
      cancelTimer: () => {},
    };
    this.#held.add(held);
    held.cancelTimer = this.#faults.clock.after(waitMs, held.send);
  }

  /** Sends all held answers now. */
  release(): void {
    for (const held of [...this.#held]) {
      held.cancelTimer();
      held.send();
    }
  }

  /** Sends all held answers now and holds none from now on. */
  drain(): void {
    this.#draining = true;
    this.release();
  }

  /** Discards all held answers: the connection is gone. */
  close(): void {
    this.#closed = true;
    for (const held of this.#held) {
      held.cancelTimer();
      this.#faults.endHold();
    }
    this.#held.clear();
  }
}
