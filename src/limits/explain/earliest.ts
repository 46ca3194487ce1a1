/**
 * When what is in the way is gone. As long as nothing happens on a card, what its limits count only
 * falls and what is available only grows: spends leave their windows, holds expire and take their
 * spends with them.
 */
import type { NeverReason, Release } from '../../protocol/explanation.ts';
import { type DecisionInput, decide } from '../rules/decide.ts';
import { eventRow } from '../rules/event.ts';
import { osloMidnightMs } from '../rules/oslo-time.ts';
import { type Limit, limitMatches, type Profile, type Window } from '../rules/profile.ts';
import { usageOf } from '../rules/window.ts';
import type { CardSnapshot, Hold } from '../state/card-snapshot.ts';
import { failedCheck, type Question } from './checks.ts';
import { liveSpends } from './headroom.ts';

/**
 * First instant at which a spend no longer counts: at age = duration exactly, or at midnight in
 * Oslo after the last date that counts.
 */
export function leavesAtMs(window: Window, spentAtMs: number): number {
  return window.kind === 'trailing' ? spentAtMs + window.durationMs : osloMidnightMs(spentAtMs, -window.days);
}

/** Holds that are still there at the snapshot's instant. */
export function liveHolds({ holds, nowMs }: CardSnapshot): readonly Hold[] {
  return holds.filter((hold) => nowMs < hold.expiresAtMs);
}

/** What becomes free in a limit's window, soonest first. */
export function windowReleases(snapshot: CardSnapshot, limit: Limit): readonly Release[] {
  const expiry = new Map(liveHolds(snapshot).flatMap((hold) => hold.spendIds.map((id) => [id, hold.expiresAtMs] as const)));
  return liveSpends(snapshot)
    .filter((spend) => limitMatches(limit.filter, spend))
    .map(({ id, instantMs, amountMinor }) => {
      const atMs = Math.min(leavesAtMs(limit.window, instantMs), expiry.get(id) ?? Number.POSITIVE_INFINITY);
      return { amountMinor, atMs };
    })
    .filter(({ atMs }) => atMs > snapshot.nowMs)
    .sort((one, other) => one.atMs - other.atMs);
}

/** What holds let go, soonest first. */
export function holdReleases(snapshot: CardSnapshot): readonly Release[] {
  return liveHolds(snapshot)
    .map(({ amountMinor, expiresAtMs }) => ({ amountMinor, atMs: expiresAtMs }))
    .sort((one, other) => one.atMs - other.atMs);
}

/** All that is released at the first instant; undefined when nothing is. */
export function firstRelease(releases: readonly Release[]): Release | undefined {
  const [first] = releases;
  if (first === undefined) return undefined;
  const together = releases.filter(({ atMs }) => atMs === first.atMs);
  return { atMs: first.atMs, amountMinor: together.reduce((sum, { amountMinor }) => sum + amountMinor, 0) };
}

/**
 * First instant, from the snapshot's on, at which a limit allows the amount and one more use; 0:
 * never.
 */
export function fitsAtMs(snapshot: CardSnapshot, limit: Limit, amountMinor: number): number {
  const used = usageOf(liveSpends(snapshot), limit, snapshot.nowMs);
  let usedMinor = used.amountMinor;
  let count = used.count;
  const fits = (): boolean => usedMinor + amountMinor <= limit.amountMinor && (limit.countMax === 0 || count < limit.countMax);
  if (fits()) return snapshot.nowMs;
  for (const release of windowReleases(snapshot, limit)) {
    usedMinor -= release.amountMinor;
    count -= 1;
    if (fits()) return release.atMs;
  }
  return 0;
}

/** First instant, from the snapshot's on, at which there is coverage; 0: never. */
export function coveredAtMs(snapshot: CardSnapshot, amountMinor: number): number {
  const releases = holdReleases(snapshot);
  let availableMinor = snapshot.card.ledgerMinor - releases.reduce((sum, release) => sum + release.amountMinor, 0);
  if (availableMinor >= amountMinor) return snapshot.nowMs;
  for (const release of releases) {
    availableMinor += release.amountMinor;
    if (availableMinor >= amountMinor) return release.atMs;
  }
  return 0;
}

export interface Earliest {
  /** 0: never. */
  readonly atMs: number;
  readonly neverBecause: NeverReason | '';
}

function never(neverBecause: NeverReason): Earliest {
  return { atMs: 0, neverBecause };
}

/** The earliest approval of a new request for the same amount and use, with the right PIN. */
export function earliestApproval(snapshot: CardSnapshot, profile: Profile, question: Question): Earliest {
  const standing = standingReason(snapshot, profile, question);
  if (standing !== '') return never(standing);
  const { attempt } = question;
  const rule = eventRow(attempt.event);
  let atMs = snapshot.nowMs;
  if (rule.takes) {
    for (const limit of profile.limits) {
      if (!limitMatches(limit.filter, attempt)) continue;
      const fitting = fitsAtMs(snapshot, limit, attempt.amountMinor);
      if (fitting === 0) return never('aboveLimit');
      atMs = Math.max(atMs, fitting);
    }
    const covered = coveredAtMs(snapshot, attempt.amountMinor);
    if (covered === 0) return never('noCoverage');
    atMs = Math.max(atMs, covered);
  }
  if (rule.usable && atMs >= snapshot.card.expiresAtMs) return never('expiresFirst');
  if (attempt.event === 'increment' && atMs >= holdEndMs(snapshot, question)) return never('holdEndsFirst');
  return { atMs, neverBecause: '' };
}

/**
 * Until when the hold of an increment certainly exists. The increment may name it in a way that
 * only the store can resolve.
 */
function holdEndMs(snapshot: CardSnapshot, { attempt }: Question): number {
  const holds = liveHolds(snapshot);
  const named = holds.find((hold) => hold.key === attempt.original?.key);
  return named?.expiresAtMs ?? Math.min(...holds.map((hold) => hold.expiresAtMs));
}

const STANDING_REASONS: Partial<Record<ReturnType<typeof failedCheck>, NeverReason>> = {
  request: 'request',
  cardNumber: 'request',
  status: 'cardStatus',
  expiry: 'cardExpired',
  country: 'notPermitted',
  permission: 'notPermitted',
  hold: 'noHold',
  pinTries: 'pinTries',
};

/**
 * The decline that waiting does not change: what an unused card answers to an amount of 0 with the
 * right PIN.
 */
function standingReason(snapshot: CardSnapshot, profile: Profile, { attempt, outcome }: Question): NeverReason | '' {
  const { card, nowMs } = snapshot;
  const wrongPin = outcome === 'incorrectPin' || outcome === 'pinTriesExceeded';
  const unused = { ...card, ledgerMinor: 0, holdsMinor: 0, pinTriesUsed: card.pinTriesUsed + (wrongPin ? 1 : 0) };
  const ground: DecisionInput = {
    stored: undefined,
    reversedFirst: false,
    card: unused,
    profile,
    holdIsLive: outcome !== 'unableToLocateOriginal' && liveHolds(snapshot).length > 0,
    nowMs,
    usage: () => ({ amountMinor: 0, count: 0 }),
  };
  const asked = { ...attempt, amountMinor: 0, pin: 'given', pinReferences: [card.pinReference], newPinReference: 'another' } as const;
  const verdict = decide(asked, ground);
  return STANDING_REASONS[failedCheck(verdict.outcome, asked, { card: unused, profile })] ?? '';
}
