import { test } from 'vitest';
import { createRedisStore } from '../../../src/limits/stores/redis/store.ts';
import { describeRedis, sharedRedis } from '../../support/redis-suite.ts';
import { MONTH_TIMEOUT_MS, runMonth } from './month-suite.ts';

describeRedis('a month on Redis and PGlite', () => {
  const { url, prefix } = sharedRedis();

  test('the books balance to the øre at every step', { timeout: MONTH_TIMEOUT_MS }, async () => {
    await runMonth('Redis, PGlite', {
      openStore: ({ nowMs, ...parts }) =>
        createRedisStore({ ...parts, warn: () => {}, url, prefix, simulated: { nowMs, begin: async () => {} } }),
    });
  });
});
