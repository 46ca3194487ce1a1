/** What is left of the limits that a use counts against, once it was decided. */
import { headroomAt } from '../limits/explain/headroom.ts';
import type { Attempt, FollowUp } from '../limits/rules/command.ts';
import type { Decision } from '../limits/rules/decision.ts';
import type { RequestEvent } from '../limits/rules/event.ts';
import { limitMatches, type Profile } from '../limits/rules/profile.ts';
import type { CardSnapshot } from '../limits/state/card-snapshot.ts';
import type { LimitHeadroom } from '../protocol/explanation.ts';
import { isApproval } from '../protocol/outcome.ts';

/** Their approval uses up headroom. */
const COUNTED: readonly string[] = ['spend', 'hold', 'increment'] satisfies RequestEvent[];

/** The snapshot is of the card as it was decided on, so what was approved is added to it. */
export function headroomAfter(
  asked: Attempt | FollowUp,
  decision: Decision,
  snapshot: CardSnapshot,
  profile: Profile,
): readonly LimitHeadroom[] {
  const counts = isApproval(decision.outcome) && COUNTED.includes(asked.event);
  const matching = headroomAt(snapshot, profile).filter((_, index) => {
    const limit = profile.limits[index];
    return limit !== undefined && limitMatches(limit.filter, asked);
  });
  if (!counts) return matching;
  const { approvedAmountMinor } = decision;
  return matching.map((limit) => ({
    ...limit,
    usedMinor: limit.usedMinor + approvedAmountMinor,
    // Approved, so there was as much.
    leftMinor: limit.leftMinor - approvedAmountMinor,
    countUsed: limit.countUsed + 1,
  }));
}
