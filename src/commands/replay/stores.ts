/** Stores for replays: each its own keys, gone afterwards. */
import { randomBytes } from 'node:crypto';
import { Cluster, type Redis } from 'ioredis';
import type { ProfileSet } from '../../limits/rules/profile.ts';
import type { Store } from '../../limits/store.ts';
import { createMemoryStore } from '../../limits/stores/memory/store.ts';
import { connectClient, createClient } from '../../limits/stores/redis/client.ts';
import { createRedisStore } from '../../limits/stores/redis/store.ts';
import { CommandError, EXIT_CODES } from '../output.ts';

const REDIS_URL_FORM = /^(rediss?|redis-cluster|unix):/;
const PREFIX_BYTES = 6;
const SCAN_COUNT = 1_000;

export interface ReplayStores {
  readonly description: string;
  /** A fresh, empty one. */
  open(profiles: ProfileSet): Promise<Store>;
  /** Removes what the stores kept. */
  clear(): Promise<void>;
}

async function unlinkAll(node: Redis, prefix: string): Promise<void> {
  const pattern = `${prefix.replace(/[*?[\]\\]/g, '\\$&')}:*`;
  let cursor = '0';
  do {
    const [next, keys] = await node.scan(cursor, 'MATCH', pattern, 'COUNT', SCAN_COUNT);
    cursor = next;
    // One by one: in a cluster they lie in many slots.
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

/** `memory:` or a Redis address. Keys start with a prefix of their own, so that nothing else is touched. */
export function replayStores(url: string): ReplayStores {
  if (url === 'memory:') {
    return {
      description: url,
      open: async (profiles) => createMemoryStore({ profiles, nowMs: Date.now, journalEntriesMax: 1 }),
      clear: async () => {},
    };
  }
  if (!REDIS_URL_FORM.test(url)) {
    throw new CommandError('--store must be memory: or a Redis address such as redis://127.0.0.1:6379/0.', EXIT_CODES.usage);
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
