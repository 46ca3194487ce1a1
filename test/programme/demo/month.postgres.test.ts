import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'vitest';
import { openFileStore } from '../../../src/limits/stores/file/store.ts';
import { createRedisStore } from '../../../src/limits/stores/redis/store.ts';
import { describePostgres, sharedPostgres } from '../../support/postgres-suite.ts';
import { startRedis } from '../../support/redis.ts';
import { findRedis } from '../../support/redis-binary.ts';
import { MONTH_TIMEOUT_MS, runMonth } from './month-suite.ts';

describePostgres('a month on PostgreSQL: the books balance to the øre at every step', () => {
  test('with the memory store', { timeout: MONTH_TIMEOUT_MS }, async () => {
    await runMonth('memory, PostgreSQL', { address: await sharedPostgres() });
  });

  test('with the file store', { timeout: MONTH_TIMEOUT_MS }, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'aksept-month-'));
    const identity = { tokenCheck: 'month', clock: 'wall' } as const;
    await runMonth('file, PostgreSQL', {
      address: await sharedPostgres(),
      openStore: (parts) => openFileStore({ ...parts, folder, identity, fsync: 'no' }),
    });
    rmSync(folder, { recursive: true, force: true });
  });

  // The tests of Redis say so, or fail, when there is none.
  test.skipIf(typeof findRedis() === 'string')('with Redis', { timeout: MONTH_TIMEOUT_MS }, async () => {
    const redis = await startRedis();
    try {
      await runMonth('Redis, PostgreSQL', {
        address: await sharedPostgres(),
        openStore: ({ nowMs, ...parts }) =>
          createRedisStore({ ...parts, warn: () => {}, url: redis.url, prefix: 'month', simulated: { nowMs, begin: async () => {} } }),
      });
    } finally {
      await redis.stop();
    }
  });
});
