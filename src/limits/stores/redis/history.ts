/**
 * The history of one card: the stream of its partition, read from its end in pages, of which the
 * entries of the card are taken. A cursor is the id of the last entry that was looked at.
 */
import { MINUTE_MS } from '../../../config/duration.ts';
import type { HistoryPiece, HistoryQuery, JournalEntry } from '../../store.ts';
import type { RedisClient } from './client.ts';
import type { KeySpace } from './keys.ts';
import { journalEntry } from './records.ts';

/** What is parsed in one step. */
const PAGE_ENTRIES = 100;
const CURSOR = /^\d{1,15}-\d{1,15}$/;

/** Undefined for what is no cursor. */
export async function historyPiece(
  client: RedisClient,
  keys: KeySpace,
  token: string,
  { cursor, entriesMax }: HistoryQuery,
): Promise<HistoryPiece | undefined> {
  if (cursor !== '' && !CURSOR.test(cursor)) return undefined;
  const end = cursor === '' ? '+' : `(${cursor}`;
  const page = await client.xrevrange(keys.journal(token), end, '-', 'COUNT', String(PAGE_ENTRIES));
  const entries: JournalEntry[] = [];
  const last = page.at(-1);
  const isEnd = last === undefined || page.length < PAGE_ENTRIES;
  const olderUntilMs = page.every(([id, fields]) => isOnWallClock(id, fields)) ? msOf(last?.[0]) : undefined;
  for (const [index, [id, fields]] of page.entries()) {
    if (fieldOf(fields, 'card') !== token) continue;
    const entry = journalEntry(id, fields);
    entries.push(entry);
    if (entry.event === 'issue' || (isEnd && index === page.length - 1)) return { entries, cursor: '', olderUntilMs };
    if (entries.length === entriesMax) return { entries, cursor: id, olderUntilMs };
  }
  return { entries, cursor: isEnd ? '' : last[0], olderUntilMs };
}

/** On a message clock the entries are not in the order of their own times. */
function isOnWallClock(id: string, fields: readonly string[]): boolean {
  return Math.abs((msOf(id) ?? 0) - Number(fieldOf(fields, 'at'))) < MINUTE_MS;
}

/** Ids of a stream are `<ms>-<n>`. */
function msOf(id: string | undefined): number | undefined {
  return id === undefined ? undefined : Number.parseInt(id, 10);
}

function fieldOf(fields: readonly string[], name: string): string | undefined {
  for (let at = 0; at + 1 < fields.length; at += 2) if (fields[at] === name) return fields[at + 1];
  return undefined;
}

/**
 * The instant of the oldest entry of the card's stream; 0 when none was dropped. Undefined when the
 * user of Redis may not ask (`+xrange`, `+xinfo`).
 */
export async function streamFromMs(client: RedisClient, keys: KeySpace, token: string): Promise<number | undefined> {
  const key = keys.journal(token);
  try {
    const [oldest] = await client.xrange(key, '-', '+', 'COUNT', 1);
    if (oldest === undefined) return 0;
    const facts: unknown = await client.xinfo('STREAM', key);
    const pairs: readonly unknown[] = Array.isArray(facts) ? facts : [];
    const fact = (name: string): number => Number(pairs[pairs.indexOf(name) + 1]);
    return fact('entries-added') === fact('length') ? 0 : journalEntry(...oldest).atMs;
  } catch (error) {
    if (String(error).includes('NOPERM')) return undefined;
    throw error;
  }
}
