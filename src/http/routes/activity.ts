/**
 * GET /v1/activity: the newest decisions, as server-sent events for `accept: text/event-stream`,
 * otherwise as JSON from a position on.
 */
import type { z } from 'zod';
import { shownEntry } from '../../issuing/shown-entry.ts';
import type { JournalEntry } from '../../limits/store.ts';
import { matches } from '../activity/filter.ts';
import { sendList } from '../answer-pieces.ts';
import { HttpError } from '../error.ts';
import { type RouteParts, responses, type ZodFastify } from '../parts.ts';
import { ACTIVITY, ACTIVITY_QUERY, POSITION } from '../schema/activity.ts';

type Query = z.infer<typeof ACTIVITY_QUERY>;
type Answer = z.infer<typeof ACTIVITY>;

const STREAM_TYPE = 'text/event-stream';
/** Copied from the journal in one step. */
const PIECE_ENTRIES = 250;
/** One request looks no further for entries that match. */
const PIECES_MAX = 80;

/** A browser sends the id of the last event that it got when it connects again. */
function positionOf({ after }: Query, lastEventId: string | string[] | undefined): string | undefined {
  if (lastEventId === undefined || lastEventId === '') return after;
  const position = POSITION.safeParse(lastEventId);
  if (position.success) return position.data;
  throw new HttpError('badRequest', 'In the headers, last-event-id: must be the id of an event of this stream; leave it out to begin now.');
}

async function entriesAfter({ store, turns }: RouteParts, { limit, ...query }: Query): Promise<Answer> {
  const upTo = await store.journalEnd();
  const entries: JournalEntry[] = [];
  // Without a position: the newest, and those that match of them.
  let after = query.after ?? '';
  let missed = 0;
  for (let pieces = 0; pieces < PIECES_MAX && after !== upTo && entries.length < limit; pieces += 1) {
    await turns.next();
    const entriesMax = after === '' ? limit : Math.min(PIECE_ENTRIES, limit - entries.length);
    const piece = await store.journalAfter({ after, upTo, entriesMax });
    if (piece === undefined)
      throw new HttpError('badRequest', 'In the querystring, after: is no position of this journal; start without it.');
    for (const entry of piece.entries) if (matches(query, entry)) entries.push(entry);
    missed += piece.missed;
    if (piece.position === after) break;
    after = piece.position;
  }
  return { entries, position: after, missed };
}

export function activityRoutes(app: ZodFastify, parts: RouteParts): void {
  const { activity, store, turns } = parts;
  const schema = { querystring: ACTIVITY_QUERY, response: responses({ 200: ACTIVITY }) };
  app.get('/v1/activity', { schema, exposeHeadRoute: false }, async ({ query, headers }, reply) => {
    if (headers.accept?.includes(STREAM_TYPE) !== true) {
      return sendList(reply, 'entries', await entriesAfter(parts, query), { turns, show: shownEntry });
    }
    const position = positionOf(query, headers['last-event-id']);
    activity.mustHaveRoom();
    const start = position ?? (await store.journalEnd());
    if (reply.raw.destroyed) return reply;
    activity.mustHaveRoom();
    reply.hijack();
    activity.open(reply.raw, { filter: query, position: start, isResumed: position !== undefined });
    return reply;
  });
}
