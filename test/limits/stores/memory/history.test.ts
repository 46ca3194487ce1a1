import { expect, it } from 'vitest';
import { createMemoryStore } from '../../../../src/limits/stores/memory/store.ts';
import { historyOf } from '../conformance/history-cases.ts';
import { T0, TEST_PROFILES, World } from '../conformance/world.ts';

it('holds what the journal holds, and says from when on it is complete', async () => {
  const store = createMemoryStore({ profiles: TEST_PROFILES, nowMs: () => T0, journalEntriesMax: 10 });
  const [world, other] = [new World(store), new World(store)];
  await world.issue();
  await other.issue();
  for (let n = 1; n <= 4; n += 1) {
    await world.decide(world.attempt({ amountMinor: n, instantMs: T0 + n }), 'approved');
    await other.decide(other.attempt({ instantMs: T0 + n }), 'approved');
  }
  expect(await store.cards.historyFromMs(world.token)).toBe(0);
  expect((await historyOf(world, 2)).map(({ event }) => event)).toEqual(['spend', 'spend', 'spend', 'spend', 'issue']);
  await world.decide(world.attempt({ amountMinor: 5, instantMs: T0 + 5 }), 'approved');
  await other.decide(other.attempt({ instantMs: T0 + 5 }), 'approved');
  await world.decide(world.attempt({ amountMinor: 6, instantMs: T0 + 6 }), 'approved');
  expect((await historyOf(world, 2)).map(({ amountMinor }) => amountMinor)).toEqual([6, 5, 4, 3, 2]);
  expect(await store.cards.historyFromMs(world.token)).toBe(T0 + 1);
});

it('refuses the cursor of an earlier process', async () => {
  const open = () => createMemoryStore({ profiles: TEST_PROFILES, nowMs: () => T0 });
  const before = new World(open());
  await before.issue();
  await before.decide(before.attempt(), 'approved');
  const piece = await before.store.cards.history(before.token, { cursor: '', entriesMax: 1 });
  const after = new World(open(), before.token);
  await after.issue();
  expect(await after.store.cards.history(after.token, { cursor: piece?.cursor ?? '', entriesMax: 1 })).toBeUndefined();
});
