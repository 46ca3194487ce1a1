/** What is kept of an answered message, under its idempotency key within its card. */
import { DAY_MS, MINUTE_MS } from '../../config/duration.ts';
import type { Flag } from '../../protocol/message.ts';
import type { Outcome } from '../../protocol/outcome.ts';
import type { Decision } from '../rules/decision.ts';
import type { Event } from '../rules/event.ts';

/**
 * `standing`: as answered, or lowered by a partial reversal. `held`: a live hold. `settled`: a hold
 * that was completed; what was posted stands. `undone`: nothing of it stands. `expired`: a hold
 * whose time ran out.
 * `reversedFirst`: a reversal came before its original, which is to be declined.
 */
export const ANSWER_STATES = ['standing', 'held', 'settled', 'undone', 'expired', 'reversedFirst'] as const;
export type AnswerState = (typeof ANSWER_STATES)[number];

export interface StoredAnswer {
  /** Empty in a `reversedFirst` record. */
  readonly fingerprint: string;
  /**
   * Of the attempts that got this answer and have not taken it back; when all have, it is undone.
   * In the order in which they got it.
   */
  readonly attemptIds: readonly string[];
  readonly state: AnswerState;
  readonly event: Event;
  readonly outcome: Outcome;
  readonly approvalCode: string;
  readonly approvedAmountMinor: number;
  readonly ledgerMinor: number;
  readonly availableMinor: number;
  readonly decidedAtMs: number;
  readonly flag: Flag | '';
  /** The answer is forgotten at this instant. */
  readonly keptUntilMs: number;
  /** What stands of it: debited, credited or (of an increment) held. */
  readonly standingMinor: number;
  /** Ids of its spends, oldest first. */
  readonly spendIds: readonly number[];
  /** Key of the hold that an increment or completion belongs to. */
  readonly holdKey: string;
  /** Of a PIN change: `<reference before>/<reference after>`. */
  readonly pinChanged: string;
  /** Local date and time of the message as the number MMDDhhmmss; 0: not given. */
  readonly localTime: number;
  /** The message said that it is a repeat; the message that it repeats had not come. */
  readonly fromRepeat: boolean;
}

/** Longer than the longest built-in window (4 days) and hold (7 days). */
export const RETENTION_MS_MIN = 10 * DAY_MS;
/**
 * How long answers about a PAN that is not on file are kept, unless a setting says otherwise: long
 * enough for repeats, and short enough that they do not fill the store.
 */
export const UNKNOWN_CARD_RETENTION_MS = 5 * MINUTE_MS;
/** How many attempts of one answer are told apart, the newest of them. */
export const ATTEMPT_IDS_MAX = 16;

/** The answer as it was given, marked as a repeat. */
export function storedDecision(stored: StoredAnswer): Decision {
  const { outcome, approvalCode, approvedAmountMinor, ledgerMinor, availableMinor, decidedAtMs, flag } = stored;
  return {
    outcome,
    approvalCode,
    approvedAmountMinor,
    ledgerMinor,
    availableMinor,
    decidedAtMs,
    repeated: true,
    flag,
    snapshot: undefined,
  };
}
