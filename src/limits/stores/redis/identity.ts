/**
 * The identity of a store in Redis, in a key of its own under the prefix. A store that was made
 * before there was one gets it at its next start with keys.
 */
import { randomBytes } from 'node:crypto';
import { StoreError } from '../../store.ts';
import { identityProblem, isDescription, type StoreDescription, type StoreIdentity } from '../identity.ts';
import { connectClient, createClient, type RedisClient, safeAddress, toStoreError } from './client.ts';
import { KeySpace, PARTITIONS } from './keys.ts';

/** Of the layout of the keys, as docs/operating.md describes it. */
const FORMAT_VERSION = 1;

export interface RedisPlace {
  readonly client: RedisClient;
  readonly keys: KeySpace;
  /** For messages; without a password. */
  readonly address: string;
}

/** Rejects with a StoreError `refused` of one sentence. Undefined: there is none, and none is made without keys. */
export async function openRedisIdentity(place: RedisPlace, wanted: StoreIdentity): Promise<StoreDescription | undefined> {
  const found = (await readRedisIdentity(place)) ?? (await make(place, wanted));
  if (found === undefined) return undefined;
  const other = 'give another prefix with --redis-prefix';
  const problem = identityProblem(found, wanted, { what: whatOf(place), other });
  if (problem !== '') throw new StoreError('refused', problem);
  return found;
}

/** Whether a store was made under the prefix. Rejects with a StoreError. */
export async function hasRedisIdentity(url: string, prefix: string): Promise<boolean> {
  const client = createClient(url);
  let lastError: unknown;
  client.on('error', (error: unknown) => {
    lastError = error;
  });
  try {
    await connectClient(client);
    return (await client.get(new KeySpace(prefix).identity)) !== null;
  } catch (error) {
    throw toStoreError(lastError ?? error, safeAddress(url));
  } finally {
    client.disconnect();
  }
}

async function readRedisIdentity(place: RedisPlace): Promise<StoreDescription | undefined> {
  const text = await place.client.get(place.keys.identity);
  if (text === null) return undefined;
  const found = parse(text);
  if (found === undefined) {
    throw new StoreError('refused', `${whatOf(place)} has a key ${place.keys.identity} that cannot be read; restore it from a copy.`);
  }
  if (found.format > FORMAT_VERSION) {
    throw new StoreError(
      'refused',
      `${whatOf(place)} has format ${found.format}, and this version reads up to format ${FORMAT_VERSION}; use the version that wrote it.`,
    );
  }
  return found;
}

function parse(text: string): StoreDescription | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isDescription(value) ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** The identity that counts: of two servers that start at once, the first one makes it. */
async function make(place: RedisPlace, { tokenCheck, clock }: StoreIdentity): Promise<StoreDescription | undefined> {
  if (tokenCheck === undefined) return undefined;
  // The clocks of its cards are those of a running clock.
  if (clock === 'simulated' && (await holdsCards(place))) {
    throw new StoreError(
      'refused',
      `${whatOf(place)} has cards that were not made with the simulated clock; start with --clock wall, or give another prefix with --redis-prefix.`,
    );
  }
  const made = { format: FORMAT_VERSION, store: randomBytes(16).toString('hex'), tokenCheck, clock };
  const isMade = await place.client.set(place.keys.identity, JSON.stringify(made), 'NX');
  return isMade === 'OK' ? made : readRedisIdentity(place);
}

/** Each card is in a journal from its first moment on. */
async function holdsCards({ client, keys }: RedisPlace): Promise<boolean> {
  const found = await Promise.all(Array.from({ length: PARTITIONS }, (_, partition) => client.exists(keys.journalOf(partition))));
  return found.some((count) => count > 0);
}

function whatOf({ address, keys }: RedisPlace): string {
  return `The store "${keys.prefix}" in Redis at ${address}`;
}
