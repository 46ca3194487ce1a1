/**
 * The load engine: sends the messages of flows to a transport and measures the answers. It knows no
 * cards, prints nothing and reads only the clock it is given.
 *
 * Closed loop: a fixed number of flows at a time; each sends its next message when the last one is
 * answered. Open loop: a message at each intended instant, whatever the host does. Latency counts
 * from that instant, so that a stalled host is also charged for the messages that it delayed
 * (coordinated omission).
 */
import type { Clock } from '../../clock.ts';
import type { Reply } from '../../conversation.ts';
import type { NoAnswerReason } from '../../link/transport.ts';
import { kindOf, messageNameOf } from '../../measure/message-kinds.ts';
import { Statistics } from '../../measure/statistics.ts';
import type { LoadPhase, LoadRunOptions, LoadRunResult, ShortBy } from './load-mode.ts';
import { SendSchedule } from './send-schedule.ts';
import { type Slot, SlotPool, SlotQueue } from './slots.ts';

const TICK_MS = 1000;
/** How often the run checks whether its time is over. */
const BEAT_MS = 50;
/** The longest wait of one timer: a rate may be 0 for long, and a timer counts at most 24 days. */
const SEND_DUE_WAIT_MS_MAX = 1_000;

export class LoadRun {
  readonly #options: LoadRunOptions;
  readonly #clock: Clock;
  readonly #startMs: number;
  readonly #measureFromMs: number;
  #endMs: number;
  readonly #startedAtMs: number;
  readonly #statistics: Statistics;
  /** Undefined in a closed loop. */
  readonly #schedule: SendSchedule | undefined;
  readonly #slots = new SlotPool((slot, response, reason) => this.#onReply(slot, response, reason));
  readonly #ready = new SlotQueue();
  #offering = true;
  #done = false;
  #active = 0;
  #inFlight = 0;
  #sentTotal = 0;
  #notSent = 0;
  #shortBy: ShortBy = '';
  #nextTickMs: number;
  #sendDueScheduled = false;
  #resolve: ((result: LoadRunResult) => void) | undefined;
  #reject: ((error: unknown) => void) | undefined;
  readonly #onSendDue = (): void => {
    this.#sendDueScheduled = false;
    this.#guarded(() => this.#sendDue());
  };

  constructor(options: LoadRunOptions) {
    this.#options = options;
    this.#clock = options.clock;
    this.#startMs = options.clock.nowMs();
    this.#startedAtMs = options.clock.wallMs();
    this.#measureFromMs = this.#startMs + options.warmupMs;
    this.#endMs = this.#measureFromMs + options.durationMs;
    this.#schedule = options.mode.kind === 'open' ? new SendSchedule(options.mode, this.#startMs) : undefined;
    this.#nextTickMs = this.#measureFromMs + TICK_MS;
    this.#statistics = new Statistics(this.#schedule !== undefined, this.#measureFromMs);
  }

  /** Runs to the end and settles. Rejects only on a bug in a flow or in the transport. */
  run(): Promise<LoadRunResult> {
    return new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
      this.#beat();
      const { mode } = this.#options;
      if (mode.kind === 'closed') for (let index = 0; index < mode.concurrency; index += 1) this.#guarded(() => this.#begin(this.#startMs));
      else this.#onSendDue();
    });
  }

  /**
   * Stops offering messages, at the end of the time or earlier; flows that are under way settle.
   */
  stop(): void {
    if (!this.#offering) return;
    const nowMs = this.#clock.nowMs();
    this.#offering = false;
    this.#endMs = Math.min(this.#endMs, Math.max(nowMs, this.#measureFromMs));
    if (this.#schedule !== undefined) {
      const time = { fromMs: this.#measureFromMs, endMs: this.#endMs };
      const { notSent, shortBy } = this.#schedule.finish(time, this.#statistics.offeredCount);
      this.#notSent = notSent;
      this.#shortBy = shortBy;
    }
    this.#statistics.tick(this.#endMs);
    for (let slot = this.#ready.shift(); slot !== undefined; slot = this.#ready.shift()) this.#send(slot, nowMs);
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

  #onReply(slot: Slot, response: Reply, reason: NoAnswerReason): void {
    if (this.#done) return; // settling was given up: nobody waits any more
    this.#inFlight -= 1;
    this.#measure(slot, response, reason);
    try {
      this.#resume(slot, response);
    } catch (error) {
      this.#reject?.(error);
    }
    this.#scheduleSendDue();
  }

  #isMeasured(intendedMs: number): boolean {
    return intendedMs >= this.#measureFromMs && intendedMs < this.#endMs;
  }

  #measure({ request, intendedMs, sentMs }: Slot, response: Reply, reason: NoAnswerReason): void {
    if (request === undefined || !this.#isMeasured(intendedMs)) return;
    const nowMs = this.#clock.nowMs();
    const kind = kindOf(request);
    if (response === undefined) this.#statistics.unanswered(kind, reason);
    else this.#statistics.answered(kind, response.outcome, nowMs - intendedMs, nowMs - sentMs);
    this.#statistics.countMessage(messageNameOf(request), response !== undefined);
    if (response?.responseCode === undefined) return;
    this.#statistics.countCode(response.outcome, response.responseCode, response.unknownCode === undefined);
  }

  #guarded(step: () => void): void {
    try {
      step();
    } catch (error) {
      this.#reject?.(error);
    }
  }

  #begin(intendedMs: number): void {
    const slot = this.#slots.take(this.#options.source.next());
    this.#active += 1;
    const step = slot.conversation?.next(undefined);
    if (step === undefined || step.done) this.#flowEnded(slot);
    else if (typeof step.value === 'number') this.#pause(slot, step.value);
    else {
      slot.request = step.value;
      this.#send(slot, intendedMs);
    }
  }

  #resume(slot: Slot, reply: Reply): void {
    const step = slot.conversation?.next(reply);
    if (step === undefined || step.done) this.#flowEnded(slot);
    else if (typeof step.value === 'number') this.#pause(slot, step.value);
    else {
      slot.request = step.value;
      if (this.#schedule === undefined || !this.#offering) this.#send(slot, this.#clock.nowMs());
      else this.#ready.push(slot);
    }
  }

  #pause(slot: Slot, pauseMs: number): void {
    this.#clock.after(pauseMs, () => {
      // When settling was given up, flows may still wait for an answer that never comes.
      if (!this.#done) this.#guarded(() => this.#resume(slot, undefined));
    });
  }

  #flowEnded(slot: Slot): void {
    this.#active -= 1;
    this.#slots.release(slot);
    if (this.#offering && this.#schedule === undefined) this.#begin(this.#clock.nowMs());
    else if (!this.#offering && this.#active === 0) this.#end();
  }

  #send(slot: Slot, intendedMs: number): void {
    if (slot.request === undefined) return;
    slot.intendedMs = intendedMs;
    slot.sentMs = this.#schedule === undefined ? intendedMs : this.#clock.nowMs();
    this.#inFlight += 1;
    this.#sentTotal += 1;
    if (this.#isMeasured(intendedMs)) this.#statistics.offered();
    this.#options.transport.send(slot.request, slot);
  }

  /** Open loop: sends every message that is due, those of flows under way first. */
  #sendDue(): void {
    const schedule = this.#schedule;
    if (schedule === undefined) return;
    const { inFlightMax } = this.#options;
    const nowMs = this.#clock.nowMs();
    if (nowMs >= this.#measureFromMs) schedule.dropBefore(this.#measureFromMs);
    while (this.#offering && schedule.isDue(nowMs, this.#endMs) && this.#inFlight < inFlightMax) {
      const intendedMs = schedule.take(nowMs, this.#measureFromMs);
      const ready = this.#ready.shift();
      if (ready === undefined) this.#begin(intendedMs);
      else this.#send(ready, intendedMs);
    }
    schedule.blocked = schedule.nextMs <= nowMs && this.#inFlight >= inFlightMax;
    this.#scheduleSendDue();
  }

  #scheduleSendDue(): void {
    if (this.#schedule === undefined || this.#sendDueScheduled || !this.#offering) return;
    // At the limit of messages in flight, the next answer comes here again.
    if (this.#inFlight >= this.#options.inFlightMax) return;
    this.#sendDueScheduled = true;
    const waitMs = Math.max(0, this.#schedule.nextMs - this.#clock.nowMs());
    this.#clock.after(Math.min(SEND_DUE_WAIT_MS_MAX, waitMs), this.#onSendDue);
  }

  /**
   * Short timers instead of one long timer, so that a finished run does not keep the process alive.
   */
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
    this.#statistics.tick(this.#endMs); // what was answered while settling, which takes no time of its own
    this.#resolve?.({
      startedAtMs: this.#startedAtMs,
      measuredMs: this.#endMs - this.#measureFromMs,
      settleMs: Math.max(0, this.#clock.nowMs() - this.#endMs),
      sentTotal: this.#sentTotal,
      notSent: this.#notSent,
      shortBy: this.#shortBy,
      lagMsMax: this.#schedule?.lagMsMax ?? 0,
      unfinished: this.#active,
      statistics: this.#statistics,
    });
  }
}
