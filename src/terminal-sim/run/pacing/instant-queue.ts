/**
 * The next intended instants of an open loop, in memory that a pacing thread reads while the sender
 * writes it. The sender needs no message to that thread, except when the queue was empty.
 */

/** A power of 2. At 50,000 a second it lasts for 20 ms. */
export const INSTANTS_AHEAD = 1_024;
const CONTROL_BYTES = 24;

/** Indexes of the control words. Head and tail count instants, modulo 2 ** 32. */
const HEAD = 0;
const TAIL = 1;
/** Not 0: the sender was woken and has not looked yet. */
const WOKEN = 2;
/** Not 0: the reader waits for further instants. */
const WAITING = 3;
/** Never changes: a reader that waits for it sleeps. */
const SLEEP = 4;

export class InstantQueue {
  readonly memory: SharedArrayBuffer;
  readonly #control: Int32Array;
  readonly #instantsMs: Float64Array;

  /** Without `memory`: a new, empty queue. */
  constructor(memory = new SharedArrayBuffer(CONTROL_BYTES + INSTANTS_AHEAD * Float64Array.BYTES_PER_ELEMENT)) {
    this.memory = memory;
    this.#control = new Int32Array(memory, 0, CONTROL_BYTES / Int32Array.BYTES_PER_ELEMENT);
    this.#instantsMs = new Float64Array(memory, CONTROL_BYTES);
  }

  /** How many instants have been taken since the start, modulo 2 ** 32. */
  get head(): number {
    return Atomics.load(this.#control, HEAD);
  }

  get tail(): number {
    return Atomics.load(this.#control, TAIL);
  }

  /** The instant of that number, between head and tail. */
  at(number: number): number {
    return this.#instantsMs[number & (INSTANTS_AHEAD - 1)] ?? Number.NaN;
  }

  get isEmpty(): boolean {
    return this.head === this.tail;
  }

  get isFull(): boolean {
    return ((this.tail - this.head) | 0) === INSTANTS_AHEAD;
  }

  /** Sender: adds an instant, not before the last one. The queue must not be full. */
  push(instantMs: number): void {
    const { tail } = this;
    this.#instantsMs[tail & (INSTANTS_AHEAD - 1)] = instantMs;
    Atomics.store(this.#control, TAIL, (tail + 1) | 0);
  }

  /** Sender: wakes a reader that waits for further instants, if it does. */
  announce(): void {
    if (Atomics.load(this.#control, WAITING) === 0) return;
    Atomics.store(this.#control, WAITING, 0);
    Atomics.notify(this.#control, TAIL);
  }

  /** Sender: takes the first instant. The queue must not be empty. */
  shift(): void {
    Atomics.store(this.#control, HEAD, (this.head + 1) | 0);
  }

  /** Sender: call it before looking for due instants, so that later ones wake it again. */
  looks(): void {
    Atomics.store(this.#control, WOKEN, 0);
  }

  /** Reader: false when the sender was woken before and has not looked yet. */
  wakes(): boolean {
    return Atomics.exchange(this.#control, WOKEN, 1) === 0;
  }

  /** Reader: blocks this thread until there are more instants than `tail`. */
  waitForMore(tail: number): void {
    // Set before the look at the tail, so that the sender sees it or this sees the new tail.
    Atomics.store(this.#control, WAITING, 1);
    Atomics.wait(this.#control, TAIL, tail);
  }

  /** Reader: blocks this thread for a time, with fractions of a millisecond. */
  sleep(ms: number): void {
    Atomics.wait(this.#control, SLEEP, 0, ms);
  }
}
