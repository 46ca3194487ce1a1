import { type HttpParts, responses, type ZodFastify } from '../parts.ts';
import { JOURNAL, JOURNAL_QUERY } from '../schema/journal.ts';

/** The newest decisions as the store keeps them. */
export function journalRoutes(app: ZodFastify, { store }: HttpParts): void {
  app.get('/v1/journal', { schema: { querystring: JOURNAL_QUERY, response: responses({ 200: JOURNAL }) } }, async ({ query }) => ({
    entries: await store.journal(query.limit),
  }));
}
