/** Sorts the cards of a file into the groups that flows draw from. Each card is in one group. */
import type { CardEntry } from '../../cards/card-entry.ts';
import { cardKindOf, utcMonthOf } from '../../cards/card-mix.ts';
import { Cardholder } from '../cardholder.ts';

/**
 * `ordinary`: everyday use, by popularity. `busy`: one card used until its limits are reached.
 * `lockOut`: wrong PINs until the card locks. `pinChange`: PINs changed, and changed back.
 * `lowBalance`: almost no money. `countLimited`: a profile with a limit on the count. The others
 * hold cards of that status, or past their expiry.
 */
export const CARD_GROUPS = [
  'ordinary',
  'busy',
  'lockOut',
  'pinChange',
  'lowBalance',
  'countLimited',
  'lost',
  'stolen',
  'blocked',
  'inactive',
  'closed',
  'expired',
] as const;
export type CardGroup = (typeof CARD_GROUPS)[number];
export type CardGroups = Readonly<Record<CardGroup, readonly Cardholder[]>>;

/** One ordinary card in this many goes to `lockOut`, and one to `pinChange`. */
const SET_ASIDE_ONE_IN = 100;
/** With fewer ordinary cards than this, `busy`, `lockOut` and `pinChange` stay empty. */
const ORDINARY_TO_SET_ASIDE_MIN = 10;
/** Made of ordinary cards. */
const SET_ASIDE: readonly CardGroup[] = ['busy', 'lockOut', 'pinChange'];

export function groupCards(cards: readonly CardEntry[], wallMs: number): CardGroups {
  const groups = Object.fromEntries(CARD_GROUPS.map((group) => [group, []])) as Partial<Record<CardGroup, Cardholder[]>> as Record<
    CardGroup,
    Cardholder[]
  >;
  const month = utcMonthOf(wallMs);
  for (const card of cards) groups[cardKindOf(card, month)].push(new Cardholder(card));
  if (groups.ordinary.length < ORDINARY_TO_SET_ASIDE_MIN) return groups;
  const richest = groups.ordinary.reduce((best, holder) => (holder.card.balanceMinor > best.card.balanceMinor ? holder : best));
  groups.busy.push(richest);
  groups.ordinary.splice(groups.ordinary.indexOf(richest), 1);
  const setAside = Math.ceil(groups.ordinary.length / SET_ASIDE_ONE_IN);
  groups.lockOut.push(...groups.ordinary.splice(-setAside));
  groups.pinChange.push(...groups.ordinary.splice(-setAside));
  return groups;
}

/** The groups that are empty in each of the shares that `splitCards` makes. */
export function emptyGroups(cards: readonly CardEntry[], shares: number, wallMs: number): readonly CardGroup[] {
  const month = utcMonthOf(wallMs);
  const counts = new Map<CardGroup, number>();
  for (const card of cards) {
    const group = cardKindOf(card, month);
    counts.set(group, (counts.get(group) ?? 0) + 1);
  }
  // No share has more ordinary cards than the first.
  const canSetAside = Math.ceil((counts.get('ordinary') ?? 0) / shares) >= ORDINARY_TO_SET_ASIDE_MIN;
  return CARD_GROUPS.filter((group) => (SET_ASIDE.includes(group) ? !canSetAside : !counts.has(group)));
}

/**
 * Divides the cards so that each share has some of every group, as far as there are enough. No card
 * is in two shares. The numbers are indices into `cards`.
 */
export function splitCards(cards: readonly CardEntry[], shares: number, wallMs: number): readonly (readonly number[])[] {
  const month = utcMonthOf(wallMs);
  const dealt = new Map<string, number>();
  const entries: number[][] = Array.from({ length: shares }, () => []);
  for (const [entry, card] of cards.entries()) {
    const group = cardKindOf(card, month);
    const count = dealt.get(group) ?? 0;
    dealt.set(group, count + 1);
    entries[count % shares]?.push(entry);
  }
  return entries;
}

export function allCards(groups: CardGroups): readonly Cardholder[] {
  return CARD_GROUPS.flatMap((group) => groups[group]);
}
