/** One Redis for all tests of the `redis` project: REDIS_URL when set, else a private server. */
import { Redis } from 'ioredis';
import type { TestProject } from 'vitest/node';
import { startRedis } from './redis.ts';
import { findRedis, redisRequired } from './redis-binary.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the shared server; empty: there is none. */
    readonly redisUrl: string;
    /** Every key of this run starts with it. */
    readonly redisRunPrefix: string;
    /** True when `startRedis` can start further servers. */
    readonly redisStartable: boolean;
  }
}

/** Throws one sentence, without the password the address may hold. */
async function assertAnswers(url: string): Promise<void> {
  const client = new Redis(url, { lazyConnect: true, retryStrategy: () => null, connectTimeout: 5000 });
  let reason = 'no answer';
  client.on('error', (error) => {
    reason = error.message;
  });
  try {
    await client.connect();
    await client.ping();
  } catch {
    throw new Error(`The Redis of REDIS_URL does not answer (${reason}); start it, or unset REDIS_URL to have one started.`);
  } finally {
    client.disconnect();
  }
}

/** Somebody else's server is left as it was found: only this run's keys go. */
async function removeKeys(url: string, prefix: string): Promise<void> {
  const client = new Redis(url);
  try {
    for await (const keys of client.scanStream({ match: `${prefix}*`, count: 1000 })) {
      for (const key of keys as string[]) await client.unlink(key);
    }
  } finally {
    client.disconnect();
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env['REDIS_URL'] ?? '';
  const runPrefix = `aksept-test-${process.pid}-${Date.now().toString(36)}:`;
  const binary = findRedis();
  const startable = typeof binary !== 'string';
  if (!startable && redisRequired()) throw new Error(binary);
  if (!startable)
    console.error(`\n*** REDIS TESTS ARE SKIPPED${given === '' ? '' : ' (those that start or stop their own server)'}: ${binary} ***\n`);
  project.provide('redisRunPrefix', runPrefix);
  project.provide('redisStartable', startable);
  if (given !== '') {
    await assertAnswers(given);
    project.provide('redisUrl', given);
    return () => removeKeys(given, runPrefix);
  }
  if (!startable) {
    project.provide('redisUrl', '');
    return async () => {};
  }
  const server = await startRedis();
  project.provide('redisUrl', server.url);
  return () => server.stop();
}
