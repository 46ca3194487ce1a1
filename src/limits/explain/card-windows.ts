/** What each limit of a card counts, spend by spend: what was in its window when, and what leaves it when. */
import type { LimitHeadroom } from '../../protocol/explanation.ts';
import { limitMatches, type Profile } from '../rules/profile.ts';
import { usageOf } from '../rules/window.ts';
import type { CardSnapshot } from '../state/card-snapshot.ts';
import { leavesAtMs, liveHolds } from './earliest.ts';
import { limitHeadroom, liveSpends } from './headroom.ts';

export interface WindowSpend {
  readonly atMs: number;
  /** From then on it does not count: its window is over, or the hold that it belongs to expires. */
  readonly leavesAtMs: number;
  readonly amountMinor: number;
}

export interface LimitWindow extends LimitHeadroom {
  /** Oldest first. Those that have left the window are in it for as long as the store keeps them. */
  readonly spends: readonly WindowSpend[];
  /** Older ones that are not listed. */
  readonly spendsNotListed: number;
}

export interface CardWindows {
  /** The instant of all this. */
  readonly atMs: number;
  readonly limits: readonly LimitWindow[];
}

export const WINDOW_SPENDS_MAX = 500;

export function cardWindows(snapshot: CardSnapshot, profile: Profile): CardWindows {
  const { nowMs } = snapshot;
  const spends = liveSpends(snapshot);
  const expiry = new Map(liveHolds(snapshot).flatMap((hold) => hold.spendIds.map((id) => [id, hold.expiresAtMs] as const)));
  const limits = profile.limits.map((limit) => {
    const counted = spends.filter((spend) => limitMatches(limit.filter, spend)).sort((one, other) => one.instantMs - other.instantMs);
    const listed = counted.slice(-WINDOW_SPENDS_MAX);
    return {
      ...limitHeadroom(limit, usageOf(spends, limit, nowMs)),
      spends: listed.map(({ id, instantMs, amountMinor }) => ({
        atMs: instantMs,
        leavesAtMs: Math.min(leavesAtMs(limit.window, instantMs), expiry.get(id) ?? Number.POSITIVE_INFINITY),
        amountMinor,
      })),
      spendsNotListed: counted.length - listed.length,
    };
  });
  return { atMs: nowMs, limits };
}
