/**
 * Explains an answer: which checks failed, what the limits and the balance allow, and when the
 * amount would be approved.
 */
import type { Explanation, LimitExplanation } from '../../protocol/explanation.ts';
import type { Outcome } from '../../protocol/outcome.ts';
import type { Attempt } from '../rules/command.ts';
import { decide } from '../rules/decide.ts';
import { eventRow } from '../rules/event.ts';
import { limitMatches, type Profile } from '../rules/profile.ts';
import { usageOf } from '../rules/window.ts';
import type { CardSnapshot } from '../state/card-snapshot.ts';
import { checkResults, type Question } from './checks.ts';
import { earliestApproval, firstRelease, fitsAtMs, holdReleases, liveHolds, windowReleases } from './earliest.ts';
import { limitHeadroom, liveSpends } from './headroom.ts';
import { explanationText } from './text.ts';

/**
 * The snapshot without the holds that are over at its instant, which every store ends before it
 * decides.
 */
function settled(snapshot: CardSnapshot): CardSnapshot {
  const holds = liveHolds(snapshot);
  const holdsMinor = holds.reduce((sum, hold) => sum + hold.amountMinor, 0);
  return { ...snapshot, card: { ...snapshot.card, holdsMinor }, spends: liveSpends(snapshot), holds };
}

/** What a store would answer to a new attempt on this card at this instant. Consumes nothing. */
export function outcomeOn(snapshot: CardSnapshot, profile: Profile, attempt: Attempt): Outcome {
  const { card, spends, holds, nowMs } = settled(snapshot);
  const { outcome } = decide(attempt, {
    stored: undefined,
    reversedFirst: false,
    card,
    profile,
    holdIsLive: holds.some((hold) => hold.key === attempt.original?.key),
    nowMs,
    usage: (index) => {
      const limit = profile.limits[index];
      return limit === undefined ? { amountMinor: 0, count: 0 } : usageOf(spends, limit, nowMs);
    },
  });
  return outcome;
}

/**
 * `snapshot`: the card as it was decided on, before the request changed it; `profile`: the card's.
 * Pure.
 */
export function explain(snapshot: CardSnapshot, profile: Profile, question: Question): Explanation {
  const ground = settled(snapshot);
  const { card, nowMs } = ground;
  const { attempt } = question;
  const { takes } = eventRow(attempt.event);
  const { atMs: earliestApprovalMs, neverBecause } = earliestApproval(ground, profile, question);
  const availableMinor = card.ledgerMinor - card.holdsMinor;
  const plain = {
    atMs: nowMs,
    checks: checkResults(question, { card, profile }),
    limits: takes ? limitExplanations(ground, profile, attempt) : [],
    coverage: takes
      ? { ledgerMinor: card.ledgerMinor, holdsMinor: card.holdsMinor, availableMinor, next: firstRelease(holdReleases(ground)) }
      : undefined,
    earliestApprovalMs,
    neverBecause,
  };
  const facts = { ...plain, question, card, profile };
  return { ...plain, textEn: explanationText('en', facts), textNb: explanationText('nb', facts) };
}

function limitExplanations(snapshot: CardSnapshot, profile: Profile, attempt: Attempt): readonly LimitExplanation[] {
  return profile.limits
    .filter((limit) => limitMatches(limit.filter, attempt))
    .map((limit) => ({
      ...limitHeadroom(limit, usageOf(snapshot.spends, limit, snapshot.nowMs)),
      next: firstRelease(windowReleases(snapshot, limit)),
      fitsAtMs: fitsAtMs(snapshot, limit, attempt.amountMinor),
    }));
}
