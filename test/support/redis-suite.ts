/** How a test file of the `redis` project gets at Redis. Without one the suites are skipped (CI fails instead). */
import { randomUUID } from 'node:crypto';
import { describe, inject } from 'vitest';
import './redis-global-setup.ts';

export interface SharedRedis {
  readonly url: string;
  /** Nobody else's: every key must start with it. Never FLUSHALL, the server may be somebody's. */
  readonly prefix: string;
}

/** The run's shared server with a fresh key prefix. */
export function sharedRedis(): SharedRedis {
  return { url: inject('redisUrl'), prefix: `${inject('redisRunPrefix')}${randomUUID().slice(0, 8)}:` };
}

/** A suite on the shared server. */
export function describeRedis(name: string, suite: () => void): void {
  describe.skipIf(inject('redisUrl') === '')(name, suite);
}

/** A suite that starts its own servers by `startRedis`, to kill or pause them, or in cluster mode. */
export function describeOwnRedis(name: string, suite: () => void): void {
  describe.skipIf(!inject('redisStartable'))(name, suite);
}
