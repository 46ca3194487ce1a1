/**
 * GET /v1/test-cards: PANs and PINs of the cards that this server issued or loaded, for the
 * terminal of the console. Only with test keys, and only for programs on the same machine.
 */
import type { CardEntry } from '../../cards/card-entry.ts';
import { cardKindOf, utcMonthOf } from '../../cards/card-mix.ts';
import { readTestCardPage } from '../../cards/test-card-page.ts';
import { isLoopback } from '../../config/quantity.ts';
import type { ShownCard } from '../../issuing/card-api.ts';
import { sendList } from '../answer-pieces.ts';
import { HttpError } from '../error.ts';
import { type RouteParts, responses, type ZodFastify } from '../parts.ts';
import { TEST_CARD_PAGE, TEST_CARD_QUERY, type TestCard } from '../schema/test-card.ts';

function shown(entry: CardEntry, onFile: ShownCard | undefined, nowMs: number): TestCard {
  const { status, profile, expiry, ledgerMinor, holdsMinor } = onFile ?? { ...entry, ledgerMinor: entry.balanceMinor, holdsMinor: 0 };
  const kind = cardKindOf({ ...entry, status, profile, expiry, balanceMinor: ledgerMinor - holdsMinor }, utcMonthOf(nowMs));
  return { ...entry, kind, onFile: onFile ?? null };
}

export function testCardRoutes(app: ZodFastify, { cards, testCards, turns, clock }: RouteParts): void {
  const schema = { querystring: TEST_CARD_QUERY, response: responses({ 200: TEST_CARD_PAGE }) };
  app.get('/v1/test-cards', { schema }, async ({ query, raw }, reply) => {
    if (testCards === undefined) {
      throw new HttpError('noTestCards', 'This server keeps no test cards; they need test keys and the setting testCards.');
    }
    if (!isLoopback(raw.socket.remoteAddress ?? '')) {
      throw new HttpError('loopbackOnly', 'PANs and PINs of test cards are given on the same machine only; ask from there.');
    }
    await turns.next();
    const page = await readTestCardPage(testCards.path, Number(query.cursor), query.limit);
    if (page === undefined) {
      throw new HttpError(
        'badRequest',
        'In the querystring, cursor: is of no page of this file, which may have changed; start without one.',
      );
    }
    const onFile = await cards.query(
      page.cards.map(({ pan }) => pan),
      false,
    );
    const found = page.cards.map((entry, index) => ({ entry, card: onFile[index] }));
    const answer = { cards: found, cursor: page.cursor === 0 ? '' : String(page.cursor) };
    return sendList(reply, 'cards', answer, { turns, show: ({ entry, card }) => shown(entry, card, clock.nowMs()) });
  });
}
