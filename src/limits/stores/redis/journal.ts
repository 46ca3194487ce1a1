/**
 * Reads the journal: one stream for each partition, with every decision and change of its cards.
 */
import type { JournalEntry, JournalPiece, JournalRange } from '../../store.ts';
import { type RedisClient, toStoreError } from './client.ts';
import { isUpTo, journalAfter, journalEnd, placedId } from './journal-after.ts';
import { type KeySpace, PARTITIONS } from './keys.ts';
import { journalEntry } from './records.ts';

export class RedisJournal {
  readonly #client: RedisClient;
  readonly #address: string;
  readonly #keys: KeySpace;

  constructor(client: RedisClient, address: string, keys: KeySpace) {
    this.#client = client;
    this.#address = address;
    this.#keys = keys;
  }

  /**
   * Of all partitions together, oldest first. Rejects with a StoreError. Reads each stream from its
   * end in pages, and only until the newest of all are known: a page of every stream is usually enough.
   */
  async newest(entriesMax: number): Promise<readonly JournalEntry[]> {
    const pageSize = Math.max(PAGE_ENTRIES_MIN, Math.ceil((2 * entriesMax) / PARTITIONS));
    const found: StreamEntry[] = [];
    let open: readonly OpenStream[] = Array.from({ length: PARTITIONS }, (_, partition) => ({ partition, end: '+' }));
    try {
      while (open.length > 0) {
        const pages = await Promise.all(open.map((stream) => this.#page(stream, pageSize)));
        for (const page of pages) for (const entry of page) found.push(entry);
        open = open.flatMap(({ partition }, index) => {
          const oldest = pages[index]?.[pageSize - 1];
          return oldest === undefined ? [] : [{ partition, end: `(${oldest.id}`, oldest }];
        });
        found.sort(byTime).splice(0, Math.max(0, found.length - entriesMax));
        const [last] = found;
        // A stream that goes on before the last entry kept has nothing among the newest any more.
        if (found.length === entriesMax && last !== undefined)
          open = open.filter(({ oldest }) => oldest === undefined || byTime(oldest, last) > 0);
      }
    } catch (error) {
      throw toStoreError(error, this.#address);
    }
    return found.map(({ id, fields }) => journalEntry(id, fields));
  }

  async end(): Promise<string> {
    try {
      return await journalEnd(this.#client);
    } catch (error) {
      throw toStoreError(error, this.#address);
    }
  }

  /** Rejects with a StoreError. */
  async after(range: JournalRange): Promise<JournalPiece | undefined> {
    if (range.after === '') return this.#newestUpTo(range);
    try {
      return await journalAfter(this.#client, this.#keys, range);
    } catch (error) {
      throw toStoreError(error, this.#address);
    }
  }

  async #newestUpTo({ upTo, entriesMax }: JournalRange): Promise<JournalPiece> {
    const placed = (await this.newest(entriesMax)).map((entry) => ({ ...entry, id: placedId(entry.id, entry.cardToken) }));
    return { entries: placed.filter(({ id }) => isUpTo(id, upTo)), position: upTo, missed: 0 };
  }

  /** Newest first. */
  async #page({ partition, end }: OpenStream, pageSize: number): Promise<readonly StreamEntry[]> {
    const page = await this.#client.xrevrange(this.#keys.journalOf(partition), end, '-', 'COUNT', String(pageSize));
    return page.map(([id, fields]) => {
      const [ms = '', n = ''] = id.split('-');
      return { id, fields, ms: Number(ms), n: Number(n) };
    });
  }
}

const PAGE_ENTRIES_MIN = 20;

/** Stream ids are `<ms>-<n>`. */
interface StreamEntry {
  readonly id: string;
  readonly fields: readonly string[];
  readonly ms: number;
  readonly n: number;
}

interface OpenStream {
  readonly partition: number;
  /** Where its next page begins. */
  readonly end: string;
  readonly oldest?: StreamEntry;
}

function byTime(a: StreamEntry, b: StreamEntry): number {
  return a.ms - b.ms || a.n - b.n;
}
