/**
 * The load engine: sends the messages of flows to a transport and measures the answers. It knows no
 * cards, prints nothing and reads only the clock it is given. A loop, closed or open, decides when
 * the next message is sent.
 *
 * In an open loop, latency counts from the intended instant of a message, so that a stalled host is
 * also charged for the messages that it delayed (coordinated omission).
 */
import { hasMembers, requireArgument } from '../../../config/argument.ts';
import type { Clock } from '../../clock.ts';
import type { Reply } from '../../conversation.ts';
import type { NoAnswerReason } from '../../link/transport.ts';
import { kindOf, messageNameOf } from '../../measure/message-kinds.ts';
import { Statistics } from '../../measure/statistics.ts';
import { ClockPacer } from '../pacing/pacer.ts';
import { ClosedLoop } from './closed-loop.ts';
import { FLOWS_WAITING_MAX_DEFAULT, type LoadPhase, type LoadRunOptions, type LoadRunResult } from './load-mode.ts';
import type { Loop, LoopResult, Sender } from './loop.ts';
import { OpenLoop } from './open-loop.ts';
import { type Slot, SlotPool, SlotQueue } from './slots.ts';

const TICK_MS = 1000;
/** How often the run checks whether its time is over. */
const BEAT_MS = 50;
/** For one message, at most so many flows are begun that have none to send yet. */
const FLOWS_WITHOUT_MESSAGE_MAX = 10;

const REQUIRED = ['mode', 'warmupMs', 'durationMs', 'inFlightMax', 'settleMaxMs', 'source', 'transport', 'clock'];

export class LoadRun {
  readonly #options: LoadRunOptions;
  readonly #clock: Clock;
  readonly #startMs: number;
  readonly #measureFromMs: number;
  #endMs: number;
  readonly #startedAtMs: number;
  readonly #statistics: Statistics;
  readonly #slots = new SlotPool((slot, response, reason) => this.#onReply(slot, response, reason));
  /** Flows under way whose next message is made and not sent. */
  readonly #ready = new SlotQueue();
  /** A new flow with its first message, which the next free place sends. */
  #prepared: Slot | undefined;
  readonly #loop: Loop;
  #offering = true;
  #done = false;
  #active = 0;
  #waiting = 0;
  #inFlight = 0;
  #sentTotal = 0;
  #loopResult: LoopResult | undefined;
  #nextTickMs: number;
  #resolve: ((result: LoadRunResult) => void) | undefined;
  #reject: ((error: unknown) => void) | undefined;

  constructor(options: LoadRunOptions) {
    requireArgument(hasMembers(options, ...REQUIRED), 'LoadRun', 'options', `an object with ${REQUIRED.join(', ')}`);
    const { clock, warmupMs, durationMs } = options;
    this.#options = options;
    this.#clock = clock;
    this.#startMs = clock.nowMs();
    this.#startedAtMs = clock.wallMs();
    this.#measureFromMs = this.#startMs + warmupMs;
    this.#endMs = this.#measureFromMs + durationMs;
    this.#nextTickMs = this.#measureFromMs + TICK_MS;
    this.#statistics = new Statistics(options.mode.kind === 'open', this.#measureFromMs);
    this.#loop = this.#createLoop();
  }

  /** Runs to the end and settles. Rejects only on a bug in a flow or in the transport. */
  run(): Promise<LoadRunResult> {
    return new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
      this.#beat();
      this.#loop.start();
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
    this.#loopResult = this.#loop.finish(this.#endMs, this.#statistics.offeredCount);
    this.#statistics.tick(this.#endMs);
    this.#drain();
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

  #createLoop(): Loop {
    const { clock, inFlightMax, mode, pacer } = this.#options;
    const times = { startMs: this.#startMs, measureFromMs: this.#measureFromMs, endMs: this.#endMs };
    const sender = this.#sender();
    if (mode.kind === 'closed') return new ClosedLoop({ concurrency: mode.concurrency, ...times }, sender, clock);
    return new OpenLoop({ mode, inFlightMax, ...times }, sender, clock, pacer ?? new ClockPacer(clock));
  }

  #sender(): Sender {
    const run = this;
    return {
      get offering() {
        return run.#offering;
      },
      get inFlight() {
        return run.#inFlight;
      },
      sendNext: (intendedMs) => run.#guarded(() => run.#sendNext(intendedMs)),
      prepare: () => {
        run.#prepared ??= run.#guarded(() => run.#begin());
      },
    };
  }

  #onReply(slot: Slot, response: Reply, reason: NoAnswerReason): void {
    if (this.#done) return; // settling was given up: nobody waits any more
    this.#inFlight -= 1;
    this.#measure(slot, response, reason);
    this.#continue(slot, response);
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
    this.#statistics.countMessage(messageNameOf(request), response === undefined ? reason : undefined);
    if (response?.responseCode === undefined) return;
    this.#statistics.countCode(response.outcome, response.responseCode, response.unknownCode === undefined);
  }

  /** The next step of a flow after an answer or a pause; then the loop sends what it may. */
  #continue(slot: Slot, reply: Reply): void {
    try {
      if (this.#advance(slot, reply)) this.#ready.push(slot);
      if (this.#offering) this.#loop.offer();
      else this.#drain();
    } catch (error) {
      this.#fail(error);
    }
  }

  /** Undefined when the step threw, which ends the run. */
  #guarded<T>(step: () => T): T | undefined {
    try {
      return step();
    } catch (error) {
      this.#fail(error);
      return undefined;
    }
  }

  #fail(error: unknown): void {
    this.#offering = false;
    this.#done = true;
    this.#loop.finish(this.#clock.nowMs(), 0);
    this.#reject?.(error);
  }

  /** True when the flow has a message to send: the slot holds it. */
  #advance(slot: Slot, reply: Reply): boolean {
    const step = slot.conversation?.next(reply);
    if (step === undefined || step.done) this.#flowEnded(slot);
    else if (typeof step.value === 'number') this.#pause(slot, step.value);
    else {
      slot.request = step.value;
      return true;
    }
    return false;
  }

  #sendNext(intendedMs?: number): number | undefined {
    const slot = this.#ready.shift() ?? this.#takePrepared() ?? this.#begin();
    return slot === undefined ? undefined : this.#send(slot, intendedMs);
  }

  /** While settling: sends what is made, in a closed loop from free places. */
  #drain(): void {
    const { mode } = this.#options;
    const places = mode.kind === 'closed' ? mode.concurrency : Number.POSITIVE_INFINITY;
    while (this.#inFlight < places) {
      const slot = this.#ready.shift() ?? this.#takePrepared();
      if (slot === undefined) return;
      this.#send(slot);
    }
  }

  #takePrepared(): Slot | undefined {
    const slot = this.#prepared;
    this.#prepared = undefined;
    return slot;
  }

  /** A new flow with its first message. Undefined when too many flows wait. */
  #begin(): Slot | undefined {
    const { source, flowsWaitingMax = FLOWS_WAITING_MAX_DEFAULT } = this.#options;
    for (let tries = 0; tries < FLOWS_WITHOUT_MESSAGE_MAX && this.#waiting < flowsWaitingMax; tries += 1) {
      const slot = this.#slots.take(source.next());
      this.#active += 1;
      if (this.#advance(slot, undefined)) return slot;
    }
    return undefined;
  }

  #pause(slot: Slot, pauseMs: number): void {
    this.#waiting += 1;
    this.#clock.after(pauseMs, () => {
      this.#waiting -= 1;
      // When settling was given up, flows may still wait for an answer that never comes.
      if (!this.#done) this.#continue(slot, undefined);
    });
  }

  #flowEnded(slot: Slot): void {
    this.#active -= 1;
    this.#slots.release(slot);
    if (!this.#offering && this.#active === 0) this.#end();
  }

  /** Returns the instant. */
  #send(slot: Slot, intendedMs?: number): number {
    const sentMs = this.#clock.nowMs();
    slot.sentMs = sentMs;
    slot.intendedMs = intendedMs ?? sentMs;
    this.#inFlight += 1;
    this.#sentTotal += 1;
    if (this.#isMeasured(slot.intendedMs)) this.#statistics.offered();
    if (slot.request !== undefined) this.#options.transport.send(slot.request, slot);
    return sentMs;
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
      ...(this.#loopResult ?? this.#loop.finish(this.#endMs, this.#statistics.offeredCount)),
      startedAtMs: this.#startedAtMs,
      measuredMs: this.#endMs - this.#measureFromMs,
      settleMs: Math.max(0, this.#clock.nowMs() - this.#endMs),
      sentTotal: this.#sentTotal,
      unfinished: this.#active,
      statistics: this.#statistics,
    });
  }
}
