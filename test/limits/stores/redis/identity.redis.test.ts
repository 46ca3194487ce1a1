/** What a store in Redis says of itself, and the instant that it keeps for a simulated clock. */
import { Redis } from 'ioredis';
import { expect, test } from 'vitest';
import { SimulatedClock } from '../../../../src/limits/clock/simulated-clock.ts';
import type { Store } from '../../../../src/limits/store.ts';
import { createRedisStore, type RedisStoreOptions } from '../../../../src/limits/stores/redis/store.ts';
import { describeRedis, type SharedRedis, sharedRedis } from '../../../support/redis-suite.ts';
import { DAY_MS, T0, TEST_PROFILES, World } from '../conformance/world.ts';

type Wanted = RedisStoreOptions['identity'];
const WALL: Wanted = { tokenCheck: 'aaaaaa', clock: 'wall' };

async function closed(place: SharedRedis, identity?: Wanted): Promise<string | undefined> {
  const store = await createRedisStore({ ...place, profiles: TEST_PROFILES, ...(identity === undefined ? {} : { identity }) });
  await store.close();
  return store.identity;
}

async function simulated(place: SharedRedis, startMs?: number): Promise<{ store: Store; clock: SimulatedClock }> {
  const clock = new SimulatedClock({ startMs });
  const identity = { tokenCheck: 'aaaaaa', clock: 'simulated' } as const;
  const store = await createRedisStore({ ...place, profiles: TEST_PROFILES, identity, simulated: clock });
  clock.onMove(() => store.sweep());
  return { store, clock };
}

async function withRedis<T>({ url }: SharedRedis, ask: (client: Redis) => Promise<T>): Promise<T> {
  const client = new Redis(url);
  try {
    return await ask(client);
  } finally {
    client.disconnect();
  }
}

describeRedis('the identity of a store in Redis', () => {
  test('is made once, and is the same at the next start', async () => {
    const place = sharedRedis();
    const made = await Promise.all([closed(place, WALL), closed(place, WALL), closed(place, WALL)]);
    expect(new Set(made).size).toBe(1);
    expect(made[0]).toMatch(/^[0-9a-f]{32}$/);
    expect(await closed(place, { tokenCheck: undefined, clock: 'wall' })).toBe(made[0]);
  });

  test('is not made without keys', async () => {
    const place = sharedRedis();
    expect(await closed(place, { tokenCheck: undefined, clock: 'wall' })).toBeUndefined();
    expect(await closed(place)).toBeUndefined();
    expect(await withRedis(place, (client) => client.exists(`${place.prefix}:identity`))).toBe(0);
  });

  test('refuses another clock and another key ring', async () => {
    const place = sharedRedis();
    await closed(place, WALL);
    await expect(closed(place, { tokenCheck: 'aaaaaa', clock: 'simulated' })).rejects.toThrow(
      /^The store ".+" in Redis at .+ was made with the wall clock; start with --clock wall, or give another prefix with --redis-prefix\.$/,
    );
    await expect(closed(place, { tokenCheck: 'bbbbbb', clock: 'wall' })).rejects.toThrow(/was made with another key ring; give that one/);
  });

  test('a store with cards from before there was one gets it, but not the simulated clock', async () => {
    const place = sharedRedis();
    const store = await createRedisStore({ ...place, profiles: TEST_PROFILES });
    await new World(store).issue();
    await store.close();
    await expect(simulated(place, T0)).rejects.toThrow(/has cards that were not made with the simulated clock; start with --clock wall/);
    expect(await closed(place, { tokenCheck: 'aaaaaa', clock: 'message' })).toBeDefined();
    await expect(closed(place, WALL)).rejects.toThrow(/was made with the message clock/);
  });

  test.each([
    ['not JSON', /that cannot be read; restore it from a copy/],
    ['{"format":2,"store":"x","tokenCheck":"aaaaaa","clock":"wall"}', /has format 2, and this version reads up to format 1/],
  ])('%s is refused', async (text, sentence) => {
    const place = sharedRedis();
    await withRedis(place, (client) => client.set(`${place.prefix}:identity`, text));
    await expect(closed(place, WALL)).rejects.toThrow(sentence);
  });
});

describeRedis('a simulated clock in Redis', () => {
  test('goes on where it stands, also on another server of the store', async () => {
    const place = sharedRedis();
    const [one, other] = [await simulated(place, T0), await simulated(place, T0)];
    await one.clock.moveTo(T0 + DAY_MS);
    await expect.poll(() => other.clock.nowMs(), { timeout: 10_000 }).toBe(T0 + DAY_MS);
    expect(await other.clock.moveBy({ ms: DAY_MS, months: 0 })).toBe(T0 + 2 * DAY_MS);
    for (const { store, clock } of [one, other]) {
      clock.close();
      await store.close();
    }
    await expect(simulated(place, T0)).rejects.toThrow(/stands at 2026-06-03T10:00:00\.000Z and never goes back/);
    const third = await simulated(place);
    expect(third.clock.nowMs()).toBe(T0 + 2 * DAY_MS);
    third.clock.close();
    await third.store.close();
  });

  test('keys have no expiry of Redis, and a move removes those that are over', async () => {
    const place = sharedRedis();
    const { store, clock } = await simulated(place, T0);
    const world = new World(store);
    await world.issue({ expiry: '9912' });
    await world.decide(world.attempt({ instantMs: 0, rrn: '123456789012', stanDate: 'POS00001.1.0601' }), 'approved');
    await world.decide(world.hold(1_000, { instantMs: 0 }), 'approved');
    const keys = async (): Promise<readonly string[]> =>
      withRedis(place, async (client) => (await client.keys(`${place.prefix}:*`)).map((key) => key.slice(place.prefix.length + 1)).sort());
    const expiries = await withRedis(place, async (client) =>
      Promise.all((await client.keys(`${place.prefix}:*:${world.token}*`)).map((key) => client.pttl(key))),
    );
    expect([expiries.length, new Set(expiries)]).toEqual([7, new Set([-1])]);
    await clock.moveBy({ ms: 10 * DAY_MS - 1, months: 0 });
    expect((await keys()).filter((key) => key.includes(':answer:'))).toHaveLength(2);
    await clock.moveBy({ ms: 1, months: 0 });
    const left = (await keys()).map((key) => key.replace(/^\{\d\d\}:|:[0-9a-f]{32}$/g, ''));
    expect(left.sort()).toEqual(['card', 'clock', 'identity', 'journal', 'spends']);
    clock.close();
    await store.close();
  });
});
