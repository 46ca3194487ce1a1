/**
 * The intended instants of an open loop: when each message is to be sent, how late the generator
 * was, and how many messages were never sent.
 */
import type { LoadMode, ShortBy } from './load-mode.ts';

/** A run is short of messages when it is this late at its end and this share was never sent. */
const BEHIND_MS_MAX = 100;
const NOT_SENT_SHARE_MAX = 0.01;

export interface MeasuredTime {
  readonly fromMs: number;
  readonly endMs: number;
}

export class SendSchedule {
  lagMsMax = 0;
  /** A message is due, and the limit of messages in flight is reached. */
  blocked = false;
  readonly #nextGapMs: () => number;
  #nextMs: number;

  constructor({ nextGapMs, firstMs = 0 }: Extract<LoadMode, { kind: 'open' }>, startMs: number) {
    this.#nextGapMs = nextGapMs;
    this.#nextMs = startMs + firstMs;
  }

  /** The next intended instant. */
  get nextMs(): number {
    return this.#nextMs;
  }

  isDue(nowMs: number, endMs: number): boolean {
    return this.#nextMs <= nowMs && this.#nextMs < endMs;
  }

  /** Takes the intended instant that is due. Delays are counted from `measureFromMs` on. */
  take(nowMs: number, measureFromMs: number): number {
    const intendedMs = this.#nextMs;
    this.#nextMs += this.#nextGapMs();
    if (!this.blocked && nowMs - intendedMs > this.lagMsMax && intendedMs >= measureFromMs) this.lagMsMax = nowMs - intendedMs;
    return intendedMs;
  }

  /**
   * Drops what was due in the warm-up and not sent in it: the measured time starts without a
   * backlog.
   */
  dropBefore(measureFromMs: number): void {
    while (this.#nextMs < measureFromMs) this.#nextMs += this.#nextGapMs();
  }

  /** At the end of the run. `offered` is how many messages of the measured time were sent. */
  finish({ fromMs, endMs }: MeasuredTime, offered: number): { readonly notSent: number; readonly shortBy: ShortBy } {
    const behindMs = endMs - this.#nextMs;
    let notSent = 0;
    for (; this.#nextMs < endMs; this.#nextMs += this.#nextGapMs()) if (this.#nextMs >= fromMs) notSent += 1;
    if (behindMs <= BEHIND_MS_MAX || notSent <= (offered + notSent) * NOT_SENT_SHARE_MAX) return { notSent, shortBy: '' };
    if (this.blocked) return { notSent, shortBy: 'host' };
    this.lagMsMax = Math.max(this.lagMsMax, behindMs);
    return { notSent, shortBy: 'generator' };
  }
}
