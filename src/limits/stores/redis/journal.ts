/**
 * Reads the journal: one stream for each partition, with every decision and change of its cards.
 */
import type { JournalEntry } from '../../store.ts';
import { type RedisClient, toStoreError } from './client.ts';
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

  /** Of all partitions together, oldest first. Rejects with a StoreError. */
  async newest(entriesMax: number): Promise<readonly JournalEntry[]> {
    try {
      const streams = await Promise.all(
        Array.from({ length: PARTITIONS }, (_, partition) =>
          this.#client.xrevrange(this.#keys.journalOf(partition), '+', '-', 'COUNT', String(entriesMax)),
        ),
      );
      const entries = streams.flat().map(([id, fields]) => journalEntry(id, fields));
      return entries.sort((a, b) => compareStreamIds(a.id, b.id)).slice(-entriesMax);
    } catch (error) {
      throw toStoreError(error, this.#address);
    }
  }
}

/** Stream ids are `<ms>-<n>`. */
function compareStreamIds(a: string, b: string): number {
  const [aMs = '', aN = ''] = a.split('-');
  const [bMs = '', bN = ''] = b.split('-');
  return Number(aMs) - Number(bMs) || Number(aN) - Number(bN);
}
