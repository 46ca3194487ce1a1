/** One-node Redis in cluster mode: scripts may only touch the slot of their keys. Both by the plain and the cluster client. */
import { afterAll, beforeAll, describe } from 'vitest';
import { createRedisStore } from '../../../../src/limits/stores/redis/store.ts';
import { type RedisServer, startRedis } from '../../../support/redis.ts';
import { describeOwnRedis } from '../../../support/redis-suite.ts';
import { storeConformance } from '../conformance/suite.ts';
import { TEST_PROFILES } from '../conformance/world.ts';

describeOwnRedis('Redis in cluster mode', () => {
  let server: RedisServer;
  beforeAll(async () => {
    server = await startRedis({ cluster: true });
  });
  afterAll(() => server?.stop());

  describe('redis-cluster://', () => {
    storeConformance(() => createRedisStore({ url: `redis-cluster://127.0.0.1:${server.port}`, profiles: TEST_PROFILES }), 80);
  });
});
