import { createRedisStore } from '../../../../src/limits/stores/redis/store.ts';
import { describeRedis, sharedRedis } from '../../../support/redis-suite.ts';
import { simulatedConformance, storeConformance } from '../conformance/suite.ts';
import { TEST_PROFILES } from '../conformance/world.ts';

describeRedis('Redis', () => {
  storeConformance(() => createRedisStore({ ...sharedRedis(), profiles: TEST_PROFILES }));
  simulatedConformance(
    (clock) =>
      createRedisStore({
        ...sharedRedis(),
        profiles: TEST_PROFILES,
        identity: { tokenCheck: 'test', clock: 'simulated' },
        simulated: clock,
      }),
    true,
  );
});
