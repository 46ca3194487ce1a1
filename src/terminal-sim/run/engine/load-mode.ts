/** What the load engine is given, and what it returns. */
import type { Clock } from '../../clock.ts';
import type { Conversation } from '../../conversation.ts';
import type { Transport } from '../../link/transport.ts';
import type { Statistics } from '../../measure/statistics.ts';

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
  /** How long flows that are under way may take to end after the last message was offered. */
  readonly settleMaxMs: number;
  readonly source: { next(): Conversation };
  readonly transport: Transport;
  readonly clock: Clock;
}

export interface LoadRunResult {
  readonly startedAtMs: number;
  readonly measuredMs: number;
  readonly settleMs: number;
  /** All messages, those of warm-up and settling included. */
  readonly sentTotal: number;
  /** Intended within the measured time and never sent. */
  readonly notSent: number;
  readonly shortBy: ShortBy;
  /**
   * The longest delay of the generator itself: how late a message was sent after its intended
   * instant while the limit of messages in flight was not reached.
   */
  readonly lagMsMax: number;
  /** Flows that had not ended when settling was given up. */
  readonly unfinished: number;
  readonly statistics: Statistics;
}

/**
 * Why fewer messages were sent than intended. `host`: the limit of messages in flight was reached,
 * so the host was too slow. `generator`: it was not, so this machine was too slow. Empty: all were
 * sent. The report's JSON has these words.
 */
export type ShortBy = '' | 'host' | 'generator';

export type LoadPhase = 'warmup' | 'measure' | 'settle' | 'done';

export const IN_FLIGHT_MAX_DEFAULT = 10_000;
