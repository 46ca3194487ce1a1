/** The history of a card from a log of many segments, which goes on being written. */
import { expect, it } from 'vitest';
import type { Files } from '../../../../src/limits/stores/file/files.ts';
import { HEAD_BLOCK_BYTES } from '../../../../src/limits/stores/file/log/segment.ts';
import { openTestStore } from '../../../support/file-stores.ts';
import { SimulatedFiles } from '../../../support/simulated-files.ts';
import { historyOf } from '../conformance/history-cases.ts';
import { World } from '../conformance/world.ts';

const SMALL = { segmentBytes: 16_384 };
const simulated = (): SimulatedFiles => new SimulatedFiles({ random: () => 0 });
const amounts = async (world: World, entriesMax = 50): Promise<readonly number[]> =>
  (await historyOf(world, entriesMax)).map(({ amountMinor }) => amountMinor);

/** Spends of 1 to so many øre, one after another, each with one of another card. */
async function spend(world: World, other: World, from: number, to: number): Promise<void> {
  for (let amountMinor = from; amountMinor <= to; amountMinor += 1) {
    await world.decide(world.attempt({ amountMinor }), 'approved');
    await other.decide(other.attempt({ amountMinor: 9 }), 'approved');
  }
}

function downFrom(to: number, from = 1): readonly number[] {
  return Array.from({ length: to - from + 1 }, (_, n) => to - n);
}

/** The files, and how many bytes were read since it was set to 0. */
function counted(files: Files): Files & { bytesRead: number } {
  const counting = {
    ...files,
    path: files.path,
    list: () => files.list(),
    rename: (from: string, to: string) => files.rename(from, to),
    remove: (name: string) => files.remove(name),
    size: (name: string) => files.size(name),
    makeFolder: (name: string) => files.makeFolder(name),
    bytesRead: 0,
    open: async (...asked: Parameters<Files['open']>) => {
      const file = await files.open(...asked);
      return {
        ...file,
        read: async (bytes: Buffer, offset: number) => {
          const read = await file.read(bytes, offset);
          counting.bytesRead += read;
          return read;
        },
      };
    },
  };
  return counting;
}

it('is whole over many segments, before and after a restart, and goes on', async () => {
  const files = simulated();
  let store = await openTestStore(files, SMALL);
  const [world, other] = [new World(store), new World(store)];
  await world.issue();
  await other.issue();
  await spend(world, other, 1, 150);
  expect((await files.list()).filter((name) => name.startsWith('log-')).length).toBeGreaterThan(3);
  for (const entriesMax of [1, 3, 50, 1_000]) expect(await amounts(world, entriesMax)).toEqual([...downFrom(150), 10_000_000]);
  expect(await store.cards.historyFromMs(world.token)).toBe(0);
  await store.close();
  store = await openTestStore(files.kill(), SMALL);
  const [again, otherAgain] = [new World(store, world.token), new World(store, other.token)];
  expect(await amounts(again)).toEqual([...downFrom(150), 10_000_000]);
  await spend(again, otherAgain, 151, 160);
  expect(await amounts(again)).toEqual([...downFrom(160), 10_000_000]);
  await store.close();
});

it('of a quiet card begins where the card was used last, however much was written since', async () => {
  const files = counted(simulated());
  const store = await openTestStore(files, SMALL);
  const [quiet, busy, third] = [new World(store), new World(store), new World(store)];
  for (const world of [quiet, busy, third]) await world.issue();
  await quiet.decide(quiet.attempt({ amountMinor: 3 }), 'approved');
  await spend(busy, third, 1, 250);
  files.bytesRead = 0;
  expect(await amounts(quiet)).toEqual([3, 10_000_000]);
  // The heads of some segments, and the first segment; the log is some ten times as long.
  expect(files.bytesRead).toBeLessThan(5 * HEAD_BLOCK_BYTES + 2 * SMALL.segmentBytes);
  await store.close();
});

it('is found in batches that are longer than what is read at once', async () => {
  const store = await openTestStore(simulated());
  const [world, other] = [new World(store), new World(store)];
  await world.issue();
  await other.issue();
  const decisions: unknown[] = [];
  for (let amountMinor = 1; amountMinor <= 1_500; amountMinor += 1) {
    decisions.push(store.decide(world.attempt({ amountMinor })), store.decide(other.attempt({ amountMinor: 1 })));
  }
  await Promise.all(decisions);
  expect(await amounts(world, 400)).toEqual([...downFrom(1_500), 10_000_000]);
  await store.close();
});

it('says from when on it is complete once the oldest segments are dropped, and a cursor into them ends it', async () => {
  let nowMs = Date.UTC(2026, 0, 1);
  const options = { ...SMALL, snapshotEveryRecords: 40, nowMs: () => nowMs, identity: { tokenCheck: 'test', clock: 'wall' as const } };
  const files = simulated();
  const store = await openTestStore(files, { ...options, journalKeep: { ageMs: 3_600_000, bytes: 1e9 } });
  const [world, other] = [new World(store), new World(store)];
  await world.issue();
  await other.issue();
  const at = { instantMs: 0 };
  const spends = async (count: number): Promise<void> => {
    for (let n = 0; n < count; n += 1) {
      nowMs += 60_000;
      await world.decide(world.attempt({ ...at, amountMinor: 5 }), 'approved');
      await other.decide(other.attempt({ ...at, amountMinor: 5 }), 'approved');
    }
  };
  await spends(20);
  expect(await store.cards.historyFromMs(world.token)).toBe(0);
  let old = '';
  do {
    const piece = await store.cards.history(world.token, { cursor: old, entriesMax: 1 });
    if (piece?.cursor === '') break;
    old = piece?.cursor ?? expect.unreachable();
  } while (old !== '');
  await spends(200);
  const history = await historyOf(world, 50);
  const fromMs = (await store.cards.historyFromMs(world.token)) ?? 0;
  expect(fromMs).toBeGreaterThan(Date.UTC(2026, 0, 1));
  expect(history.at(-1)?.event).toBe('spend');
  expect(history.at(-1)?.atMs).toBeGreaterThanOrEqual(fromMs);
  // Complete from then on: a spend a minute.
  expect(history.length).toBe(1 + (nowMs - (history.at(-1)?.atMs ?? 0)) / 60_000);
  expect((history.at(-1)?.atMs ?? 0) - fromMs).toBeLessThanOrEqual(60_000);
  expect(await store.cards.history(world.token, { cursor: old, entriesMax: 9 })).toMatchObject({ entries: [], cursor: '' });
  await store.close();
});

it('passes over what is damaged, and refuses a cursor that points between batches', async () => {
  const files = simulated();
  const store = await openTestStore(files, SMALL);
  const [world, other] = [new World(store), new World(store)];
  await world.issue();
  await other.issue();
  await spend(world, other, 1, 60);
  const [first = ''] = (await files.list()).filter((name) => name.startsWith('log-')).sort();
  const file = await files.open(first, 'readWrite');
  await file.write(Buffer.alloc(400, 0xab), HEAD_BLOCK_BYTES + 3_000);
  const found = await amounts(world, 7);
  expect(found.length).toBeGreaterThan(55);
  expect(found.length).toBeLessThan(61);
  expect(downFrom(60)).toEqual(expect.arrayContaining(found.slice(0, -1)));
  expect([...found.slice(0, -1)]).toEqual(found.slice(0, -1).toSorted((a, b) => b - a));
  const piece = await store.cards.history(world.token, { cursor: '', entriesMax: 2 });
  const [segment, end, record] = (piece?.cursor ?? '').split('-').map(Number);
  for (const cursor of [
    `${segment}-${Number(end) - 1}-${record}`,
    `${segment}-1-${record}`,
    `${segment}-99999999-${record}`,
    `${Number(segment) + 1}-${end}-${record}`,
  ]) {
    expect(await store.cards.history(world.token, { cursor, entriesMax: 9 })).toBeUndefined();
  }
  await store.close();
});
