/** Checks the books of every card of a store: balances, holds and running sums must add up. */
import type { ProfileSet } from '../limits/rules/profile.ts';
import { verifyCard } from '../limits/state/verify.ts';
import type { CardStore } from '../limits/store.ts';
import { SplitSet } from './split-set.ts';
import { type Slice, Turns } from './turns.ts';

/** Cards of a page, of which some are read at once. */
const PAGE_CARDS = 100;
const READ_CARDS = 5;

export interface Verification {
  /** Number of cards whose books are right. */
  readonly cards: number;
  /** One sentence about the first card whose books are wrong; empty when all are right. */
  readonly fault: string;
}

/** Checks these cards; those that are not on file do not count. Rejects with a StoreError. */
export async function verifyCards(
  store: CardStore,
  profiles: ProfileSet,
  tokens: readonly string[],
  slice: Slice = new Turns().slice(),
): Promise<Verification> {
  let cards = 0;
  for (let start = 0; start < tokens.length; start += READ_CARDS) {
    const part = tokens.slice(start, start + READ_CARDS);
    const snapshots = await Promise.all(part.map((token) => store.snapshot(token, 0)));
    for (const snapshot of snapshots) {
      const fault = snapshot === undefined ? '' : verifyCard(snapshot, profiles);
      if (fault !== '') return { cards, fault };
      if (snapshot !== undefined) cards += 1;
    }
    if (slice.isOver) await slice.next();
  }
  return { cards, fault: '' };
}

/**
 * Checks all cards. Reads each card at one instant, so traffic can go on meanwhile. Cards created or removed during
 * the check may or may not be included. Rejects with a StoreError.
 */
export async function verifyStore(store: CardStore, profiles: ProfileSet, turns: Turns = new Turns()): Promise<Verification> {
  const slice = turns.slice();
  let cards = 0;
  // A page may repeat cards of earlier pages.
  const seen = new SplitSet();
  let cursor = '';
  do {
    const page = await store.list(cursor, PAGE_CARDS);
    const tokens = page.cards.map((card) => card.token).filter((token) => !seen.has(token));
    const checked = await verifyCards(store, profiles, tokens, slice);
    cards += checked.cards;
    if (checked.fault !== '') return { cards, fault: checked.fault };
    for (const token of tokens) seen.add(token);
    cursor = page.cursor;
  } while (cursor !== '');
  return { cards, fault: '' };
}
