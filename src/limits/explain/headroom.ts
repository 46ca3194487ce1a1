import type { LimitHeadroom } from '../../protocol/explanation.ts';
import type { Limit, Profile } from '../rules/profile.ts';
import { type Spend, type Usage, usageOf } from '../rules/window.ts';
import type { CardSnapshot } from '../state/card-snapshot.ts';

/**
 * How much of a limit is used and left; `left` is never below zero (an offline approval may exceed
 * a limit).
 */
export function limitHeadroom(limit: Limit, used: Usage): LimitHeadroom {
  return {
    name: limit.name,
    amountMinor: limit.amountMinor,
    usedMinor: used.amountMinor,
    leftMinor: Math.max(0, limit.amountMinor - used.amountMinor),
    countMax: limit.countMax,
    countUsed: used.count,
  };
}

/**
 * Every limit of the card's profile at the snapshot's instant; holds that are over by then do not
 * count.
 */
export function headroomAt(snapshot: CardSnapshot, profile: Profile): readonly LimitHeadroom[] {
  const spends = liveSpends(snapshot);
  return profile.limits.map((limit) => limitHeadroom(limit, usageOf(spends, limit, snapshot.nowMs)));
}

/**
 * Spends without those of holds that are over at the snapshot's instant and have not been ended
 * yet.
 */
export function liveSpends(snapshot: CardSnapshot): readonly Spend[] {
  const gone = new Set(snapshot.holds.filter((hold) => hold.expiresAtMs <= snapshot.nowMs).flatMap((hold) => hold.spendIds));
  return gone.size === 0 ? snapshot.spends : snapshot.spends.filter((spend) => !gone.has(spend.id));
}
