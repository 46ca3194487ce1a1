/**
 * The cards of the demo: ordinary ones, and a few of each kind that a server declines. Same seed,
 * same cards.
 */
import type { CardEntry } from '../../cards/card-entry.ts';
import { type CardKind, kindList, MIX_BALANCE_MINOR } from '../../cards/card-mix.ts';
import { cardsOfKinds } from '../../issuing/issue-cards.ts';
import { seededBytes } from '../../pin/seeded-bytes.ts';

const FEW = 3;
const COUNTS: Readonly<Record<Exclude<CardKind, 'ordinary'>, number>> = {
  busy: 1,
  lowBalance: 10,
  countLimited: 10,
  lost: FEW,
  stolen: FEW,
  blocked: FEW,
  inactive: FEW,
  closed: FEW,
  expired: FEW,
};

/** `count`: of the ordinary cards. */
export function demoCards(count: number, seed: string, panPrefix: string, nowMs: number): readonly CardEntry[] {
  const kinds = kindList(new Map<CardKind, number>(Object.entries({ ...COUNTS, ordinary: count }) as [CardKind, number][]));
  const base = { balanceMinor: MIX_BALANCE_MINOR, profile: 'kronekort', status: 'active' } as const;
  return [...cardsOfKinds(kinds, base, { panPrefix, orderedAtMs: nowMs, randomBytes: seededBytes(seed) })];
}
