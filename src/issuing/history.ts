/**
 * A page of a card's history. The journal is searched in short steps, between which the event loop
 * serves other work, and only so far: a page may hold few entries or none, and yet have a cursor.
 */
import { DAY_MS } from '../config/duration.ts';
import type { CardStore, JournalEntry } from '../limits/store.ts';
import type { CardHistory, HistoryRequest } from './card-api.ts';
import { shownEntry } from './shown-entry.ts';
import type { Turns } from './turns.ts';

/** In one request: of a file store about 16 MiB of the log. */
const STEPS_MAX = 256;
/** The entries of the store's log are in the order of their time but for a clock that was set back. */
const CLOCK_SET_BACK_MS = DAY_MS;

export interface HistoryParts {
  readonly cards: Pick<CardStore, 'history' | 'historyFromMs'>;
  readonly turns: Turns;
  readonly token: string;
}

/** Undefined for a cursor of no page. */
export async function historyPage(
  { cards, turns, token }: HistoryParts,
  { cursor, limit, sinceMs }: HistoryRequest,
): Promise<CardHistory | undefined> {
  const entries: JournalEntry[] = [];
  let next = cursor;
  for (let step = 0; step < STEPS_MAX && entries.length < limit; step += 1) {
    await turns.next();
    const piece = await cards.history(token, { cursor: next, entriesMax: limit - entries.length });
    if (piece === undefined) return undefined;
    // On a message clock, loads and changes have the time of the machine: the order says nothing.
    for (const entry of piece.entries) if (entry.atMs >= sinceMs) entries.push(shownEntry(entry));
    const isPast = piece.olderUntilMs !== undefined && piece.olderUntilMs < sinceMs - CLOCK_SET_BACK_MS;
    next = isPast ? '' : piece.cursor;
    if (next === '') break;
  }
  return { entries, cursor: next, completeFromMs: (await cards.historyFromMs(token)) ?? null };
}
