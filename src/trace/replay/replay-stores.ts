/** Stores for replays. Each has its own Redis keys, which are removed after the replay. */
import { randomBytes } from 'node:crypto';
import type { ProfileSet } from '../../limits/rules/profile.ts';
import type { Store } from '../../limits/store.ts';
import { createMemoryStore } from '../../limits/stores/memory/store.ts';

const MEMORY = 'memory:';
const REDIS_URL_FORM = /^(rediss?|redis-cluster|unix):/;
const PREFIX_BYTES = 6;

export interface ReplayStores {
  readonly description: string;
  /** Opens a new, empty store. */
  open(profiles: ProfileSet): Promise<Store>;
  /** Removes the data of all stores that were opened. */
  clear(): Promise<void>;
}

/** Whether replays can run on this store: `memory:` or a Redis address. */
export function isReplayStoreUrl(url: string): boolean {
  return url === MEMORY || REDIS_URL_FORM.test(url);
}

/**
 * `url`: one that isReplayStoreUrl accepts. Redis keys get a random prefix, so that a replay
 * touches no other data.
 */
export function replayStores(url: string): ReplayStores {
  if (url === MEMORY) {
    return {
      description: url,
      open: async (profiles) => createMemoryStore({ profiles, nowMs: Date.now, journalEntriesMax: 1 }),
      clear: async () => {},
    };
  }
  const name = `aksept-replay-${randomBytes(PREFIX_BYTES).toString('hex')}`;
  let opened = 0;
  return {
    description: url.replace(/\/\/[^@/]*@/, '//***@'),
    open: async (profiles) => {
      opened += 1;
      const prefix = `${name}:${opened}`;
      const { createRedisStore } = await import('../../limits/stores/redis/store.ts');
      return createRedisStore({ url, profiles, prefix });
    },
    clear: async () => {
      if (opened === 0) return;
      const { removeKeys } = await import('../../limits/stores/redis/remove-keys.ts');
      await removeKeys(url, name);
    },
  };
}
