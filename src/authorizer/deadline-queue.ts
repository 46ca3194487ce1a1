/**
 * The exchanges that wait for the store. All deadlines are equally far ahead, so exchanges expire
 * in the order in which they were added: a linked list and one timer serve any number of them. The
 * timer runs only while something waits.
 */
import type { Exchange } from './exchange.ts';

export interface DeadlineQueueParts {
  /** The time from the start of an exchange to its deadline. */
  readonly deadlineMs: number;
  /** A passed deadline is noticed at most this much later. */
  readonly tickMs: number;
  /** Monotonic. */
  readonly nowMs: () => number;
  /** Called once for each exchange that was not removed before its deadline. */
  readonly onDue: (exchange: Exchange) => void;
}

export class DeadlineQueue {
  readonly #parts: DeadlineQueueParts;
  #first: Exchange | undefined;
  #last: Exchange | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(parts: DeadlineQueueParts) {
    this.#parts = parts;
  }

  add(exchange: Exchange): void {
    exchange.dueMs = exchange.startedMs + this.#parts.deadlineMs;
    exchange.before = this.#last;
    if (this.#last === undefined) this.#first = exchange;
    else this.#last.after = exchange;
    this.#last = exchange;
    this.#timer ??= setInterval(this.#tick, this.#parts.tickMs);
  }

  /** Removes an exchange that was added and is not due yet. */
  remove(exchange: Exchange): void {
    const { before, after } = exchange;
    if (before === undefined) this.#first = after;
    else before.after = after;
    if (after === undefined) this.#last = before;
    else after.before = before;
    exchange.before = undefined;
    exchange.after = undefined;
  }

  readonly #tick = (): void => {
    const nowMs = this.#parts.nowMs();
    for (let due = this.#first; due !== undefined && due.dueMs <= nowMs; due = this.#first) {
      this.remove(due);
      this.#parts.onDue(due);
    }
    if (this.#first === undefined) {
      clearInterval(this.#timer);
      this.#timer = undefined;
    }
  };
}
