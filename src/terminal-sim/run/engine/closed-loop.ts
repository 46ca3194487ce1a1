/**
 * Closed loop: a fixed number of places, each with one message outstanding. A flow that waits gives
 * its place to another, so that the host always has as many messages as asked for.
 */
import type { Clock } from '../../clock.ts';
import { EMPTY_HISTOGRAM_DATA } from '../../measure/histogram.ts';
import { BusyTime } from './busy-time.ts';
import type { Loop, LoopResult, Sender } from './loop.ts';

/** When no flow has a message, the places look again after this time. */
const LOOK_AGAIN_MS = 1;
/**
 * When answers follow each other within this time, the next message is made while the host works on
 * the last one. With a slower host it would be old when it is sent, and making it takes no share of
 * the time that matters.
 */
const PREPARE_WITHIN_MS = 20;

export interface ClosedLoopOptions {
  readonly concurrency: number;
  readonly measureFromMs: number;
  readonly endMs: number;
}

export class ClosedLoop implements Loop {
  readonly #sender: Sender;
  readonly #clock: Clock;
  readonly #concurrency: number;
  readonly #busy: BusyTime;
  #looksAgain = false;
  #prepares = false;
  #offeredMs = Number.NEGATIVE_INFINITY;

  constructor({ concurrency, measureFromMs, endMs }: ClosedLoopOptions, sender: Sender, clock: Clock) {
    this.#sender = sender;
    this.#clock = clock;
    this.#concurrency = concurrency;
    this.#busy = new BusyTime(measureFromMs, endMs);
  }

  start(): void {
    this.offer();
  }

  offer(): void {
    const sender = this.#sender;
    const nowMs = this.#clock.nowMs();
    this.#busy.change(sender.inFlight, nowMs);
    while (sender.offering && sender.inFlight < this.#concurrency) {
      const sentMs = sender.sendNext();
      if (sentMs === undefined) {
        this.#lookAgain();
        break;
      }
      this.#busy.change(sender.inFlight, sentMs);
    }
    if (nowMs - this.#offeredMs < PREPARE_WITHIN_MS) this.#prepareSoon();
    this.#offeredMs = nowMs;
  }

  finish(endMs: number): LoopResult {
    return { notSent: 0, shortBy: '', lagMsMax: 0, lateness: EMPTY_HISTOGRAM_DATA, busyMs: this.#busy.placeMs(endMs) };
  }

  /** On the next turn of the event loop: what was sent in this one leaves first. */
  #prepareSoon(): void {
    if (this.#prepares) return;
    this.#prepares = true;
    this.#clock.after(0, () => {
      this.#prepares = false;
      if (this.#sender.offering) this.#sender.prepare();
    });
  }

  #lookAgain(): void {
    if (this.#looksAgain) return;
    this.#looksAgain = true;
    this.#clock.after(LOOK_AGAIN_MS, () => {
      this.#looksAgain = false;
      this.offer();
    });
  }
}
