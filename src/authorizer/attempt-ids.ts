/**
 * Makes the ids of attempts: the time of arrival, then a number within the millisecond, then the
 * process. They sort by arrival (limits/rules/attempt-order.ts); between servers, as exactly as
 * their clocks agree.
 */
import { randomBytes } from 'node:crypto';

const PROCESS_BYTES = 6;
const NUMBER_CHARS = 2;
const RADIX = 36;
const NUMBERS_PER_MS = RADIX ** NUMBER_CHARS;
/** Eight characters of milliseconds last until the year 2059. */
const NUMBERS: readonly string[] = Array.from({ length: NUMBERS_PER_MS }, (_none, number) =>
  number.toString(RADIX).padStart(NUMBER_CHARS, '0'),
);

export class AttemptIds {
  readonly #wallMs: () => number;
  readonly #process = randomBytes(PROCESS_BYTES).toString('base64url');
  #lastMs = 0;
  #lastText = '';
  #number = 0;

  /** `wallMs`: the wall clock, Unix milliseconds. */
  constructor(wallMs: () => number = Date.now) {
    this.#wallMs = wallMs;
  }

  /** Later than every id before it, also when the clock was set back. */
  next(): string {
    const nowMs = this.#wallMs();
    this.#number += 1;
    if (nowMs > this.#lastMs) this.#begin(nowMs);
    else if (this.#number === NUMBERS_PER_MS) this.#begin(this.#lastMs + 1);
    return this.#lastText + NUMBERS[this.#number] + this.#process;
  }

  #begin(ms: number): void {
    this.#lastMs = ms;
    this.#lastText = ms.toString(RADIX);
    this.#number = 0;
  }
}
