/** Goes through every card of a store and holds its books to the identities. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ProfileSet } from '../limits/rules/profile.ts';
import { verifyCard } from '../limits/state/verify.ts';
import type { CardStore } from '../limits/store.ts';

/** Read at once; between pages everybody else has their turn. */
const PAGE_CARDS = 200;

export interface Verification {
  /** Whose books are right. */
  readonly cards: number;
  /** One sentence about the first card whose books are not; empty when all are. */
  readonly fault: string;
}

/**
 * Each card is looked at as it is at one instant, so traffic may go on meanwhile. Of cards that come or go during the
 * walk it is open whether they are looked at. Rejects with a StoreError.
 */
export async function verifyStore(store: CardStore, profiles: ProfileSet): Promise<Verification> {
  let cards = 0;
  // A page after the first may hold cards of an earlier one again.
  const seen = new Set<string>();
  let cursor = '';
  do {
    const page = await store.list(cursor, PAGE_CARDS);
    const tokens = page.cards.map((card) => card.token).filter((token) => !seen.has(token));
    for (let start = 0; start < tokens.length; start += PAGE_CARDS) {
      const part = tokens.slice(start, start + PAGE_CARDS);
      const snapshots = await Promise.all(part.map((token) => store.snapshot(token, 0)));
      for (const snapshot of snapshots) {
        const fault = snapshot === undefined ? '' : verifyCard(snapshot, profiles);
        if (fault !== '') return { cards, fault };
        if (snapshot !== undefined) cards += 1;
      }
      await nextTurn();
    }
    for (const token of tokens) seen.add(token);
    cursor = page.cursor;
  } while (cursor !== '');
  return { cards, fault: '' };
}
