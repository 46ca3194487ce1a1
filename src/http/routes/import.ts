/** POST /v1/cards/import: cards of any number, read and put on file as they arrive. */
import { pluralize } from '../../protocol/plural.ts';
import { BODY_LIMITS } from '../body/body-limits.ts';
import { isLines } from '../body/content-types.ts';
import { bodyChunks } from '../body/read-body.ts';
import { fingerprinted } from '../idempotency/idempotency.ts';
import { CardLines } from '../import/card-lines.ts';
import { CardList } from '../import/card-list.ts';
import { importCards } from '../import/import-cards.ts';
import { type RouteParts, responses, type ZodFastify } from '../parts.ts';
import { IMPORTED } from '../schema/card.ts';

export function importRoutes(app: ZodFastify, { cards, turns, large, bodyTimeoutMs }: RouteParts): void {
  const options = { config: { bodyLimit: 'import' }, schema: { response: responses({ 200: IMPORTED }) } } as const;
  app.post('/v1/cards/import', options, async (request, reply) => {
    const { raw, headers } = request;
    return large.run(reply.raw, async () => {
      const chunks = fingerprinted(request, bodyChunks(raw, BODY_LIMITS.import, bodyTimeoutMs));
      const imported = await importCards(chunks, isLines(headers['content-type']) ? new CardLines() : new CardList(), cards, turns.slice());
      request.subject = pluralize(imported.count, 'card');
      return imported;
    });
  });
}
