/**
 * The decision about a reversal, partial dispense, completion or advice, pure.
 * stores/redis/scripts/follow.lua is its twin; docs/lifecycle.md has the table of cases.
 */

import type { Flag } from '../../protocol/message.ts';
import type { Outcome } from '../../protocol/outcome.ts';
import type { CardRecord } from '../state/card.ts';
import type { FollowUp } from './command.ts';
import { EVENTS, type EventEffect } from './event.ts';
import { limitMatches } from './profile.ts';
import type { View } from './view.ts';

/**
 * `none`: nothing is done; else what the row of the event says, or `post` where there is no hold or
 * original.
 */
export type FollowUpEffect = 'none' | Extract<EventEffect, 'lower' | 'settle' | 'post'>;

export interface FollowUpVerdict {
  readonly outcome: Outcome;
  /** The stored answer is the answer; nothing is written. */
  readonly repeat: boolean;
  readonly effect: FollowUpEffect;
  readonly flag: Flag | '';
  /** The original is not known: decline it when it comes. */
  readonly remember: boolean;
}

export type FollowUpInput = Pick<View, 'stored' | 'reversedFirst' | 'card' | 'profile' | 'original' | 'originalReversedFirst' | 'usage'>;

const PLAIN = { repeat: false, effect: 'none', flag: '', remember: false } as const;

export function decideFollowUp(followUp: FollowUp, input: FollowUpInput): FollowUpVerdict {
  const { stored, card } = input;
  if (stored !== undefined && stored.state !== 'reversedFirst') {
    const outcome = stored.fingerprint === followUp.fingerprint ? stored.outcome : 'duplicateTransmission';
    return { ...PLAIN, outcome, repeat: true };
  }
  if (stored !== undefined || input.reversedFirst) return { ...PLAIN, outcome: 'alreadyReversed' };
  if (followUp.refusal !== '') return { ...PLAIN, outcome: followUp.refusal };
  if (card === undefined) return { ...PLAIN, outcome: 'invalidCardNumber' };
  switch (EVENTS[followUp.event].effect) {
    case 'settle':
      return completion(followUp, input, card);
    case 'post':
      return { ...PLAIN, outcome: 'approved', effect: 'post', flag: postingFlag(followUp, input, card) };
    case 'lower':
      return undoing(followUp, input);
  }
}

/** Reversal and partial dispense. */
function undoing(followUp: FollowUp, { original, originalReversedFirst }: FollowUpInput): FollowUpVerdict {
  if (originalReversedFirst) return { ...PLAIN, outcome: followUp.unknownOriginal };
  if (original === undefined) {
    // Notes were handed out, whatever came of the request for them.
    if (followUp.event === 'dispense') return { ...PLAIN, outcome: 'approved', effect: 'post', flag: 'noHold', remember: true };
    return { ...PLAIN, outcome: followUp.unknownOriginal, remember: true };
  }
  if (followUp.replacementMinor > original.answer.approvedAmountMinor) return { ...PLAIN, outcome: 'invalidAmount' };
  return { ...PLAIN, outcome: 'approved', effect: 'lower' };
}

function completion(followUp: FollowUp, input: FollowUpInput, card: CardRecord): FollowUpVerdict {
  const hold = input.original?.hold;
  if (hold === undefined) return { ...PLAIN, outcome: 'approved', effect: 'post', flag: 'noHold' };
  const above = followUp.amountMinor > hold.amountMinor + followUp.toleranceMinor;
  if (above) return { ...PLAIN, outcome: 'approved', effect: 'settle', flag: 'aboveHold' };
  const availableMinor = card.ledgerMinor - card.holdsMinor + hold.amountMinor;
  return { ...PLAIN, outcome: 'approved', effect: 'settle', flag: availableMinor < followUp.amountMinor ? 'pastCoverage' : '' };
}

/** Why an offline approval would have been declined for money; empty when it would not. */
function postingFlag(followUp: FollowUp, input: FollowUpInput, card: CardRecord): Flag | '' {
  if (followUp.type === 'refund') return '';
  for (const [index, limit] of input.profile.limits.entries()) {
    if (!limitMatches(limit.filter, followUp)) continue;
    const used = input.usage(index);
    if (used.amountMinor + followUp.amountMinor > limit.amountMinor) return 'pastLimit';
    if (limit.countMax > 0 && used.count + 1 > limit.countMax) return 'pastLimit';
  }
  return card.ledgerMinor - card.holdsMinor < followUp.amountMinor ? 'pastCoverage' : '';
}

/**
 * New amounts that add up to `totalMinor`: the newest give way first, or the newest takes what is
 * more. Oldest first.
 */
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
