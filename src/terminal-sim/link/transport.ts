/**
 * The interface of a transport, which sends requests of terminals to a host and returns the
 * answers.
 */
import type { Request, Response } from '../../protocol/message.ts';

/** The message was sent. */
export const UNANSWERED_REASONS = ['timeout', 'connectionLost'] as const;
/**
 * The message was never sent: there was no connection, too much was waiting already, or the wire
 * format has no room for it.
 */
export const UNSENT_REASONS = ['notConnected', 'tooMuchUnsent', 'notEncodable'] as const;
/** Why no answer came. */
export const NO_ANSWER_REASONS = [...UNANSWERED_REASONS, ...UNSENT_REASONS] as const;
export type NoAnswerReason = (typeof NO_ANSWER_REASONS)[number];

/** Exactly one of the two is called, always after `send` has returned. */
export interface Waiter {
  answered(response: Response): void;
  unanswered(reason: NoAnswerReason): void;
}

export interface Transport {
  send(request: Request, waiter: Waiter): void;
}

/** A transport that can also misbehave, for fault injection at the terminals. */
export interface FaultableTransport extends Transport {
  /** Sends a request that is in flight once more. */
  sendCopy(request: Request): void;
  /** Stops waiting for the answer to a request in flight. False when nothing waits for it. */
  abandon(request: Request): boolean;
}
