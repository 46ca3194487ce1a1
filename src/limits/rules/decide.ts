/**
 * The decision about a request, pure: the reference that every store is held to. redis/decide.lua says the same in Lua.
 * Checks stand in the order of the outcome table; the first that fails wins. Follow-ups are in follow-up.ts.
 */

import type { CardStatus } from '../../cards/status.ts';
import type { Outcome } from '../../protocol/outcome.ts';
import type { CardRecord } from '../state/card.ts';
import type { StoredAnswer } from '../state/stored-answer.ts';
import type { Attempt } from './command.ts';
import type { RequestEvent } from './event.ts';
import { limitMatches, type Profile, permission } from './profile.ts';
import type { Usage } from './window.ts';

const STATUS_OUTCOMES: Record<Exclude<CardStatus, 'active'>, Outcome> = {
  lost: 'lostCard',
  stolen: 'stolenCard',
  blocked: 'restrictedCard',
  inactive: 'cardNotEffective',
  closed: 'accountClosed',
};

interface RequestRule {
  /** `optional`: checked when there is one. */
  readonly pin: 'required' | 'optional';
  /** Status, expiry and country count; a credit only asks whether the account is closed. */
  readonly usable: boolean;
  /** Limits and coverage count. */
  readonly takes: boolean;
}

export const REQUEST_RULES: Record<RequestEvent, RequestRule> = {
  spend: { pin: 'required', usable: true, takes: true },
  hold: { pin: 'required', usable: true, takes: true },
  increment: { pin: 'optional', usable: true, takes: true },
  inquiry: { pin: 'required', usable: true, takes: false },
  pinChange: { pin: 'required', usable: true, takes: false },
  refund: { pin: 'optional', usable: false, takes: false },
};

export interface Verdict {
  readonly outcome: Outcome;
  /** The stored answer is the answer; nothing is written. */
  readonly repeat: boolean;
  /** After the attempt. */
  readonly pinTriesUsed: number;
  /** What is approved of the amount asked for. */
  readonly amountMinor: number;
}

/** What a decision looks at beside the attempt itself. */
export interface Ground {
  /** What is kept under the attempt's key, if anything still is. */
  readonly stored: StoredAnswer | undefined;
  /** An earlier reversal names this attempt by RRN, or by STAN and date. */
  readonly reversedFirst: boolean;
  /** Undefined when the PAN is not on file. */
  readonly card: CardRecord | undefined;
  /** Of the card. */
  readonly profile: Profile;
  /** The hold that an increment names is live. */
  readonly holdIsLive: boolean;
  /** The instant of the decision, never before the card's clock. */
  readonly nowMs: number;
  /** What counts against the profile's limit of that index at nowMs. */
  readonly usage: (limitIndex: number) => Usage;
}

function decline(outcome: Outcome, pinTriesUsed: number): Verdict {
  return { outcome, repeat: false, pinTriesUsed, amountMinor: 0 };
}

export function decide(attempt: Attempt, ground: Ground): Verdict {
  const { stored, card, profile } = ground;
  const tries = card === undefined ? 0 : card.pinTriesUsed;
  if (stored !== undefined && stored.state !== 'reversedFirst') {
    const outcome = stored.fingerprint === attempt.fingerprint ? stored.outcome : 'duplicateTransmission';
    return { outcome, repeat: true, pinTriesUsed: tries, amountMinor: 0 };
  }
  if (stored !== undefined || ground.reversedFirst) return decline('alreadyReversed', tries);
  if (attempt.refusal !== '') return decline(attempt.refusal, tries);
  if (card === undefined) return decline('invalidCardNumber', 0);
  const rule = REQUEST_RULES[attempt.event];
  const unusable = rule.usable ? usabilityOutcome(attempt, card, profile, ground.nowMs) : closedOutcome(card);
  if (unusable !== '') return decline(unusable, tries);
  const permitted = permission(profile, attempt);
  if (permitted !== '') return decline(permitted, tries);
  if (attempt.event === 'increment' && !ground.holdIsLive) return decline('unableToLocateOriginal', tries);
  const checksPin = rule.pin === 'required' || attempt.pin !== 'absent';
  if (checksPin) {
    if (tries >= profile.pinTriesMax) return decline('pinTriesExceeded', tries);
    if (attempt.pin === 'absent') return decline('pinRequired', tries);
    if (attempt.pin === 'malformed') return decline('pinBlockError', tries);
    if (!attempt.pinReferences.includes(card.pinReference)) {
      return decline(tries + 1 >= profile.pinTriesMax ? 'pinTriesExceeded' : 'incorrectPin', tries + 1);
    }
  }
  const triesAfter = checksPin ? 0 : tries;
  if (attempt.event === 'pinChange') {
    if (attempt.newPinReference === '') return decline('pinBlockError', triesAfter);
    if (attempt.pinReferences.includes(attempt.newPinReference)) return decline('notPermittedToCardholder', triesAfter);
  }
  if (!rule.takes) return { outcome: 'approved', repeat: false, pinTriesUsed: triesAfter, amountMinor: attempt.amountMinor };
  const limited = limitOutcome(attempt, profile, ground.usage);
  if (limited !== '') return decline(limited, triesAfter);
  const availableMinor = card.ledgerMinor - card.holdsMinor;
  if (availableMinor >= attempt.amountMinor) {
    return { outcome: 'approved', repeat: false, pinTriesUsed: triesAfter, amountMinor: attempt.amountMinor };
  }
  if (!attempt.allowPartial || availableMinor <= 0) return decline('insufficientFunds', triesAfter);
  return { outcome: 'approvedPartially', repeat: false, pinTriesUsed: triesAfter, amountMinor: availableMinor };
}

/** Checks 8 to 10. */
function usabilityOutcome(attempt: Attempt, card: CardRecord, profile: Profile, nowMs: number): Outcome | '' {
  if (card.status !== 'active') return STATUS_OUTCOMES[card.status];
  if (nowMs >= card.expiresAtMs) return 'expiredCard';
  return profile.domesticOnly && !attempt.domestic ? 'restrictedCard' : '';
}

function closedOutcome(card: CardRecord): Outcome | '' {
  return card.status === 'closed' ? 'accountClosed' : '';
}

/** Check 15: limit by limit in the profile's order, amount, then count. */
function limitOutcome(attempt: Attempt, profile: Profile, usage: (limitIndex: number) => Usage): Outcome | '' {
  // By index: an iterator would allocate a pair per limit.
  for (let index = 0; index < profile.limits.length; index += 1) {
    const limit = profile.limits[index];
    if (limit === undefined || !limitMatches(limit.filter, attempt)) continue;
    const used = usage(index);
    if (used.amountMinor + attempt.amountMinor > limit.amountMinor) return 'exceedsAmountLimit';
    if (limit.countMax > 0 && used.count + 1 > limit.countMax) return 'exceedsCountLimit';
  }
  return '';
}
