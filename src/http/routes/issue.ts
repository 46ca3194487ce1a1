/**
 * POST /v1/cards: issues cards. The answer is one JSON object, or, for `accept:
 * application/x-ndjson`, a line for each card once it is on file, and a last line with the count.
 */
import type { CardService } from '../../issuing/card-service.ts';
import type { CardOrder } from '../../issuing/issue-cards.ts';

import { listPieces, sendPieces } from '../answer-pieces.ts';
import { NDJSON_TYPE } from '../body/content-types.ts';
import { answerTo } from '../error-answer.ts';
import { type RouteParts, responses, type ZodFastify } from '../parts.ts';
import { ISSUED, ORDER } from '../schema/card.ts';

/** Larger orders count as large requests. */
const SMALL_ORDER_CARDS = 1_000;

/** An error after the first line becomes the last line. */
async function* lines(cards: CardService, order: CardOrder, seed: string): AsyncGenerator<string> {
  let created = 0;
  try {
    for await (const batch of cards.issueInBatches(order, seed)) {
      created += batch.created;
      yield batch.cards.map((card) => `${JSON.stringify(card)}\n`).join('');
    }
  } catch (thrown) {
    const answer = thrown instanceof Error ? answerTo(thrown) : undefined;
    if (answer === undefined) throw thrown;
    yield `${JSON.stringify({ error: answer.error, code: answer.code })}\n`;
    return;
  }
  yield `${JSON.stringify({ created })}\n`;
}

export function issueRoutes(app: ZodFastify, { cards, turns, large }: RouteParts): void {
  app.post('/v1/cards', { schema: { body: ORDER, response: responses({ 201: ISSUED }) } }, async ({ body, headers }, reply) => {
    const { seed, ...order } = body;
    if (order.count > SMALL_ORDER_CARDS) large.enter(reply.raw);
    reply.status(201);
    if (headers.accept === NDJSON_TYPE) return sendPieces(reply, lines(cards, order, seed), NDJSON_TYPE);
    return sendPieces(reply, listPieces('cards', await cards.issue(order, seed), turns));
  });
}
