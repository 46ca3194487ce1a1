/** The instant of a simulated clock, in a key under the prefix: all servers of the store share it. */
import type { KeptInstant } from '../../clock/kept-instant.ts';
import { StoreError } from '../../store.ts';
import type { RedisPlace } from './identity.ts';
import type { RunScript } from './script.ts';

export function clockKey({ client, keys, address }: RedisPlace, run: RunScript): KeptInstant {
  return {
    where: `the store "${keys.prefix}" in Redis at ${address}`,
    isShared: true,
    read: async () => {
      const kept = await client.get(keys.clock);
      return kept === null ? undefined : instantOf(kept);
    },
    advance: async (toMs) => instantOf(await run('advance', [keys.clock, toMs])),
  };
}

function instantOf(kept: unknown): number {
  const instantMs = Number(kept);
  if (!Number.isInteger(instantMs)) throw new StoreError('faulty', 'The key of the clock in Redis holds no instant.');
  return instantMs;
}
