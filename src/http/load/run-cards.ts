/**
 * The test cards of this server for a load run, as they are on file now. PIN tries are reset, as
 * `aksept demo` does: cards that an earlier run locked would only be declined.
 */
import type { CardEntry } from '../../cards/card-entry.ts';
import { readTestCardPage } from '../../cards/test-card-page.ts';
import type { CardService } from '../../issuing/card-service.ts';
import type { Turns } from '../../issuing/turns.ts';
import { CARDS_PER_LINE } from './job.ts';

/** The first of the file. */
export const TEST_CARDS_MAX = 10_000;

export interface CardSource {
  readonly path: string;
  readonly cards: Pick<CardService, 'query' | 'change'>;
  readonly turns: Turns;
}

/** Some cards at a time. Cards that are not on file are left out. */
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
