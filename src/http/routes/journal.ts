/** GET /v1/journal: the newest decisions in the store. */
import { shownKey } from '../../authorizer/keys.ts';
import { withoutCardData } from '../../cards/card-data/card-data.ts';
import type { JournalEntry } from '../../limits/store.ts';
import { sendList } from '../answer-pieces.ts';
import { type RouteParts, responses, type ZodFastify } from '../parts.ts';
import { JOURNAL, JOURNAL_QUERY } from '../schema/journal.ts';

/** A terminal id may hold anything, even card data. */
function shown(entry: JournalEntry): JournalEntry {
  return { ...entry, key: shownKey(entry.key), terminalId: withoutCardData(entry.terminalId) };
}

export function journalRoutes(app: ZodFastify, { store, turns }: RouteParts): void {
  const schema = { querystring: JOURNAL_QUERY, response: responses({ 200: JOURNAL }) };
  app.get('/v1/journal', { schema }, async ({ query }, reply) => {
    await turns.next();
    return sendList(reply, 'entries', { entries: await store.journal(query.limit) }, { turns, show: shown });
  });
}
