/**
 * Open loop: a message at each intended instant, whatever the host does, up to a limit of messages
 * in flight.
 */
import type { Clock } from '../../clock.ts';
import type { Pacer } from '../pacing/pacer.ts';
import type { LoadMode } from './load-mode.ts';
import type { Loop, LoopResult, Sender } from './loop.ts';
import { SendSchedule } from './send-schedule.ts';

export interface OpenLoopOptions {
  readonly mode: Extract<LoadMode, { kind: 'open' }>;
  readonly startMs: number;
  readonly measureFromMs: number;
  readonly endMs: number;
  readonly inFlightMax: number;
}

export class OpenLoop implements Loop {
  readonly #options: OpenLoopOptions;
  readonly #sender: Sender;
  readonly #clock: Clock;
  readonly #pacer: Pacer;
  readonly #schedule: SendSchedule;
  /** Messages are due that the limit of messages in flight does not let out. */
  #blocked = false;
  #full = false;
  /** Since when the limit has let messages out. */
  #freeSinceMs = Number.NEGATIVE_INFINITY;

  constructor(options: OpenLoopOptions, sender: Sender, clock: Clock, pacer: Pacer) {
    this.#options = options;
    this.#sender = sender;
    this.#clock = clock;
    this.#pacer = pacer;
    this.#schedule = new SendSchedule(options.mode, options.startMs, pacer.instants);
  }

  start(): void {
    this.#pacer.start(() => this.offer());
    this.offer();
  }

  /** Messages of flows under way come before the first messages of new ones. */
  offer(): void {
    const { inFlightMax, measureFromMs, endMs } = this.#options;
    const schedule = this.#schedule;
    const sender = this.#sender;
    const nowMs = this.#clock.nowMs();
    if (!sender.offering || nowMs >= endMs) return;
    if (this.#full) this.#freeSinceMs = nowMs;
    if (nowMs >= measureFromMs) schedule.dropBefore(measureFromMs);
    while (sender.offering && schedule.isDue(nowMs, endMs) && sender.inFlight < inFlightMax) {
      const intendedMs = schedule.take();
      const sentMs = sender.sendNext(intendedMs);
      if (intendedMs < measureFromMs) continue;
      if (sentMs === undefined) schedule.unused();
      else schedule.sent(Math.max(intendedMs, this.#freeSinceMs), sentMs);
    }
    this.#full = sender.inFlight >= inFlightMax;
    this.#blocked = this.#full && schedule.nextMs <= nowMs;
    // At the limit of messages in flight, the next answer comes here again.
    if (sender.offering && !this.#full) this.#pacer.update();
  }

  finish(endMs: number, offered: number): LoopResult {
    const { inFlightMax, measureFromMs } = this.#options;
    this.#pacer.stop();
    const blocked = this.#blocked || this.#sender.inFlight >= inFlightMax;
    const { notSent, shortBy } = this.#schedule.finish({ fromMs: measureFromMs, endMs }, offered, blocked);
    return { notSent, shortBy, lagMsMax: this.#schedule.lagMsMax, lateness: this.#schedule.lateness, busyMs: 0 };
  }
}
