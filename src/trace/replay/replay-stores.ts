/** Stores for replays: each gets its own keys, which are removed when the replay is over. */
import { randomBytes } from 'node:crypto';
import { Cluster, type Redis } from 'ioredis';
import type { ProfileSet } from '../../limits/rules/profile.ts';
import type { Store } from '../../limits/store.ts';
import { createMemoryStore } from '../../limits/stores/memory/store.ts';
import { connectClient, createClient } from '../../limits/stores/redis/client.ts';
import { createRedisStore } from '../../limits/stores/redis/store.ts';

const MEMORY = 'memory:';
const REDIS_URL_FORM = /^(rediss?|redis-cluster|unix):/;
const PREFIX_BYTES = 6;
const SCAN_COUNT = 1_000;

export interface ReplayStores {
  readonly description: string;
  /** Opens a new, empty store. */
  open(profiles: ProfileSet): Promise<Store>;
  /** Removes the data of all stores that were opened. */
  clear(): Promise<void>;
}

async function unlinkAll(node: Redis, prefix: string): Promise<void> {
  const pattern = `${prefix.replace(/[*?[\]\\]/g, '\\$&')}:*`;
  let cursor = '0';
  do {
    const [next, keys] = await node.scan(cursor, 'MATCH', pattern, 'COUNT', SCAN_COUNT);
    cursor = next;
    // One UNLINK for each key: in a cluster the keys lie in many slots.
    await Promise.all(keys.map((key) => node.unlink(key)));
  } while (cursor !== '0');
}

async function removePrefix(url: string, prefix: string): Promise<void> {
  const client = createClient(url);
  try {
    await connectClient(client);
    for (const node of client instanceof Cluster ? client.nodes('master') : [client]) await unlinkAll(node, prefix);
  } finally {
    client.disconnect();
  }
}

/** Whether replays can run on this store: `memory:` or a Redis address. */
export function isReplayStoreUrl(url: string): boolean {
  return url === MEMORY || REDIS_URL_FORM.test(url);
}

/** `url` is one that isReplayStoreUrl accepts. Redis keys get a random prefix, so that a replay touches no other data. */
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
    open: (profiles) => {
      opened += 1;
      return createRedisStore({ url, profiles, prefix: `${name}:${opened}` });
    },
    clear: () => (opened === 0 ? Promise.resolve() : removePrefix(url, name)),
  };
}
