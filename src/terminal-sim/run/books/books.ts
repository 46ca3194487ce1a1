/** Reads the host's books of the cards of a run over its HTTP side. */

import { z } from 'zod';
import { errorText } from '../../../cards/card-data/card-data.ts';
import { SHOWN_CARD } from '../../../cards/shown-card.ts';
import type { ClientTls } from '../../../tls/client-tls.ts';
import { fetchFrom } from '../../../tls/https-fetch.ts';
import { tlsErrorText } from '../../../tls/tls-error-text.ts';
import type { CardBooks } from './reconcile.ts';

/** The message is one sentence. */
export class LoadError extends Error {
  override readonly name = 'LoadError';
  constructor(message: string) {
    super(errorText(message));
  }
}

/** Asks for the books of these PANs, in their order; undefined where the host has no such card. */
export type FetchBooks = (pans: readonly string[]) => Promise<readonly (CardBooks | undefined)[]>;

const QUERY_CARDS_MAX = 1_000;
const TIMEOUT_MS = 60_000;

/** What a card's books are made of. */
export const BOOKED_CARD = SHOWN_CARD.pick({
  ledgerMinor: true,
  holdsMinor: true,
  fundedMinor: true,
  postedMinor: true,
  givenBackMinor: true,
});
const ANSWER = z.object({ cards: z.array(BOOKED_CARD.nullable()) });

export type BookedCard = z.infer<typeof BOOKED_CARD>;

export function booksOf(card: BookedCard): CardBooks {
  const { postedMinor, givenBackMinor, holdsMinor: heldMinor } = card;
  const balanced = card.fundedMinor - postedMinor + givenBackMinor === card.ledgerMinor;
  return { postedMinor, givenBackMinor, heldMinor, balanced };
}

interface BooksHost {
  readonly base: string;
  readonly tls: ClientTls | undefined;
  readonly token: string | undefined;
}

async function query({ base, tls, token }: BooksHost, pans: readonly string[]): Promise<unknown> {
  let response: Response;
  try {
    response = await fetchFrom(
      `${base}/v1/cards/query`,
      {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) },
        body: JSON.stringify({ pans }),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      },
      tls,
    );
  } catch (error) {
    const cause = base.startsWith('https:') && error instanceof Error && 'code' in error ? tlsErrorText(String(error.code)) : undefined;
    if (cause !== undefined) throw new LoadError(`The connection to ${base} failed: ${cause}.`);
    throw new LoadError(`No aksept server answers at ${base}; start one with: aksept serve, or correct the address of its HTTP side.`);
  }
  const answer: unknown = await response.json().catch(() => undefined);
  if (response.ok && answer !== undefined) return answer;
  if (response.status === 401 || response.status === 403) {
    throw new LoadError(`The server at ${base} demands a token that may read; give its file with --token-file, or set AKSEPT_TOKEN.`);
  }
  throw new LoadError(`What answers at ${base} is no aksept server (status ${response.status}); check the address of its HTTP side.`);
}

/**
 * Throws a RangeError when the address is wrong. The returned function rejects with a LoadError.
 */
export function booksClient(url: string, tls?: ClientTls, token?: string): FetchBooks {
  if (!URL.canParse(url) || !/^https?:/.test(url)) {
    throw new RangeError(`The HTTP side must be an address such as http://127.0.0.1:8080, not ${url}.`);
  }
  const base = url.replace(/\/+$/, '');
  return async (pans) => {
    const books: (CardBooks | undefined)[] = [];
    for (let start = 0; start < pans.length; start += QUERY_CARDS_MAX) {
      const asked = pans.slice(start, start + QUERY_CARDS_MAX);
      const parsed = ANSWER.safeParse(await query({ base, tls, token }, asked));
      if (!parsed.success || parsed.data.cards.length !== asked.length) {
        throw new LoadError('The HTTP side answered /v1/cards/query in another form than expected; use the same release on both sides.');
      }
      for (const card of parsed.data.cards) books.push(card === null ? undefined : booksOf(card));
    }
    return books;
  };
}
