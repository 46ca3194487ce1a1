/** A link of the queue; the queue alone writes `dueMs`, `before` and `after`. */
export interface Due {
  dueMs: number;
  before: Due | undefined;
  after: Due | undefined;
  onDue(): void;
}

/**
 * Deadlines that all lie the same time ahead: they fall due in the order in which they were added, so a linked list
 * and one ticking timer serve any number of them. The timer runs only while something waits.
 */
export class DeadlineQueue {
  readonly #aheadMs: number;
  readonly #tickMs: number;
  readonly #nowMs: () => number;
  #first: Due | undefined;
  #last: Due | undefined;
  #timer: NodeJS.Timeout | undefined;

  /** A deadline is noticed at most `tickMs` after it. `nowMs` must be monotonic. */
  constructor(aheadMs: number, tickMs: number, nowMs: () => number) {
    this.#aheadMs = aheadMs;
    this.#tickMs = tickMs;
    this.#nowMs = nowMs;
  }

  get waiting(): boolean {
    return this.#first !== undefined;
  }

  add(due: Due, startedMs: number): void {
    due.dueMs = startedMs + this.#aheadMs;
    due.before = this.#last;
    if (this.#last === undefined) this.#first = due;
    else this.#last.after = due;
    this.#last = due;
    this.#timer ??= setInterval(this.#tick, this.#tickMs);
  }

  /** Takes out one that was added and is not due yet. */
  remove(due: Due): void {
    if (due.before === undefined) this.#first = due.after;
    else due.before.after = due.after;
    if (due.after === undefined) this.#last = due.before;
    else due.after.before = due.before;
    due.before = undefined;
    due.after = undefined;
  }

  readonly #tick = (): void => {
    const nowMs = this.#nowMs();
    for (let due = this.#first; due !== undefined && due.dueMs <= nowMs; due = this.#first) {
      this.remove(due);
      due.onDue();
    }
    if (this.#first === undefined) {
      clearInterval(this.#timer);
      this.#timer = undefined;
    }
  };
}
