/**
 * Kinds of cards, and how many of each kind an order has: ordinary cards, and those that a server
 * declines. The flows of a workload look for these kinds.
 */
import type { CardEntry } from './card-entry.ts';
import { BALANCE_MINOR_MAX } from './status.ts';

/** Below this balance, less than a usual basket, a card counts as one with almost no money. */
export const LOW_BALANCE_MINOR_MAX = 10_000;
/** A limit profile with a limit on the number of uses. */
export const COUNT_LIMITED_PROFILE = 'nested';
/** High enough that every limit of an ordinary card is reached before its money is used up. */
export const MIX_BALANCE_MINOR = 6_000_000;

const LOW_BALANCE_MINOR = 5_000;

/** What the cards of an order have in common. */
export type CardBase = Pick<CardEntry, 'balanceMinor' | 'profile' | 'status'>;

interface KindRow {
  readonly name: string;
  /** Share in the usual mix, 0 to 1. */
  readonly usualShare: number;
  /** How the kind differs from the cards of the order. */
  readonly differs: (base: CardBase) => Partial<CardBase>;
  /** The expiry date is a year past. */
  readonly isExpired?: true;
}

/** Seeded orders depend on the order of the rows. */
export const CARD_KIND_ROWS = [
  { name: 'ordinary', usualShare: 0.9, differs: () => ({}) },
  // The workload uses the card with the highest balance until its limits are reached.
  { name: 'busy', usualShare: 0, differs: ({ balanceMinor }) => ({ balanceMinor: Math.min(2 * balanceMinor, BALANCE_MINOR_MAX) }) },
  { name: 'lowBalance', usualShare: 0.02, differs: () => ({ balanceMinor: LOW_BALANCE_MINOR }) },
  { name: 'countLimited', usualShare: 0.02, differs: () => ({ profile: COUNT_LIMITED_PROFILE }) },
  { name: 'lost', usualShare: 0.01, differs: () => ({ status: 'lost' }) },
  { name: 'stolen', usualShare: 0.01, differs: () => ({ status: 'stolen' }) },
  { name: 'blocked', usualShare: 0.01, differs: () => ({ status: 'blocked' }) },
  { name: 'inactive', usualShare: 0.01, differs: () => ({ status: 'inactive' }) },
  { name: 'closed', usualShare: 0.01, differs: () => ({ status: 'closed' }) },
  { name: 'expired', usualShare: 0.01, differs: () => ({}), isExpired: true },
] as const satisfies readonly KindRow[];

export type CardKind = (typeof CARD_KIND_ROWS)[number]['name'];
export type SpecialKind = Exclude<CardKind, 'ordinary'>;
export const CARD_KINDS: readonly CardKind[] = CARD_KIND_ROWS.map(({ name }) => name);
export const SPECIAL_KINDS = CARD_KINDS.filter((name): name is SpecialKind => name !== 'ordinary');

/**
 * The `YYMM` of an instant in UTC. Exact enough for cards whose expiry is not within a day of it.
 */
export function utcMonthOf(wallMs: number): string {
  const date = new Date(wallMs);
  return `${String(date.getUTCFullYear() % 100).padStart(2, '0')}${String(date.getUTCMonth() + 1).padStart(2, '0')}`;
}

/** What a card is good for, as far as its entry says; nothing tells a busy card from an ordinary one. */
export function cardKindOf(card: CardEntry, month: string): Exclude<CardKind, 'busy'> {
  if (card.status !== 'active') return card.status;
  if (card.expiry < month) return 'expired';
  if (card.profile === COUNT_LIMITED_PROFILE) return 'countLimited';
  return card.balanceMinor < LOW_BALANCE_MINOR_MAX ? 'lowBalance' : 'ordinary';
}

/** Shares of an order, 0 to 1, together at most 1. The rest is ordinary cards. */
export type CardMix = Readonly<Partial<Record<SpecialKind, number>>>;

export const USUAL_CARD_MIX: CardMix = Object.fromEntries(
  CARD_KIND_ROWS.filter(({ name, usualShare }) => name !== 'ordinary' && usualShare > 0).map(({ name, usualShare }) => [name, usualShare]),
);
/** The usual mix has each of its kinds in an order of this many cards or more. */
export const USUAL_MIX_CARDS_MIN = 100;

/** Sums of decimal shares are exact only to about this much. */
const SHARE_ROUNDING = 1e-9;
/** And their products with the number of cards to about this much. */
const QUOTA_ROUNDING = 1e-6;

export function kindRow(kind: CardKind): KindRow {
  return CARD_KIND_ROWS.find(({ name }) => name === kind) ?? CARD_KIND_ROWS[0];
}

/** The end of a sentence about a mix that cannot be used; empty when it can. */
export function mixProblem(mix: CardMix): string {
  const sum = Object.values(mix).reduce((total, share) => total + share, 0);
  return sum > 1 + SHARE_ROUNDING ? 'must have shares that are together at most 1 (100 %)' : '';
}

/**
 * How many cards of each kind an order of `count` cards has, by the method of the largest
 * remainder: no number is off by a whole card, and they add up to `count`.
 */
export function mixCounts(mix: CardMix, count: number): ReadonlyMap<CardKind, number> {
  const special = SPECIAL_KINDS.reduce((sum, kind) => sum + (mix[kind] ?? 0), 0);
  const quotas = CARD_KINDS.map((kind) => {
    const share = kind === 'ordinary' ? Math.max(0, 1 - special) : (mix[kind] ?? 0);
    const quota = share * count;
    const whole = Math.floor(quota + QUOTA_ROUNDING);
    return { kind, whole, remainder: quota - whole };
  });
  let left = count - quotas.reduce((sum, { whole }) => sum + whole, 0);
  const counts = new Map(quotas.map(({ kind, whole }) => [kind, whole]));
  // Of equal remainders the earlier kind of the table gets the card: the sort is stable.
  const nearly = (remainder: number): number => Math.round(remainder / QUOTA_ROUNDING);
  for (const { kind, whole } of quotas.toSorted((a, b) => nearly(b.remainder) - nearly(a.remainder))) {
    if (left <= 0) break;
    counts.set(kind, whole + 1);
    left -= 1;
  }
  return counts;
}

/** The kinds that a mix names and an order of `count` cards is too small for. */
export function kindsLeftOut(mix: CardMix, count: number): readonly SpecialKind[] {
  const counts = mixCounts(mix, count);
  return SPECIAL_KINDS.filter((kind) => (mix[kind] ?? 0) > 0 && counts.get(kind) === 0);
}

/** The kind of each card, kind by kind in the order of the table. */
export function kindList(counts: ReadonlyMap<CardKind, number>): readonly CardKind[] {
  return CARD_KINDS.flatMap((kind) => Array.from({ length: counts.get(kind) ?? 0 }, () => kind));
}
