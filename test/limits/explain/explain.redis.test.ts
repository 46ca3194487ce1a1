import { afterAll, beforeAll, expect, test } from 'vitest';
import { explain } from '../../../src/limits/explain/explain.ts';
import type { Attempt } from '../../../src/limits/rules/command.ts';
import type { Store } from '../../../src/limits/store.ts';
import { createMemoryStore } from '../../../src/limits/stores/memory/store.ts';
import { createRedisStore } from '../../../src/limits/stores/redis/store.ts';
import type { Explanation } from '../../../src/protocol/explanation.ts';
import { describeRedis, sharedRedis } from '../../support/redis-suite.ts';
import { DAY_MS, HOUR_MS, T0, TEST_PROFILES, World, WRONG_REFERENCE } from '../stores/conformance/world.ts';

/** What each of these is explained as, in turn, on one card. */
async function explanations(store: Store): Promise<readonly Explanation[]> {
  const world = new World(store);
  await world.issue({ profile: 'nested', balanceMinor: 600_000 });
  const asked: Explanation[] = [];
  const ask = async (attempt: Attempt): Promise<void> => {
    const { outcome, snapshot } = await world.decide({ ...attempt, wantsSnapshot: true });
    const profile = TEST_PROFILES.get(snapshot?.card.profile ?? '');
    if (snapshot === undefined || profile === undefined) throw new Error('the store gave no snapshot');
    asked.push(explain(snapshot, profile, { attempt, outcome, country: 578, hypothetical: false }));
  };
  const hold = world.hold(150_000, { holdMs: DAY_MS });
  await ask(world.atm(200_000));
  await ask(hold);
  await ask(world.increment(hold, 100_000, { instantMs: T0 + HOUR_MS }));
  await ask(world.atm(60_000, { instantMs: T0 + HOUR_MS }));
  await ask(world.attempt({ amountMinor: 160_000, instantMs: T0 + HOUR_MS }));
  await ask(world.attempt({ pinReferences: [WRONG_REFERENCE], instantMs: T0 + 2 * HOUR_MS }));
  await ask(world.attempt({ amountMinor: 160_000, instantMs: T0 + DAY_MS }));
  await ask(world.atm(60_000, { instantMs: T0 + 4 * DAY_MS }));
  return asked;
}

describeRedis('a decision of Redis', () => {
  let redis: Store;

  beforeAll(async () => {
    redis = await createRedisStore({ ...sharedRedis(), profiles: TEST_PROFILES });
  });
  afterAll(() => redis.close());

  test('is explained as one of the embedded store', async () => {
    const expected = await explanations(createMemoryStore({ profiles: TEST_PROFILES, nowMs: () => T0 }));
    expect(await explanations(redis)).toEqual(expected);
    expect(expected.map(({ earliestApprovalMs }) => earliestApprovalMs - T0)).toEqual([
      ...[0, 0, HOUR_MS],
      ...[4 * DAY_MS, DAY_MS, 2 * HOUR_MS],
      ...[DAY_MS, 4 * DAY_MS],
    ]);
  });
});
