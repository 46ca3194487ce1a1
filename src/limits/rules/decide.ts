/**
 * The decision about a request, pure. Its checks stand in the order of the outcome table; the first
 * that fails wins. stores/redis/scripts/decide.lua is its twin. Follow-ups are decided in follow-up.ts.
 */
import type { CardStatus } from '../../cards/status.ts';
import type { Outcome } from '../../protocol/outcome.ts';
import type { CardRecord } from '../state/card.ts';
import type { Attempt } from './command.ts';
import { eventRow } from './event.ts';
import { limitMatches, type Profile, permission } from './profile.ts';
import type { View } from './view.ts';

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
  /** What is approved of the amount asked for. */
  readonly amountMinor: number;
}

/** What a decision looks at beside the attempt itself. */
export type DecisionInput = Pick<View, 'stored' | 'reversedFirst' | 'card' | 'profile' | 'nowMs' | 'usage'> & {
  /** The hold that an increment adds to is live. */
  readonly holdIsLive: boolean;
};

function decline(outcome: Outcome, pinTriesUsed: number): Verdict {
  return { outcome, repeat: false, pinTriesUsed, amountMinor: 0 };
}

export function decide(attempt: Attempt, input: DecisionInput): Verdict {
  const { stored, card, profile } = input;
  const tries = card === undefined ? 0 : card.pinTriesUsed;
  if (stored !== undefined && stored.state !== 'reversedFirst') {
    const outcome = stored.fingerprint === attempt.fingerprint ? stored.outcome : 'duplicateTransmission';
    return { outcome, repeat: true, pinTriesUsed: tries, amountMinor: 0 };
  }
  if (stored !== undefined || input.reversedFirst) return decline('alreadyReversed', tries);
  if (attempt.refusal !== '') return decline(attempt.refusal, tries);
  if (card === undefined) return decline('invalidCardNumber', 0);
  const rule = eventRow(attempt.event);
  const unusable = rule.usable ? usabilityOutcome(attempt, card, profile, input.nowMs) : closedOutcome(card);
  if (unusable !== '') return decline(unusable, tries);
  const permitted = permission(profile, attempt);
  if (permitted !== '') return decline(permitted, tries);
  if (attempt.event === 'increment' && !input.holdIsLive) return decline('unableToLocateOriginal', tries);
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
  const limited = limitOutcome(attempt, input);
  if (limited !== '') return decline(limited, triesAfter);
  const availableMinor = card.ledgerMinor - card.holdsMinor;
  if (availableMinor >= attempt.amountMinor) {
    return { outcome: 'approved', repeat: false, pinTriesUsed: triesAfter, amountMinor: attempt.amountMinor };
  }
  if (!attempt.allowPartial || availableMinor <= 0) return decline('insufficientFunds', triesAfter);
  return { outcome: 'approvedPartially', repeat: false, pinTriesUsed: triesAfter, amountMinor: availableMinor };
}

/** The checks status, expiry and country. */
function usabilityOutcome(attempt: Attempt, card: CardRecord, profile: Profile, nowMs: number): Outcome | '' {
  if (card.status !== 'active') return STATUS_OUTCOMES[card.status];
  if (nowMs >= card.expiresAtMs) return 'expiredCard';
  return profile.domesticOnly && !attempt.domestic ? 'restrictedCard' : '';
}

function closedOutcome(card: CardRecord): Outcome | '' {
  return card.status === 'closed' ? 'accountClosed' : '';
}

/** The check limit: limit by limit in the profile's order, amount, then count. */
function limitOutcome(attempt: Attempt, input: DecisionInput): Outcome | '' {
  const { limits } = input.profile;
  // By index: an iterator would allocate a pair per limit.
  for (let index = 0; index < limits.length; index += 1) {
    const limit = limits[index];
    if (limit === undefined || !limitMatches(limit.filter, attempt)) continue;
    const used = input.usage(index);
    if (used.amountMinor + attempt.amountMinor > limit.amountMinor) return 'exceedsAmountLimit';
    if (limit.countMax > 0 && used.count + 1 > limit.countMax) return 'exceedsCountLimit';
  }
  return '';
}
