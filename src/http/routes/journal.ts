/** GET /v1/journal: the newest decisions in the store. */
import { shownEntry } from '../../issuing/shown-entry.ts';
import { sendList } from '../answer-pieces.ts';
import { type RouteParts, responses, type ZodFastify } from '../parts.ts';
import { JOURNAL, JOURNAL_QUERY } from '../schema/journal.ts';

export function journalRoutes(app: ZodFastify, { store, turns }: RouteParts): void {
  const schema = { querystring: JOURNAL_QUERY, response: responses({ 200: JOURNAL }) };
  app.get('/v1/journal', { schema }, async ({ query }, reply) => {
    await turns.next();
    return sendList(reply, 'entries', { entries: await store.journal(query.limit) }, { turns, show: shownEntry });
  });
}
