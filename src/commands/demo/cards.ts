/**
 * The cards of the demo: ordinary ones, and a few of each kind that a server declines. Same seed,
 * same cards.
 */
import type { CardEntry } from '../../cards/card-entry.ts';
import { DAY_MS } from '../../config/duration.ts';
import { expiryOf, issueCards } from '../../issuing/issue-cards.ts';
import { seededBytes } from '../../pin/seeded-bytes.ts';

type Kind = Pick<CardEntry, 'balanceMinor' | 'status' | 'profile'> & { readonly count: number; readonly expired: boolean };

/** The balance is high enough that both limits are reached first. */
const USUAL = { status: 'active', profile: 'kronekort', balanceMinor: 6_000_000, expired: false } as const;
const FEW = 3;

/** The first has the highest balance: the workload uses that card until both limits are reached. */
const SPECIAL_KINDS: readonly Kind[] = [
  { ...USUAL, count: 1, balanceMinor: 12_000_000 },
  { ...USUAL, count: 10, balanceMinor: 5_000 },
  { ...USUAL, count: 10, profile: 'nested' },
  { ...USUAL, count: FEW, status: 'lost' },
  { ...USUAL, count: FEW, status: 'stolen' },
  { ...USUAL, count: FEW, status: 'blocked' },
  { ...USUAL, count: FEW, status: 'inactive' },
  { ...USUAL, count: FEW, status: 'closed' },
  { ...USUAL, count: FEW, expired: true },
];
const THREE_YEARS_MS = 3 * 366 * DAY_MS;

export function demoCards(count: number, seed: string, panPrefix: string, nowMs: number): readonly CardEntry[] {
  const random = seededBytes(seed);
  const pans = new Set<string>();
  return [{ ...USUAL, count }, ...SPECIAL_KINDS].flatMap(({ expired, ...order }) => {
    const cards = issueCards(order, panPrefix, nowMs, random).filter((card) => !pans.has(card.pan));
    for (const card of cards) pans.add(card.pan);
    return expired ? cards.map((card) => ({ ...card, expiry: expiryOf(nowMs - THREE_YEARS_MS) })) : cards;
  });
}
