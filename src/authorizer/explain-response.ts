/**
 * Adds what a request with `explain` asks for: the reason, the headroom of its limits, and the
 * explanation.
 */
import { explain } from '../limits/explain/explain.ts';
import { headroomAt } from '../limits/explain/headroom.ts';
import { isFollowUpCommand, type StoreCommand } from '../limits/rules/command.ts';
import type { Decision } from '../limits/rules/decision.ts';
import type { RequestEvent } from '../limits/rules/event.ts';
import { limitMatches, type Profile, type ProfileSet } from '../limits/rules/profile.ts';
import type { CardSnapshot } from '../limits/state/card-snapshot.ts';
import type { LimitHeadroom } from '../protocol/explanation.ts';
import type { TransactionRequest, TransactionResult } from '../protocol/message.ts';
import { isApproval, outcomeRow } from '../protocol/outcome.ts';
import { countryOf } from './card-use.ts';

export type Explained = Pick<TransactionResult, 'headroom' | 'reason' | 'explanation'>;

export const NOT_EXPLAINED: Explained = { headroom: [], reason: '', explanation: undefined };

/** An approval of these uses up headroom. */
const COUNTED: readonly string[] = ['spend', 'hold', 'increment'] satisfies RequestEvent[];

/**
 * The limits that the use counts against. The snapshot shows the card before the decision, so
 * what was approved is added.
 */
function headroomAfter(command: StoreCommand, decision: Decision, snapshot: CardSnapshot, profile: Profile): readonly LimitHeadroom[] {
  const matching = headroomAt(snapshot, profile).filter((_, index) => {
    const limit = profile.limits[index];
    return limit !== undefined && limitMatches(limit.filter, command);
  });
  if (!isApproval(decision.outcome) || !COUNTED.includes(command.event)) return matching;
  const { approvedAmountMinor } = decision;
  return matching.map((limit) => ({
    ...limit,
    usedMinor: limit.usedMinor + approvedAmountMinor,
    leftMinor: limit.leftMinor - approvedAmountMinor,
    countUsed: limit.countUsed + 1,
  }));
}

/** Repeats and follow-ups have no snapshot, so they get only the reason. */
export function explained(request: TransactionRequest, command: StoreCommand, decision: Decision, profiles: ProfileSet): Explained {
  const { outcome, snapshot } = decision;
  const reason = outcomeRow(outcome).en;
  const profile = snapshot === undefined ? undefined : profiles.get(snapshot.card.profile);
  if (snapshot === undefined || profile === undefined) return { ...NOT_EXPLAINED, reason };
  const headroom = headroomAfter(command, decision, snapshot, profile);
  if (isFollowUpCommand(command)) return { headroom, reason, explanation: undefined };
  const question = { attempt: command, outcome, country: countryOf(request), hypothetical: false };
  return { headroom, reason, explanation: explain(snapshot, profile, question) };
}
