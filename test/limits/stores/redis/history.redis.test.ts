import { afterAll, beforeAll, expect, it } from 'vitest';
import { BUILT_IN_PROFILES } from '../../../../src/limits/rules/profile.ts';
import type { Store } from '../../../../src/limits/store.ts';
import { createRedisStore } from '../../../../src/limits/stores/redis/store.ts';
import { describeRedis, sharedRedis } from '../../../support/redis-suite.ts';
import { historyOf } from '../conformance/history-cases.ts';
import { World } from '../conformance/world.ts';

/** All in one partition. */
const TOKENS = ['00', '40', '80'].map((start) => start + 'a'.repeat(30));

describeRedis('the history of a card in Redis', () => {
  let store: Store;
  beforeAll(async () => {
    store = await createRedisStore({ ...sharedRedis(), profiles: BUILT_IN_PROFILES, journalEntriesMax: 300 });
  });
  afterAll(() => store.close());

  it('is read over several pages of a stream of other cards, until the stream is trimmed', async () => {
    const [world, other, busy] = TOKENS.map((token) => new World(store, token)) as [World, World, World];
    for (const each of [world, other, busy]) await each.issue();
    const now = { instantMs: 0 };
    await world.decide(world.attempt({ ...now, amountMinor: 1 }), 'approved');
    for (let n = 0; n < 120; n += 1) await other.decide(other.attempt({ ...now, amountMinor: 1 }), 'approved');
    await world.decide(world.attempt({ ...now, amountMinor: 2 }), 'approved');
    for (let n = 0; n < 120; n += 1) await other.decide(other.attempt({ ...now, amountMinor: 1 }), 'approved');
    expect((await historyOf(world, 9)).map(({ amountMinor }) => amountMinor)).toEqual([2, 1, 10_000_000]);
    expect((await historyOf(world, 1)).map(({ amountMinor }) => amountMinor)).toEqual([2, 1, 10_000_000]);
    expect(await store.cards.historyFromMs(world.token)).toBe(0);
    const sent = Array.from({ length: 600 }, () => busy.decide(busy.attempt({ ...now, amountMinor: 1 })));
    await Promise.all(sent);
    const fromMs = (await store.cards.historyFromMs(world.token)) ?? 0;
    expect(fromMs).toBeGreaterThan(0);
    // Trimmed to whole nodes of the stream: to a little more than asked for.
    expect(await historyOf(world, 9)).toEqual([]);
    const kept = await historyOf(busy, 50);
    expect(kept.length).toBeGreaterThanOrEqual(300);
    expect(kept.at(-1)?.atMs).toBeGreaterThanOrEqual(fromMs);
  });
});
