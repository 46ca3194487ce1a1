/** What the load engine is given, and what it returns. */
import type { Clock } from '../../clock.ts';
import type { Conversation } from '../../conversation.ts';
import type { Transport } from '../../link/transport.ts';
import type { Statistics } from '../../measure/statistics.ts';
import type { Pacer } from '../pacing/pacer.ts';
import type { LoopResult } from './loop.ts';

export type LoadMode =
  | { readonly kind: 'closed'; readonly concurrency: number }
  | {
      readonly kind: 'open';
      /**
       * Milliseconds from one intended instant to the next; Infinity when no more messages are to
       * be sent.
       */
      readonly nextGapMs: () => number;
      /** When the first message is to be sent, counted from the start. Default 0. */
      readonly firstMs?: number;
    };

export interface LoadRunOptions {
  readonly mode: LoadMode;
  readonly warmupMs: number;
  readonly durationMs: number;
  /**
   * Limits memory. In an open loop, messages beyond it wait, and their wait is part of their
   * latency.
   */
  readonly inFlightMax: number;
  /** Limits memory: no flow begins while this many wait before their next message. */
  readonly flowsWaitingMax?: number;
  /** How long flows that are under way may take to end after the last message was offered. */
  readonly settleMaxMs: number;
  readonly source: { next(): Conversation };
  readonly transport: Transport;
  readonly clock: Clock;
  /** Wakes the sender of an open loop; without one, the timers of the clock do. */
  readonly pacer?: Pacer;
}

/** The loop's part is that of the measured time. */
export interface LoadRunResult extends LoopResult {
  readonly startedAtMs: number;
  readonly measuredMs: number;
  readonly settleMs: number;
  /** All messages, those of warm-up and settling included. */
  readonly sentTotal: number;
  /** Flows that had not ended when settling was given up. */
  readonly unfinished: number;
  readonly statistics: Statistics;
}

export type LoadPhase = 'warmup' | 'measure' | 'settle' | 'done';

export const IN_FLIGHT_MAX_DEFAULT = 10_000;
export const FLOWS_WAITING_MAX_DEFAULT = 10_000;
