/** The connection to Redis. Commands fail at once while it is down; errors say what to do. */
import { Cluster, Redis, type RedisOptions } from 'ioredis';
import { StoreError } from '../../store.ts';

export type RedisClient = Redis | Cluster;

const CONNECT_TIMEOUT_MS = 5_000;
const RECONNECT_STEP_MS = 50;
const RECONNECT_MAX_MS = 1_000;
const VERSION_MIN = 7;

/**
 * In-flight commands are sent again after a broken connection: a decision is idempotent by its key
 * and attemptId, so what was already decided is answered, not decided twice. New ones fail at once
 * until the connection is back.
 */
const OPTIONS = {
  lazyConnect: true,
  enableOfflineQueue: false,
  maxRetriesPerRequest: null,
  autoResendUnfulfilledCommands: true,
  connectTimeout: CONNECT_TIMEOUT_MS,
  retryStrategy: (times: number) => Math.min(times * RECONNECT_STEP_MS, RECONNECT_MAX_MS),
} satisfies RedisOptions;

/** The address without its password. */
export function safeAddress(url: string): string {
  return url.replace(/\/\/[^@/]*@/, '//***@');
}

export function createClient(url: string): RedisClient {
  if (url.startsWith('redis-cluster://')) {
    const seed = new URL(url.replace('redis-cluster:', 'redis:'));
    const redisOptions = { ...OPTIONS, lazyConnect: false, username: seed.username, password: seed.password };
    return new Cluster([{ host: seed.hostname, port: Number(seed.port || 6379) }], {
      lazyConnect: true,
      enableOfflineQueue: false,
      redisOptions,
      clusterRetryStrategy: (times) => Math.min(times * RECONNECT_STEP_MS, RECONNECT_MAX_MS),
    });
  }
  return new Redis(url.startsWith('unix:') ? url.slice('unix:'.length) : url, OPTIONS);
}

/**
 * Resolves when the client is ready. ioredis retries a cluster that is not complete yet without
 * ever settling the promise of connect() ever settling: there the time counts.
 */
export async function connectClient(client: RedisClient): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  try {
    await new Promise<void>((resolve, reject) => {
      client.once('ready', resolve);
      client.connect().catch((error: unknown) => {
        if (client instanceof Redis) reject(error);
      });
      timer = setTimeout(() => reject(new Error(`it was not ready within ${CONNECT_TIMEOUT_MS} ms`)), CONNECT_TIMEOUT_MS);
    });
  } finally {
    clearTimeout(timer);
  }
  // Without permission for SELECT the client would go on in database 0.
  const database = client instanceof Redis ? (client.options.db ?? 0) : 0;
  if (database !== 0 && client instanceof Redis) await client.select(database);
}

const PERMISSION = /^(NOPERM|NOAUTH|WRONGPASS|ERR ACL failure|ERR The user executing the script)/;
/** Replies of a Redis that is there but cannot decide now. */
const PASSING = /^(LOADING|READONLY|CLUSTERDOWN|MASTERDOWN|TRYAGAIN|OOM|BUSY|MISCONF|NOREPLICAS)/;

/** Any error of the client as one of ours; the message never holds a value that was sent. */
export function toStoreError(error: unknown, address: string): StoreError {
  if (error instanceof StoreError) return error;
  const { name, message } = error instanceof Error ? error : { name: '', message: String(error) };
  const head = message.split(/[\n:]/, 1)[0] ?? '';
  if (name !== 'ReplyError') {
    return new StoreError(
      'unreachable',
      `Redis at ${address} cannot be reached (${head || name}); start it or correct the address given with --store.`,
    );
  }
  if (PERMISSION.test(message)) {
    return new StoreError('refused', `Redis at ${address} refuses this user (${head}); docs/operating.md lists what it must be allowed.`);
  }
  if (PASSING.test(message)) return new StoreError('unreachable', `Redis at ${address} cannot decide now (${head.split(' ', 1)[0]}).`);
  if (message.startsWith('PROFILE ')) {
    return new StoreError('faulty', `A card has the profile "${message.slice(8)}", which is not configured; add it to the profiles.`);
  }
  return new StoreError('faulty', `A script failed in Redis at ${address} (${head}).`);
}

export interface ServerFacts {
  readonly version: string;
  readonly appendOnly: boolean;
}

/**
 * What INFO says; refuses a Redis that is too old. Where INFO is not permitted, the version counts
 * as good.
 */
export async function serverFacts(client: RedisClient, address: string): Promise<ServerFacts> {
  let info: string;
  try {
    info = String(await client.info());
  } catch (error) {
    const mapped = toStoreError(error, address);
    if (mapped.code === 'refused' && String(error).includes('NOPERM')) return { version: 'unknown', appendOnly: true };
    throw mapped;
  }
  const version = /redis_version:(\S+)/.exec(info)?.[1] ?? '';
  if (Number.parseInt(version, 10) < VERSION_MIN) {
    throw new StoreError('refused', `Redis at ${address} is version ${version}; aksept needs ${VERSION_MIN}.0 or later.`);
  }
  return { version, appendOnly: info.includes('aof_enabled:1') };
}
