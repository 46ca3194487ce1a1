import { Redis } from 'ioredis';
import { expect, test } from 'vitest';
import { runScenario } from '../../src/scenario/run-scenario.ts';
import { describeRedis, sharedRedis } from '../support/redis-suite.ts';
import { LIBRARY } from './library.ts';

async function keysUnder(url: string, prefix: string): Promise<readonly string[]> {
  const client = new Redis(url);
  const keys: string[] = [];
  let cursor = '0';
  do {
    const [next, found] = await client.scan(cursor, 'MATCH', `${prefix}*`, 'COUNT', 1_000);
    keys.push(...found);
    cursor = next;
  } while (cursor !== '0');
  await client.quit();
  return keys;
}

describeRedis('the scenarios that are shipped, on Redis', () => {
  const { url, prefix } = sharedRedis();

  test.each(LIBRARY)('%s', async (path) => {
    const { status, reason, steps } = await runScenario(path, { store: url, redisPrefix: prefix });
    expect(steps.flatMap(({ differences }) => differences)).toEqual([]);
    expect([status, reason]).toEqual(['passed', '']);
  });

  test('leave nothing behind', async () => {
    await runScenario(LIBRARY[0] ?? '', { store: url, redisPrefix: prefix });
    expect(await keysUnder(url, prefix)).toEqual([]);
  });
});
