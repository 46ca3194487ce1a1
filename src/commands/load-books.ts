/** The host's books of the cards of a run, over its HTTP side. */
import { z } from 'zod';
import type { HeldCard } from '../terminal-sim/held-card.ts';
import type { Books } from '../terminal-sim/reconcile.ts';
import type { HttpClient } from './http-client.ts';
import { CommandError } from './output.ts';

const QUERY_CARDS_MAX = 1_000;

const ANSWER = z.object({
  cards: z.array(
    z
      .object({
        ledgerMinor: z.number(),
        holdsMinor: z.number(),
        fundedMinor: z.number(),
        postedMinor: z.number(),
        givenBackMinor: z.number(),
      })
      .nullable(),
  ),
});

/** In the order of the cards; undefined where the host has none. */
export async function fetchBooks(http: HttpClient, held: readonly HeldCard[]): Promise<readonly (Books | undefined)[]> {
  const books: (Books | undefined)[] = [];
  for (let start = 0; start < held.length; start += QUERY_CARDS_MAX) {
    const pans = held.slice(start, start + QUERY_CARDS_MAX).map(({ card }) => card.pan);
    const parsed = ANSWER.safeParse(await http.post('/v1/cards/query', { pans }));
    if (!parsed.success || parsed.data.cards.length !== pans.length) {
      throw new CommandError('The HTTP side answered /v1/cards/query in another form than expected; use the same release on both sides.');
    }
    for (const card of parsed.data.cards) {
      if (card === null) {
        books.push(undefined);
        continue;
      }
      const { postedMinor, givenBackMinor, holdsMinor: heldMinor } = card;
      const balanced = card.fundedMinor - postedMinor + givenBackMinor === card.ledgerMinor;
      books.push({ postedMinor, givenBackMinor, heldMinor, balanced });
    }
  }
  return books;
}
