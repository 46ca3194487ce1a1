/**
 * Writes answers of one connection a few bytes at a time. One answer after the other, because the
 * bytes of two would mix on the wire.
 */
import type { FaultClock } from './clock.ts';
import type { FaultTarget } from './fault-target.ts';
import { DELAY_MS_MAX } from './rules/rule.ts';

interface TrickledAnswer {
  readonly bytes: Buffer;
  readonly stepBytes: number;
  readonly everyMs: number;
  readonly onEnd: () => void;
  offset: number;
}

export class TrickledAnswers {
  readonly #target: FaultTarget;
  readonly #clock: FaultClock;
  /** The first one is being written. */
  #queue: TrickledAnswer[] = [];
  #cancelTimer = (): void => {};

  constructor(target: FaultTarget, clock: FaultClock) {
    this.#target = target;
    this.#clock = clock;
  }

  /** An answer takes at most DELAY_MS_MAX: a long one is written in larger steps. */
  add(bytes: Buffer, stepBytes: number, everyMs: number, onEnd: () => void): void {
    const stepBytesMin = Math.ceil((bytes.length * everyMs) / DELAY_MS_MAX);
    this.#queue.push({ bytes, stepBytes: Math.max(stepBytes, stepBytesMin), everyMs, onEnd, offset: 0 });
    if (this.#queue.length > 1) return;
    this.#target.hold(true);
    this.#step();
  }

  /** Writes the rest of all answers now. */
  flush(): void {
    if (this.#queue.length === 0) return;
    this.#cancelTimer();
    const rest = this.#queue;
    this.#queue = [];
    for (const { bytes, offset } of rest) this.#target.write(bytes.subarray(offset));
    for (const { onEnd } of rest) onEnd();
    this.#target.hold(false);
  }

  /** Discards them: the connection is gone. */
  close(): void {
    this.#cancelTimer();
    const lost = this.#queue;
    this.#queue = [];
    for (const { onEnd } of lost) onEnd();
  }

  readonly #step = (): void => {
    const [first] = this.#queue;
    if (first === undefined) return;
    const end = first.offset + first.stepBytes;
    this.#target.write(first.bytes.subarray(first.offset, end));
    first.offset = end;
    if (end >= first.bytes.length) {
      this.#queue.shift();
      first.onEnd();
    }
    if (this.#queue.length === 0) this.#target.hold(false);
    else this.#cancelTimer = this.#clock.after(first.everyMs, this.#step);
  };
}
