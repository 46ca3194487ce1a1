/**
 * The load engine: carries flows' messages to a transport and measures. It knows no cards, prints nothing and reads
 * no clock but the one it is given.
 *
 * Closed loop: so many flows at a time, the next message when the last is answered. Open loop: a message at each
 * intended instant, whatever the host does; its latency counts from that instant, so that a host that stalls is not spared
 * the messages which it kept from being sent (coordinated omission).
 */
import type { Request, Response } from '../../protocol/message.ts';
import type { Clock } from '../clock.ts';
import type { Conversation, Reply } from '../conversation.ts';
import type { NoAnswerReason, Transport, Waiter } from '../link/link.ts';
import { Statistics } from '../measure/statistics.ts';
import { kindOf, messageNameOf } from '../measure/tally.ts';

export type LoadMode =
  | { readonly kind: 'closed'; readonly concurrency: number }
  | {
      readonly kind: 'open';
      /** From one intended instant to the next; endless once nothing more is meant to be sent. */
      readonly nextGapMs: () => number;
      /** When the first is meant to be sent; 0 when not given: at once. */
      readonly firstMs?: number;
    };

export interface LoadOptions {
  readonly mode: LoadMode;
  readonly warmupMs: number;
  readonly durationMs: number;
  /** Bound on memory: in an open loop later messages wait, their latency running. */
  readonly inFlightMax: number;
  /** How long what is under way may take to come to its end after the last message was offered. */
  readonly settleMaxMs: number;
  readonly source: { next(): Conversation };
  readonly transport: Transport;
  readonly clock: Clock;
}

export interface LoadResult {
  readonly startedAtMs: number;
  readonly measuredMs: number;
  readonly settleMs: number;
  /** All messages, warm-up and settling included. */
  readonly sentTotal: number;
  /** Intended within the measured time and never sent. */
  readonly notSent: number;
  /** Why not all was sent; '' where it was, but for the last moment. */
  readonly shortBy: ShortBy;
  /** How far behind its intended instant a message was sent at the most, with room in flight: the generator's own delay. */
  readonly lagMsMax: number;
  /** Flows that had not come to their end when settling was given up. */
  readonly unfinished: number;
  readonly statistics: Statistics;
}

/** Everything in flight that may be: the host was too slow. With room in flight: this machine was. */
export type ShortBy = '' | 'host' | 'generator';

export type LoadPhase = 'warmup' | 'measure' | 'settle' | 'done';
export const IN_FLIGHT_MAX_DEFAULT = 10_000;
const TICK_MS = 1000;
/** How often the run looks at its own end, at the least. */
const BEAT_MS = 50;
/** So far behind at the end, and with such a share never sent, a run has not offered what it was asked for. */
const BEHIND_MS_MAX = 100;
const NOT_SENT_SHARE_MAX = 0.01;
/** A rate may stand still for long, and a timer counts no further than 24 days. */
const PUMP_WAIT_MS_MAX = 1_000;

/** One flow under way, and its message in flight. Reused. */
class Slot implements Waiter {
  conversation: Conversation | undefined;
  request: Request | undefined;
  intendedMs = 0;
  sentMs = 0;
  /** The next in the queue of those ready to send, or in the list of free ones. */
  next: Slot | undefined;
  readonly #run: LoadRun;

  constructor(run: LoadRun) {
    this.#run = run;
  }

  answered(response: Response): void {
    this.#run.heard(this, response, 'timeout');
  }

  unanswered(reason: NoAnswerReason): void {
    this.#run.heard(this, undefined, reason);
  }
}

export class LoadRun {
  readonly #options: LoadOptions;
  readonly #clock: Clock;
  readonly #closedLoop: boolean;
  readonly #startMs: number;
  readonly #measureFromMs: number;
  #endMs: number;
  readonly #startedAtMs: number;
  readonly #statistics: Statistics;
  #offering = true;
  #done = false;
  #active = 0;
  #inFlight = 0;
  #sentTotal = 0;
  #notSent = 0;
  #shortBy: ShortBy = '';
  #lagMsMax = 0;
  /** Something is due, and all is in flight that may be. */
  #blocked = false;
  #nextIntendedMs: number;
  #nextTickMs: number;
  #pumpWaits = false;
  #readyFirst: Slot | undefined;
  #readyLast: Slot | undefined;
  #free: Slot | undefined;
  #finish: ((result: LoadResult) => void) | undefined;
  #fail: ((error: unknown) => void) | undefined;
  readonly #pump = (): void => {
    this.#pumpWaits = false;
    this.#guarded(() => this.#offerDue());
  };

  constructor(options: LoadOptions) {
    this.#options = options;
    this.#clock = options.clock;
    this.#closedLoop = options.mode.kind === 'closed';
    this.#startMs = options.clock.nowMs();
    this.#startedAtMs = options.clock.wallMs();
    this.#measureFromMs = this.#startMs + options.warmupMs;
    this.#endMs = this.#measureFromMs + options.durationMs;
    this.#nextIntendedMs = this.#startMs + (options.mode.kind === 'open' ? (options.mode.firstMs ?? 0) : 0);
    this.#nextTickMs = this.#measureFromMs + TICK_MS;
    this.#statistics = new Statistics(!this.#closedLoop, this.#measureFromMs);
  }

  /** Runs to the end and settles. Rejects only on a bug in a flow or the transport. */
  run(): Promise<LoadResult> {
    return new Promise((resolve, reject) => {
      this.#finish = resolve;
      this.#fail = reject;
      this.#beat();
      const { mode } = this.#options;
      if (mode.kind === 'closed') for (let index = 0; index < mode.concurrency; index += 1) this.#guarded(() => this.#begin(this.#startMs));
      else this.#pump();
    });
  }

  /** Ends the offering, at the end of the time or before it; what is under way settles. */
  stop(): void {
    if (!this.#offering) return;
    const nowMs = this.#clock.nowMs();
    this.#offering = false;
    this.#endMs = Math.min(this.#endMs, Math.max(nowMs, this.#measureFromMs));
    this.#countNotSent();
    this.#statistics.tick(this.#endMs);
    for (let slot = this.#takeReady(); slot !== undefined; slot = this.#takeReady()) this.#send(slot, nowMs);
    if (this.#active === 0) this.#end();
  }

  get phase(): LoadPhase {
    if (this.#done) return 'done';
    if (!this.#offering) return 'settle';
    return this.#clock.nowMs() < this.#measureFromMs ? 'warmup' : 'measure';
  }

  get statistics(): Statistics {
    return this.#statistics;
  }

  get inFlight(): number {
    return this.#inFlight;
  }

  get sentTotal(): number {
    return this.#sentTotal;
  }

  get elapsedMs(): number {
    return this.#clock.nowMs() - this.#startMs;
  }

  /** For slots only. */
  heard(slot: Slot, response: Reply, reason: NoAnswerReason): void {
    if (this.#done) return; // given up: whatever comes now, the terminal is gone
    this.#inFlight -= 1;
    if (slot.request !== undefined && slot.intendedMs >= this.#measureFromMs && slot.intendedMs < this.#endMs) {
      const nowMs = this.#clock.nowMs();
      const kind = kindOf(slot.request);
      if (response === undefined) this.#statistics.unanswered(kind, reason);
      else this.#statistics.answered(kind, response.outcome, nowMs - slot.intendedMs, nowMs - slot.sentMs);
      this.#statistics.sorted(messageNameOf(slot.request), response !== undefined);
      if (response?.unknownCode !== undefined) this.#statistics.unknownCode(response.unknownCode);
    }
    try {
      this.#resume(slot, response);
    } catch (error) {
      this.#fail?.(error);
    }
    if (!this.#closedLoop) this.#schedulePump();
  }

  #guarded(step: () => void): void {
    try {
      step();
    } catch (error) {
      this.#fail?.(error);
    }
  }

  #begin(intendedMs: number): void {
    const slot = this.#free ?? new Slot(this);
    this.#free = slot.next;
    slot.next = undefined;
    slot.conversation = this.#options.source.next();
    this.#active += 1;
    const step = slot.conversation.next(undefined);
    if (step.done) this.#ended(slot);
    else if (typeof step.value === 'number') this.#pause(slot, step.value);
    else {
      slot.request = step.value;
      this.#send(slot, intendedMs);
    }
  }

  #resume(slot: Slot, reply: Reply): void {
    const step = slot.conversation?.next(reply);
    if (step === undefined || step.done) {
      this.#ended(slot);
    } else if (typeof step.value === 'number') {
      this.#pause(slot, step.value);
    } else {
      slot.request = step.value;
      if (this.#closedLoop || !this.#offering) this.#send(slot, this.#clock.nowMs());
      else this.#queueReady(slot);
    }
  }

  #pause(slot: Slot, pauseMs: number): void {
    this.#clock.after(pauseMs, () => {
      // Given up: a flow may wait for what will never be.
      if (!this.#done) this.#guarded(() => this.#resume(slot, undefined));
    });
  }

  #ended(slot: Slot): void {
    this.#active -= 1;
    slot.conversation = undefined;
    slot.request = undefined;
    slot.next = this.#free;
    this.#free = slot;
    if (this.#offering && this.#closedLoop) this.#begin(this.#clock.nowMs());
    else if (!this.#offering && this.#active === 0) this.#end();
  }

  #send(slot: Slot, intendedMs: number): void {
    if (slot.request === undefined) return;
    slot.intendedMs = intendedMs;
    slot.sentMs = this.#closedLoop ? intendedMs : this.#clock.nowMs();
    this.#inFlight += 1;
    this.#sentTotal += 1;
    if (intendedMs >= this.#measureFromMs && intendedMs < this.#endMs) this.#statistics.offered();
    this.#options.transport.send(slot.request, slot);
  }

  /** Open loop: everything that is due, first what flows under way want to say. */
  #offerDue(): void {
    const { mode, inFlightMax } = this.#options;
    if (mode.kind !== 'open') return;
    const nowMs = this.#clock.nowMs();
    if (nowMs >= this.#measureFromMs) this.#letWarmUpGo(mode.nextGapMs);
    while (this.#offering && this.#nextIntendedMs <= nowMs && this.#nextIntendedMs < this.#endMs && this.#inFlight < inFlightMax) {
      const intendedMs = this.#nextIntendedMs;
      this.#nextIntendedMs += mode.nextGapMs();
      if (!this.#blocked && nowMs - intendedMs > this.#lagMsMax && intendedMs >= this.#measureFromMs) this.#lagMsMax = nowMs - intendedMs;
      const ready = this.#takeReady();
      if (ready === undefined) this.#begin(intendedMs);
      else this.#send(ready, intendedMs);
    }
    this.#blocked = this.#nextIntendedMs <= nowMs && this.#inFlight >= inFlightMax;
    this.#schedulePump();
  }

  /** What was due in the warm-up and could not be sent in it: the measured time does not begin with a debt. */
  #letWarmUpGo(nextGapMs: () => number): void {
    while (this.#nextIntendedMs < this.#measureFromMs) this.#nextIntendedMs += nextGapMs();
  }

  #schedulePump(): void {
    // With everything in flight that may be, the next answer starts it again.
    if (this.#pumpWaits || !this.#offering || this.#inFlight >= this.#options.inFlightMax) return;
    this.#pumpWaits = true;
    this.#clock.after(Math.min(PUMP_WAIT_MS_MAX, Math.max(0, this.#nextIntendedMs - this.#clock.nowMs())), this.#pump);
  }

  #queueReady(slot: Slot): void {
    slot.next = undefined;
    if (this.#readyLast === undefined) this.#readyFirst = slot;
    else this.#readyLast.next = slot;
    this.#readyLast = slot;
  }

  #takeReady(): Slot | undefined {
    const slot = this.#readyFirst;
    if (slot === undefined) return undefined;
    this.#readyFirst = slot.next;
    if (this.#readyFirst === undefined) this.#readyLast = undefined;
    slot.next = undefined;
    return slot;
  }

  #countNotSent(): void {
    const { mode } = this.#options;
    if (mode.kind !== 'open') return;
    const behindMs = this.#endMs - this.#nextIntendedMs;
    for (; this.#nextIntendedMs < this.#endMs; this.#nextIntendedMs += mode.nextGapMs()) {
      if (this.#nextIntendedMs >= this.#measureFromMs) this.#notSent += 1;
    }
    const intended = this.#statistics.offeredCount + this.#notSent;
    if (behindMs > BEHIND_MS_MAX && this.#notSent > intended * NOT_SENT_SHARE_MAX) {
      this.#shortBy = this.#blocked ? 'host' : 'generator';
      if (!this.#blocked) this.#lagMsMax = Math.max(this.#lagMsMax, behindMs);
    }
  }

  /** Short timers instead of one for each end: a run that is over then holds nothing open. */
  #beat(): void {
    if (this.#done) return;
    const nowMs = this.#clock.nowMs();
    if (this.#offering && nowMs >= this.#endMs) this.stop();
    if (this.#offering && nowMs >= this.#nextTickMs) {
      this.#nextTickMs += TICK_MS;
      this.#statistics.tick(nowMs);
    }
    if (!this.#offering && nowMs >= this.#endMs + this.#options.settleMaxMs) this.#end();
    if (this.#done) return;
    const waitMs = this.#offering ? Math.min(BEAT_MS, this.#endMs - nowMs, this.#nextTickMs - nowMs) : BEAT_MS;
    this.#clock.after(waitMs, () => this.#beat());
  }

  #end(): void {
    if (this.#done) return;
    this.#done = true;
    this.#statistics.tick(this.#endMs); // what was answered while settling; no time of its own
    this.#finish?.({
      startedAtMs: this.#startedAtMs,
      measuredMs: this.#endMs - this.#measureFromMs,
      settleMs: Math.max(0, this.#clock.nowMs() - this.#endMs),
      sentTotal: this.#sentTotal,
      notSent: this.#notSent,
      shortBy: this.#shortBy,
      lagMsMax: this.#lagMsMax,
      unfinished: this.#active,
      statistics: this.#statistics,
    });
  }
}
