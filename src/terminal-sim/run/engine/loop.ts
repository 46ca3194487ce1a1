/** What the two kinds of loop have in common: they decide when the run sends its next message. */
import type { HistogramData } from '../../measure/histogram.ts';

/**
 * Why fewer messages were sent than intended. `host`: the limit of messages in flight was reached,
 * so the host was too slow. `generator`: it was not, so this machine was too slow. Empty: all were
 * sent. The report's JSON has these words.
 */
export type ShortBy = '' | 'host' | 'generator';

export interface Loop {
  start(): void;
  /** Sends what may be sent now. Called when a message was answered and when a flow is ready. */
  offer(): void;
  /** Ends offering, at the end of the measured time. `offered` counts its messages sent. */
  finish(endMs: number, offered: number): LoopResult;
}

/** Of the measured time. */
export interface LoopResult {
  readonly notSent: number;
  readonly shortBy: ShortBy;
  /** 0 in a closed loop, like `lateness`. */
  readonly lagMsMax: number;
  /** How late each message was sent, unless the host was the reason. */
  readonly lateness: HistogramData;
  /** Closed loop: the time with a message outstanding, summed over the places, in milliseconds. */
  readonly busyMs: number;
}

/** The side of a run that a loop sends through. */
export interface Sender {
  /** False when the time for sending is over. */
  readonly offering: boolean;
  readonly inFlight: number;
  /**
   * Sends the next message: of a flow that goes on, else the first one of a new flow. Without
   * `intendedMs` it is intended for the instant at which it is sent. Returns that instant;
   * undefined when no flow has a message.
   */
  sendNext(intendedMs?: number): number | undefined;
  /** Makes the message that a new flow will send next, unless one is made already. */
  prepare(): void;
}
