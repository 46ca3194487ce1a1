/** GET /v1/journal: the newest decisions in the store. */
import { type HttpParts, responses, type ZodFastify } from '../parts.ts';
import { JOURNAL, JOURNAL_QUERY } from '../schema/journal.ts';

export function journalRoutes(app: ZodFastify, { store }: HttpParts): void {
  app.get('/v1/journal', { schema: { querystring: JOURNAL_QUERY, response: responses({ 200: JOURNAL }) } }, async ({ query }) => ({
    entries: await store.journal(query.limit),
  }));
}
