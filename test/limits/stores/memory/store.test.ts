import { expect, test } from 'vitest';
import { keptInProcess } from '../../../../src/limits/clock/kept-instant.ts';
import { createMemoryStore } from '../../../../src/limits/stores/memory/store.ts';
import { simulatedConformance, storeConformance } from '../conformance/suite.ts';
import { DAY_MS, T0, TEST_PROFILES, World } from '../conformance/world.ts';

storeConformance(async () => createMemoryStore({ profiles: TEST_PROFILES, nowMs: Date.now }));
simulatedConformance(async (clock) => {
  await clock.begin(keptInProcess());
  return createMemoryStore({ profiles: TEST_PROFILES, nowMs: clock.nowMs });
});

test('on a message clock, the time of one card makes another forget nothing', async () => {
  const store = createMemoryStore({ profiles: TEST_PROFILES, nowMs: Date.now });
  const [early, late] = [new World(store), new World(store)];
  await early.issue({});
  await late.issue({});
  const purchase = early.attempt();
  await early.decide(purchase, 'approved');
  for (let n = 0; n < 1_000; n += 1) {
    await late.decide(late.attempt({ event: 'inquiry', type: 'balanceInquiry', amountMinor: 0, instantMs: T0 + 30 * DAY_MS }), 'approved');
  }
  expect((await early.decide({ ...purchase, attemptId: 'again' }, 'approved')).repeated).toBe(true);
});
