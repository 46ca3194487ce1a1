/** What cards the demo needs: ordinary ones, and a few of each kind that a server declines. */
import type { CardEntry } from '../../cards/card-entry.ts';
import { type CardKind, kindList, MIX_BALANCE_MINOR, type SpecialKind } from '../../cards/card-mix.ts';
import { cardsOfKinds } from '../../issuing/issue-cards.ts';
import { seededBytes } from '../../pin/seeded-bytes.ts';

const FEW = 3;

export const SPECIAL_COUNTS: Readonly<Record<SpecialKind, number>> = {
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

export type KindCounts = ReadonlyMap<CardKind, number>;

/** `count`: of the ordinary cards. */
export function wholePopulation(count: number): KindCounts {
  return new Map<CardKind, number>(Object.entries({ ...SPECIAL_COUNTS, ordinary: count }) as [CardKind, number][]);
}

/** Same seed, same cards. */
export function demoCards(kinds: KindCounts, seed: string, panPrefix: string, nowMs: number): readonly CardEntry[] {
  const base = { balanceMinor: MIX_BALANCE_MINOR, profile: 'kronekort', status: 'active' } as const;
  return [...cardsOfKinds(kindList(kinds), base, { panPrefix, orderedAtMs: nowMs, randomBytes: seededBytes(seed) })];
}
