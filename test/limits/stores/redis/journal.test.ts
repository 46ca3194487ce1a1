import { expect, test } from 'vitest';
import type { RedisClient } from '../../../../src/limits/stores/redis/client.ts';
import { RedisJournal } from '../../../../src/limits/stores/redis/journal.ts';
import { KeySpace, PARTITIONS } from '../../../../src/limits/stores/redis/keys.ts';

const keys = new KeySpace('t');

/** Streams of ascending ids, and the number of entries that were read from them. */
function streamsOf(idsOf: (partition: number) => readonly string[]): { journal: RedisJournal; read: () => number } {
  let read = 0;
  const streams = new Map(Array.from({ length: PARTITIONS }, (_, partition) => [keys.journalOf(partition), idsOf(partition)]));
  const xrevrange = async (key: string, end: string, _start: string, _count: string, count: string): Promise<unknown> => {
    const ids = streams.get(key) ?? [];
    const from = end === '+' ? ids.length : ids.indexOf(end.slice(1));
    const page = ids.slice(Math.max(0, from - Number(count)), from).reverse();
    read += page.length;
    return page.map((id) => [id, ['at', id.split('-')[0] ?? '']]);
  };
  const client: unknown = { xrevrange };
  return { journal: new RedisJournal(client as RedisClient, 'test', keys), read: () => read };
}

test('the newest of streams of the same length need a page of each, not all that is asked for', async () => {
  const { journal, read } = streamsOf((partition) => Array.from({ length: 500 }, (_, n) => `${1_000 + n}-${partition}`));
  const entries = await journal.newest(1_000);
  const all = Array.from({ length: 500 * PARTITIONS }, (_, at) => `${1_000 + Math.floor(at / PARTITIONS)}-${at % PARTITIONS}`);
  expect(entries.map(({ id }) => id)).toEqual(all.slice(-1_000));
  expect(read()).toBeLessThan(3 * 1_000);
});

test('one stream that has all the newest is read further, the others are not', async () => {
  const { journal, read } = streamsOf((partition) => Array.from({ length: 2_000 }, (_, n) => `${(partition === 7 ? 100_000 : 0) + n}-0`));
  const entries = await journal.newest(1_000);
  expect(entries.map(({ id }) => id)).toEqual(Array.from({ length: 1_000 }, (_, n) => `${101_000 + n}-0`));
  expect(read()).toBeLessThan(2 * 1_000 + 64 * 40);
});

test('short and empty streams end by themselves', async () => {
  const { journal } = streamsOf((partition) => (partition % 2 === 0 ? [] : [`${partition}-0`]));
  expect(await journal.newest(100)).toHaveLength(PARTITIONS / 2);
  expect((await journal.newest(3)).map(({ id }) => id)).toEqual(['59-0', '61-0', '63-0']);
});
