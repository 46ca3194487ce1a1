/**
 * The intended instants of an open loop: when each message is to be sent, how late the generator
 * was, and how many messages were never sent.
 */
import type { HistogramData } from '../../measure/histogram.ts';
import type { InstantQueue } from '../pacing/instant-queue.ts';
import { Lateness } from './lateness.ts';
import type { LoadMode } from './load-mode.ts';
import type { ShortBy } from './loop.ts';

/** A run is short of messages when it is this late at its end and this share was never sent. */
const BEHIND_MS_MAX = 100;
const NOT_SENT_SHARE_MAX = 0.01;

export interface MeasuredTime {
  readonly fromMs: number;
  readonly endMs: number;
}

export class SendSchedule {
  readonly #lateness = new Lateness();
  #lagMsMax = 0;
  readonly #nextGapMs: () => number;
  /** The next instants, as far ahead as the queue has room. */
  readonly #instants: InstantQueue;
  /** The first instant that the queue has no room for. */
  #furtherMs: number;
  /** Instants that were due and for which no flow had a message. */
  #unused = 0;

  constructor({ nextGapMs, firstMs = 0 }: Extract<LoadMode, { kind: 'open' }>, startMs: number, instants: InstantQueue) {
    this.#nextGapMs = nextGapMs;
    this.#instants = instants;
    this.#furtherMs = startMs + firstMs;
    this.#fill();
  }

  /** The next intended instant; Infinity when there is none. */
  get nextMs(): number {
    return this.#instants.isEmpty ? Number.POSITIVE_INFINITY : this.#instants.at(this.#instants.head);
  }

  /** The longest delay of the generator itself. */
  get lagMsMax(): number {
    return Math.max(this.#lagMsMax, this.#lateness.maxMs);
  }

  get lateness(): HistogramData {
    return this.#lateness.data();
  }

  isDue(nowMs: number, endMs: number): boolean {
    return this.nextMs <= nowMs && this.nextMs < endMs;
  }

  /** Takes the intended instant that is due. */
  take(): number {
    const intendedMs = this.nextMs;
    this.#instants.shift();
    this.#fill();
    return intendedMs;
  }

  /** A message of the measured time was sent that could have been sent from `fromMs` on. */
  sent(fromMs: number, sentMs: number): void {
    this.#lateness.record(sentMs - fromMs);
  }

  /** No flow had a message for an instant of the measured time. */
  unused(): void {
    this.#unused += 1;
  }

  /**
   * Drops what was due in the warm-up and not sent in it: the measured time starts without a
   * backlog.
   */
  dropBefore(measureFromMs: number): void {
    while (this.nextMs < measureFromMs) this.take();
  }

  /**
   * At the end of the run. `offered` is how many messages of the measured time were sent; `blocked`
   * is true when the limit of messages in flight holds further ones back.
   */
  finish({ fromMs, endMs }: MeasuredTime, offered: number, blocked: boolean): { readonly notSent: number; readonly shortBy: ShortBy } {
    const behindMs = endMs - this.nextMs;
    let notSent = this.#unused;
    while (this.nextMs < endMs) if (this.take() >= fromMs) notSent += 1;
    if (behindMs <= BEHIND_MS_MAX || notSent <= (offered + notSent) * NOT_SENT_SHARE_MAX) return { notSent, shortBy: '' };
    if (blocked) return { notSent, shortBy: 'host' };
    this.#lagMsMax = behindMs;
    return { notSent, shortBy: 'generator' };
  }

  #fill(): void {
    while (!this.#instants.isFull && Number.isFinite(this.#furtherMs)) {
      this.#instants.push(this.#furtherMs);
      this.#furtherMs += this.#nextGapMs();
    }
  }
}
