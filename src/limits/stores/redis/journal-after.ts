/**
 * The journal from a position on, of all partitions together and in one order: by the time of the
 * Redis server, then the number within the millisecond, then the partition. A position is
 * `<ms>-<n>-<partition>`, the last entry that was read.
 *
 * Nothing is read of the millisecond that is not over: an entry that comes before one that was
 * given out would be lost.
 */
import { Cluster } from 'ioredis';
import type { JournalPiece, JournalRange } from '../../store.ts';
import type { RedisClient } from './client.ts';
import { type KeySpace, PARTITIONS, partitionOf } from './keys.ts';
import { journalEntry } from './records.ts';

const POSITION = /^(\d{1,15})-(\d{1,15})-(\d{1,2})$/;
/** More entries than a server makes in a millisecond. */
const NUMBER_MAX = 999_999_999_999_999;
const PAGE_ENTRIES_MIN = 20;

interface Position {
  readonly ms: number;
  readonly n: number;
  readonly partition: number;
}

interface PlacedEntry extends Position {
  readonly fields: readonly string[];
}

/** The end of the last millisecond that is over on every server. */
export async function journalEnd(client: RedisClient): Promise<string> {
  const nodes = client instanceof Cluster ? client.nodes('master') : [client];
  const times = await Promise.all(nodes.map((node) => node.time()));
  const nowMs = Math.min(...times.map(([seconds, micros]) => Number(seconds) * 1_000 + Math.floor(Number(micros) / 1_000)));
  return positionText({ ms: nowMs - 1, n: NUMBER_MAX, partition: PARTITIONS - 1 });
}

/** Undefined for what is no position. */
export async function journalAfter(
  client: RedisClient,
  keys: KeySpace,
  { after, upTo, entriesMax }: JournalRange,
): Promise<JournalPiece | undefined> {
  const [from, to] = [positionOf(after), positionOf(upTo)];
  if (from === undefined || to === undefined) return undefined;
  // A server's clock may go back: then there is nothing new for a while.
  if (byTime(from, to) >= 0) return { entries: [], position: after, missed: 0 };
  const pageSize = Math.max(PAGE_ENTRIES_MIN, Math.ceil((2 * entriesMax) / PARTITIONS));
  const pages = await Promise.all(
    Array.from({ length: PARTITIONS }, async (_, partition) => {
      const start = `${partition > from.partition ? '' : '('}${from.ms}-${from.n}`;
      const end = `${partition > to.partition ? '(' : ''}${to.ms}-${to.n}`;
      const page = await client.xrange(keys.journalOf(partition), start, end, 'COUNT', pageSize);
      return page.map(([id, fields]): PlacedEntry => ({ ...idOf(id), partition, fields }));
    }),
  );
  // What is behind the end of a full page is not known.
  const ends = pages.flatMap((page) => (page.length < pageSize ? [] : page.slice(-1)));
  const known = ends.reduce<Position>((least, end) => (byTime(end, least) < 0 ? end : least), to);
  const found = pages.flat().filter((entry) => byTime(entry, known) <= 0);
  const kept = found.sort(byTime).slice(0, entriesMax);
  const last = kept.length < found.length ? kept.at(-1) : known;
  const entries = kept.map((entry) => journalEntry(positionText(entry), entry.fields));
  return { entries, position: positionText(last ?? known), missed: 0 };
}

/** The id of an entry as a position. */
export function placedId(id: string, cardToken: string): string {
  return positionText({ ...idOf(id), partition: partitionOf(cardToken) });
}

/** Whether an entry with that id is not behind a position. */
export function isUpTo(id: string, position: string): boolean {
  const [entry, end] = [positionOf(id), positionOf(position)];
  return entry !== undefined && end !== undefined && byTime(entry, end) <= 0;
}

function idOf(id: string): { readonly ms: number; readonly n: number } {
  const [ms = '', n = ''] = id.split('-');
  return { ms: Number(ms), n: Number(n) };
}

function positionOf(text: string): Position | undefined {
  const [, ms, n, partition] = POSITION.exec(text) ?? [];
  const position = { ms: Number(ms), n: Number(n), partition: Number(partition) };
  return ms === undefined || position.partition >= PARTITIONS ? undefined : position;
}

function positionText({ ms, n, partition }: Position): string {
  return `${ms}-${n}-${partition}`;
}

function byTime(a: Position, b: Position): number {
  return a.ms - b.ms || a.n - b.n || a.partition - b.partition;
}
