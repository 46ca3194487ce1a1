/**
 * POST /v1/cards: issues cards. The answer is one JSON object, or, for `accept:
 * application/x-ndjson`, a line for each card once it is on file, and a last line with the count.
 */

import type { ServerResponse } from 'node:http';
import type { CardEntry } from '../../cards/card-entry.ts';
import type { IssuedCards } from '../../issuing/card-api.ts';
import type { CardService } from '../../issuing/card-service.ts';
import type { CardOrder } from '../../issuing/issue-cards.ts';
import { pluralize } from '../../protocol/plural.ts';
import { listPieces, sendPieces } from '../answer-pieces.ts';
import { NDJSON_TYPE } from '../body/content-types.ts';
import { ClientGoneError } from '../error.ts';
import { problemOf } from '../error-answer.ts';
import { type RouteParts, responses, type ZodFastify } from '../parts.ts';
import { problemBody } from '../problem.ts';
import { ISSUED, ORDER } from '../schema/card.ts';

/** Larger orders count as large requests. */
const SMALL_ORDER_CARDS = 1_000;

/** An error after the first line becomes the last line. */
async function* lines(cards: CardService, order: CardOrder, seed: string, onProblem: () => void): AsyncGenerator<string> {
  let created = 0;
  try {
    for await (const batch of cards.issueInBatches(order, seed)) {
      created += batch.created;
      yield batch.cards.map((card) => `${JSON.stringify(card)}\n`).join('');
    }
  } catch (thrown) {
    const problem = thrown instanceof Error ? problemOf(thrown) : undefined;
    if (problem === undefined) throw thrown;
    onProblem();
    yield `${JSON.stringify(problemBody(problem))}\n`;
    return;
  }
  yield `${JSON.stringify({ created })}\n`;
}

/** All cards of an order. Rejects with a ClientGoneError when the client leaves: the cards so far are on file then. */
async function issued(batches: AsyncIterable<IssuedCards>, response: ServerResponse): Promise<IssuedCards> {
  const cards: CardEntry[] = [];
  let created = 0;
  for await (const batch of batches) {
    if (response.destroyed) throw new ClientGoneError();
    cards.push(...batch.cards);
    created += batch.created;
  }
  return { cards, created };
}

export function issueRoutes(app: ZodFastify, { cards, turns, large }: RouteParts): void {
  app.post('/v1/cards', { schema: { body: ORDER, response: responses({ 201: ISSUED }) } }, async (request, reply) => {
    const { body, headers, keyed } = request;
    const onProblem = (): void => {
      if (keyed !== undefined) keyed.brokeOff = true;
    };
    const { seed, ...order } = body;
    request.subject = pluralize(order.count, 'card');
    reply.status(201);
    const answer = async (): Promise<typeof reply> => {
      if (headers.accept === NDJSON_TYPE) return sendPieces(reply, lines(cards, order, seed, onProblem), NDJSON_TYPE);
      return sendPieces(reply, listPieces('cards', await issued(cards.issueInBatches(order, seed), reply.raw), { turns }));
    };
    return order.count > SMALL_ORDER_CARDS ? large.run(reply.raw, answer) : answer();
  });
}
