/**
 * The decision, pure: the reference that every store is held to. redis/decide.lua says the same in Lua.
 * Checks stand in the order of the outcome table; the first that fails wins.
 */
import type { Outcome } from '../protocol/outcome.ts';
import type { StoredAnswer } from './answer.ts';
import type { CardRecord, CardStatus } from './card.ts';
import { limitMatches, type Profile, permission } from './profile.ts';
import type { Attempt, Reversal } from './store.ts';
import type { Usage } from './window.ts';

const STATUS_OUTCOMES: Record<Exclude<CardStatus, 'active'>, Outcome> = {
  lost: 'lostCard',
  stolen: 'stolenCard',
  blocked: 'restrictedCard',
  inactive: 'cardNotEffective',
  closed: 'accountClosed',
};

export interface Verdict {
  readonly outcome: Outcome;
  /** The stored answer is the answer; nothing is written. */
  readonly repeat: boolean;
  /** After the attempt. */
  readonly pinTriesUsed: number;
}

function decline(outcome: Outcome, pinTriesUsed: number): Verdict {
  return { outcome, repeat: false, pinTriesUsed };
}

/**
 * @param stored what is kept under the attempt's key, if anything still is
 * @param card undefined when the PAN is not on file; `profile` is that of the card
 * @param nowMs the instant of the decision, never before the card's clock
 * @param usage what counts against the profile's limit of that index at nowMs
 */
export function decide(
  attempt: Attempt,
  stored: StoredAnswer | undefined,
  card: CardRecord | undefined,
  profile: Profile,
  nowMs: number,
  usage: (limitIndex: number) => Usage,
): Verdict {
  const tries = card?.pinTriesUsed ?? 0;
  if (stored !== undefined) {
    if (stored.state === 'reversedFirst') return decline('alreadyReversed', tries);
    if (stored.content !== attempt.content) return { outcome: 'duplicateTransmission', repeat: true, pinTriesUsed: tries };
    return { outcome: stored.outcome, repeat: true, pinTriesUsed: tries };
  }
  if (attempt.refusal !== '') return decline(attempt.refusal, tries);
  if (card === undefined) return decline('invalidCardNumber', 0);
  if (card.status !== 'active') return decline(STATUS_OUTCOMES[card.status], tries);
  if (nowMs >= card.expiresAtMs) return decline('expiredCard', tries);
  if (profile.domesticOnly && !attempt.domestic) return decline('restrictedCard', tries);
  const permitted = permission(profile, attempt);
  if (permitted !== '') return decline(permitted, tries);
  if (tries >= profile.pinTriesMax) return decline('pinTriesExceeded', tries);
  if (attempt.pin === 'absent') return decline('pinRequired', tries);
  if (attempt.pin === 'malformed') return decline('pinBlockError', tries);
  if (!attempt.pinReferences.includes(card.pinReference)) {
    return decline(tries + 1 >= profile.pinTriesMax ? 'pinTriesExceeded' : 'incorrectPin', tries + 1);
  }
  if (attempt.event === 'spend') {
    // By index: an iterator would allocate a pair per limit.
    for (let index = 0; index < profile.limits.length; index += 1) {
      const limit = profile.limits[index];
      if (limit === undefined || !limitMatches(limit.filter, attempt)) continue;
      const used = usage(index);
      if (used.amountMinor + attempt.amountMinor > limit.amountMinor) return decline('exceedsAmountLimit', 0);
      if (limit.countMax > 0 && used.count + 1 > limit.countMax) return decline('exceedsCountLimit', 0);
    }
    if (card.ledgerMinor - card.holdsMinor < attempt.amountMinor) return decline('insufficientFunds', 0);
  }
  // After this point it must succeed.
  return { outcome: 'approved', repeat: false, pinTriesUsed: 0 };
}

export interface ReversalVerdict {
  readonly outcome: Outcome;
  readonly repeat: boolean;
  /** Given back to the account; 0 when there is nothing to give back. */
  readonly givenBackMinor: number;
  /** The original is not known: remember that it must be declined when it comes. */
  readonly remember: boolean;
}

/** A reversal is answered approved whether or not there is something to give back; only format, key and PAN are checked. */
export function decideReversal(
  reversal: Reversal,
  stored: StoredAnswer | undefined,
  original: StoredAnswer | undefined,
  cardOnFile: boolean,
): ReversalVerdict {
  const nothing = { repeat: false, givenBackMinor: 0, remember: false };
  if (stored !== undefined) {
    const outcome = stored.content === reversal.content ? stored.outcome : 'duplicateTransmission';
    return { ...nothing, outcome, repeat: true };
  }
  if (reversal.refusal !== '') return { ...nothing, outcome: reversal.refusal };
  if (!cardOnFile) return { ...nothing, outcome: 'invalidCardNumber' };
  if (original === undefined) return { ...nothing, outcome: 'approved', remember: true };
  if (original.state !== 'standing' || original.spendId === 0) return { ...nothing, outcome: 'approved' };
  return { ...nothing, outcome: 'approved', givenBackMinor: original.approvedAmountMinor };
}
