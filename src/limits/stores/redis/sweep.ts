/**
 * What a moved clock leaves behind in Redis, which knows the time of its own machine only: holds
 * and stored answers that are over are ended and removed here. Each partition names them by instant.
 */
import { StoreError } from '../../store.ts';
import type { RedisClient } from './client.ts';
import { type KeySpace, PARTITIONS } from './keys.ts';
import type { RunScript } from './script.ts';

const BATCH = 500;

export interface RedisSweepParts {
  readonly client: RedisClient;
  readonly keys: KeySpace;
  readonly run: RunScript;
  /** Keys and arguments of end-holds.lua. */
  readonly endHolds: (token: string) => readonly (string | number)[];
}

/** Up to `nowMs`, by the simulated clock. */
export async function sweepRedis(parts: RedisSweepParts, nowMs: number): Promise<void> {
  for (let partition = 0; partition < PARTITIONS; partition += 1) {
    await endHolds(parts, partition, nowMs);
    await forget(parts, partition, nowMs);
  }
}

async function endHolds({ client, keys, run, endHolds: argumentsOf }: RedisSweepParts, partition: number, nowMs: number): Promise<void> {
  let skipped = 0;
  for (;;) {
    const cards = await client.zrangebyscore(keys.holdsDue(partition), '-inf', nowMs, 'LIMIT', skipped, BATCH);
    if (cards.length === 0) return;
    const ended = await Promise.all(cards.map((card) => run('end-holds', argumentsOf(keys.tokenOf(card))).catch(whenFaulty)));
    // A card without its profile keeps its holds.
    skipped += ended.filter((reply) => reply !== 1).length;
  }
}

function whenFaulty(error: unknown): undefined {
  if (error instanceof StoreError && error.code === 'faulty') return undefined;
  throw error;
}

async function forget({ keys, run }: RedisSweepParts, partition: number, nowMs: number): Promise<void> {
  for (let removed = BATCH; removed === BATCH; ) removed = Number(await run('forget', [keys.due(partition), nowMs, BATCH]));
}
