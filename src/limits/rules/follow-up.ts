/**
 * What a reversal, partial dispense, completion or advice does, pure: the reference that every store is held to.
 * redis/follow.lua says the same in Lua. docs/lifecycle.md has the table.
 */
import type { Outcome } from '../../protocol/outcome.ts';
import type { CardRecord } from '../state/card.ts';
import type { Hold } from '../state/card-snapshot.ts';
import type { StoredAnswer } from '../state/stored-answer.ts';
import type { FollowUp } from './command.ts';
import type { Flag } from './decision.ts';
import { limitMatches, type Profile } from './profile.ts';
import type { Usage } from './window.ts';

/** What is done to the account; the store carries it out. */
export type FollowUpEffect =
  | 'none'
  /** Lowers what stands of the original to `replacementMinor`. */
  | 'lower'
  /** Releases the hold and posts the amount. */
  | 'settle'
  /** Posts (a refund: credits) the amount on its own. */
  | 'post';

export interface FollowUpVerdict {
  readonly outcome: Outcome;
  readonly repeat: boolean;
  readonly effect: FollowUpEffect;
  readonly flag: Flag | '';
  /** The original is not known: decline it when it comes. */
  readonly remember: boolean;
}

export interface FollowUpGround {
  readonly stored: StoredAnswer | undefined;
  /** An earlier reversal names this follow-up by RRN, or by STAN and date. */
  readonly reversedFirst: boolean;
  readonly card: CardRecord | undefined;
  readonly profile: Profile;
  /** The original, if it is known; of a completion, the answer of the pre-authorization itself. */
  readonly original: StoredAnswer | undefined;
  /** The live hold of that original. */
  readonly hold: Hold | undefined;
  readonly usage: (limitIndex: number) => Usage;
}

const PLAIN = { repeat: false, effect: 'none', flag: '', remember: false } as const;

export function decideFollowUp(followUp: FollowUp, ground: FollowUpGround): FollowUpVerdict {
  const { stored, card } = ground;
  if (stored !== undefined && stored.state !== 'reversedFirst') {
    const outcome = stored.fingerprint === followUp.fingerprint ? stored.outcome : 'duplicateTransmission';
    return { ...PLAIN, outcome, repeat: true };
  }
  if (stored !== undefined || ground.reversedFirst) return { ...PLAIN, outcome: 'alreadyReversed' };
  if (followUp.refusal !== '') return { ...PLAIN, outcome: followUp.refusal };
  if (card === undefined) return { ...PLAIN, outcome: 'invalidCardNumber' };
  if (followUp.event === 'completion') return completion(followUp, ground, card);
  if (followUp.event === 'advice') return { ...PLAIN, outcome: 'approved', effect: 'post', flag: postingFlag(followUp, ground, card) };
  return undoing(followUp, ground);
}

/** Reversal and partial dispense. */
function undoing(followUp: FollowUp, { original }: FollowUpGround): FollowUpVerdict {
  if (original === undefined) {
    // Notes were handed out, whatever came of the request for them.
    if (followUp.event === 'dispense') return { ...PLAIN, outcome: 'approved', effect: 'post', flag: 'noHold', remember: true };
    return { ...PLAIN, outcome: followUp.unknownOriginal, remember: true };
  }
  if (original.state === 'reversedFirst') return { ...PLAIN, outcome: followUp.unknownOriginal };
  if (followUp.replacementMinor > original.approvedAmountMinor) return { ...PLAIN, outcome: 'invalidAmount' };
  return { ...PLAIN, outcome: 'approved', effect: 'lower' };
}

function completion(followUp: FollowUp, ground: FollowUpGround, card: CardRecord): FollowUpVerdict {
  const { hold } = ground;
  if (hold === undefined) return { ...PLAIN, outcome: 'approved', effect: 'post', flag: 'noHold' };
  const above = followUp.amountMinor > hold.amountMinor + followUp.toleranceMinor;
  if (above) return { ...PLAIN, outcome: 'approved', effect: 'settle', flag: 'aboveHold' };
  const availableMinor = card.ledgerMinor - card.holdsMinor + hold.amountMinor;
  return { ...PLAIN, outcome: 'approved', effect: 'settle', flag: availableMinor < followUp.amountMinor ? 'pastCoverage' : '' };
}

/** Why an offline approval would have been declined for money; empty when it would not. */
function postingFlag(followUp: FollowUp, { profile, usage }: FollowUpGround, card: CardRecord): Flag | '' {
  if (followUp.type === 'refund') return '';
  for (const [index, limit] of profile.limits.entries()) {
    if (!limitMatches(limit.filter, followUp)) continue;
    const used = usage(index);
    if (used.amountMinor + followUp.amountMinor > limit.amountMinor) return 'pastLimit';
    if (limit.countMax > 0 && used.count + 1 > limit.countMax) return 'pastLimit';
  }
  return card.ledgerMinor - card.holdsMinor < followUp.amountMinor ? 'pastCoverage' : '';
}

/** A spend's new amount when the newest of `amounts` give way first, or the newest takes what is more. Oldest first. */
export function correctAmounts(amounts: readonly number[], totalMinor: number): readonly number[] {
  const corrected = [...amounts];
  let excessMinor = amounts.reduce((sum, amount) => sum + amount, 0) - totalMinor;
  for (let at = corrected.length - 1; at >= 0 && excessMinor !== 0; at -= 1) {
    const amount = corrected[at] ?? 0;
    const taken = Math.min(amount, excessMinor);
    corrected[at] = amount - taken;
    excessMinor -= taken;
  }
  return corrected;
}
