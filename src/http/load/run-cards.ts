/**
 * The cards of a load run, and of a replay at a host: given, or the test cards of this server, as
 * they are on file now. PIN tries are reset, as `aksept demo` does: cards that an earlier run locked
 * would only be declined.
 */
import type { CardEntry } from '../../cards/card-entry.ts';
import { readTestCardPage } from '../../cards/test-card-page.ts';
import type { CardService } from '../../issuing/card-service.ts';
import type { Turns } from '../../issuing/turns.ts';
import { HttpError } from '../error.ts';
import { CARDS_PER_LINE } from './job.ts';

/** The first of the file. */
export const TEST_CARDS_MAX = 10_000;

export interface CardSource {
  readonly path: string;
  readonly cards: Pick<CardService, 'query' | 'change'>;
  readonly turns: Turns;
}

export interface RunCardsParts extends Pick<CardSource, 'cards' | 'turns'> {
  /** The file of test cards; undefined: none are kept. */
  readonly testCards: string | undefined;
}

/** Some cards at a time, and at least one. Throws the 404. */
export async function* runCards(
  given: readonly unknown[] | undefined,
  { testCards, cards, turns }: RunCardsParts,
): AsyncGenerator<readonly unknown[]> {
  let count = 0;
  for await (const some of given === undefined ? testCardsOf(testCards, { cards, turns }) : inLines(given)) {
    count += some.length;
    yield some;
  }
  if (count > 0) return;
  throw new HttpError('noTestCards', 'There are no test cards for this; issue some with POST /v1/cards, or give cards.');
}

function testCardsOf(path: string | undefined, source: Pick<CardSource, 'cards' | 'turns'>) {
  return path === undefined ? [] : testCardsOnFile({ path, ...source });
}

function* inLines(cards: readonly unknown[]): Generator<readonly unknown[]> {
  for (let start = 0; start < cards.length; start += CARDS_PER_LINE) yield cards.slice(start, start + CARDS_PER_LINE);
}

/** Cards that are not on file are left out. */
export async function* testCardsOnFile({ path, cards, turns }: CardSource): AsyncGenerator<readonly CardEntry[]> {
  let cursor = 0;
  for (let read = 0; read < TEST_CARDS_MAX; read += CARDS_PER_LINE) {
    await turns.next();
    const page = await readTestCardPage(path, cursor, CARDS_PER_LINE);
    if (page === undefined) return;
    const shown = await cards.query(
      page.cards.map(({ pan }) => pan),
      false,
    );
    const found: CardEntry[] = [];
    for (const [index, entry] of page.cards.entries()) {
      const card = shown[index];
      if (card === undefined) continue;
      if (card.pinTriesUsed > 0) await cards.change(card.token, { unblockPin: true });
      const { status, profile, expiry, ledgerMinor, holdsMinor } = card;
      found.push({ ...entry, status, profile, expiry, balanceMinor: Math.max(0, ledgerMinor - holdsMinor) });
    }
    yield found;
    cursor = page.cursor;
    if (cursor === 0) return;
  }
}
