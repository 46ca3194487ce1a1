/** What is kept of an answered message, under its idempotency key within its card. */
import type { Outcome } from '../protocol/outcome.ts';
import type { Attempt, Decision, Reversal } from './store.ts';

export interface StoredAnswer {
  /** Empty in a `reversedFirst` record: the original has not come yet. */
  readonly content: string;
  readonly nonce: string;
  /** The terminal has been given this answer a second time: a late decision can't be taken back any more. */
  readonly given: boolean;
  /** `standing`: as answered. `reversed`: given back by a reversal. `reversedFirst`: a reversal came before its original. */
  readonly state: 'standing' | 'reversed' | 'reversedFirst';
  readonly outcome: Outcome;
  readonly approvalCode: string;
  readonly approvedAmountMinor: number;
  readonly ledgerMinor: number;
  readonly availableMinor: number;
  readonly decidedAtMs: number;
  /** Id of the spend it made, 0 for none. */
  readonly spendId: number;
}

const DAY_MS = 86_400_000;
/** Longer than the longest built-in window (4 days) and hold (7 days). */
export const RETENTION_MS_MIN = 10 * DAY_MS;

/** The answer as it was given, marked as a repeat. */
export function storedDecision(stored: StoredAnswer): Decision {
  return {
    outcome: stored.outcome,
    approvalCode: stored.approvalCode,
    approvedAmountMinor: stored.approvedAmountMinor,
    ledgerMinor: stored.ledgerMinor,
    availableMinor: stored.availableMinor,
    decidedAtMs: stored.decidedAtMs,
    repeated: true,
    headroom: [],
  };
}

/** The record of an answer just given. */
export function answerOf(message: Attempt | Reversal, decision: Decision, spendId: number): StoredAnswer {
  return {
    content: message.content,
    nonce: message.nonce,
    given: false,
    state: 'standing',
    outcome: decision.outcome,
    approvalCode: decision.approvalCode,
    approvedAmountMinor: decision.approvedAmountMinor,
    ledgerMinor: decision.ledgerMinor,
    availableMinor: decision.availableMinor,
    decidedAtMs: decision.decidedAtMs,
    spendId,
  };
}
