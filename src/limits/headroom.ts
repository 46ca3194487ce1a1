import type { LimitHeadroom } from '../protocol/message.ts';
import { type Limit, limitMatches, type Use } from './profile.ts';
import type { Usage } from './window.ts';

/** How much of a limit is used and left; `left` is never below zero (an offline approval may have gone past it). */
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

/** The limits that a use counts against, in the profile's order. */
export function matchedHeadroom(limits: readonly Limit[], use: Use, usage: (limitIndex: number) => Usage): readonly LimitHeadroom[] {
  const matched: LimitHeadroom[] = [];
  for (const [index, limit] of limits.entries()) {
    if (limitMatches(limit.filter, use)) matched.push(limitHeadroom(limit, usage(index)));
  }
  return matched;
}
