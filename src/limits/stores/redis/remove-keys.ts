/**
 * Removes everything that a store with a prefix of its own wrote: for scenarios and replays, which
 * leave nothing behind.
 */
import type { Redis } from 'ioredis';
import { connectClient, createClient, type RedisClient } from './client.ts';

const SCAN_COUNT = 1_000;

async function removeFromNode(client: RedisClient, node: Redis, prefix: string): Promise<void> {
  // A prefix may hold characters that MATCH reads as a pattern.
  const pattern = `${prefix.replace(/[*?[\]\\]/g, '\\$&')}:*`;
  let cursor = '0';
  do {
    const [next, keys] = await node.scan(cursor, 'MATCH', pattern, 'COUNT', SCAN_COUNT);
    cursor = next;
    // One UNLINK per key: in a cluster the keys of one command must share a slot.
    await Promise.all(keys.map((key) => client.unlink(key)));
  } while (cursor !== '0');
}

/** Removes all keys that start with `prefix` and a colon, on every primary. */
export async function removeKeys(url: string, prefix: string): Promise<void> {
  const client = createClient(url);
  try {
    await connectClient(client);
    for (const node of 'nodes' in client ? client.nodes('master') : [client]) await removeFromNode(client, node, prefix);
  } finally {
    client.disconnect();
  }
}
