/** Answers of one connection that leave a few bytes at a time; one after the other, for two can't be on one line at once. */

import type { FaultClock } from './clock.ts';
import type { FaultPort } from './fault-port.ts';
import { DELAY_MS_MAX } from './rule.ts';

interface Slow {
  readonly bytes: Buffer;
  readonly step: number;
  readonly everyMs: number;
  readonly onEnd: () => void;
  offset: number;
}

export class Trickle {
  readonly #port: FaultPort;
  readonly #clock: FaultClock;
  /** The first is under way. */
  #queue: Slow[] = [];
  #cancel = (): void => {};

  constructor(port: FaultPort, clock: FaultClock) {
    this.#port = port;
    this.#clock = clock;
  }

  /** Takes no longer than DELAY_MS_MAX: the steps of a long answer are made longer. */
  add(bytes: Buffer, step: number, everyMs: number, onEnd: () => void): void {
    const stepMin = Math.ceil((bytes.length * everyMs) / DELAY_MS_MAX);
    this.#queue.push({ bytes, step: Math.max(step, stepMin), everyMs, onEnd, offset: 0 });
    if (this.#queue.length > 1) return;
    this.#port.hold(true);
    this.#step();
  }

  /** The rest of all of them now. */
  hurry(): void {
    if (this.#queue.length === 0) return;
    this.#cancel();
    const rest = this.#queue;
    this.#queue = [];
    for (const { bytes, offset } of rest) this.#port.writeNow(bytes.subarray(offset));
    for (const { onEnd } of rest) onEnd();
    this.#port.hold(false);
  }

  /** The socket has gone. */
  stop(): void {
    this.#cancel();
    const lost = this.#queue;
    this.#queue = [];
    for (const { onEnd } of lost) onEnd();
  }

  readonly #step = (): void => {
    const [first] = this.#queue;
    if (first === undefined) return;
    const end = first.offset + first.step;
    this.#port.writeNow(first.bytes.subarray(first.offset, end));
    first.offset = end;
    if (end >= first.bytes.length) {
      this.#queue.shift();
      first.onEnd();
    }
    if (this.#queue.length === 0) this.#port.hold(false);
    else this.#cancel = this.#clock.after(first.everyMs, this.#step);
  };
}
