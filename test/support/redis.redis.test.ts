import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { Redis } from 'ioredis';
import { afterEach, expect, test } from 'vitest';
import { type RedisServer, startRedis } from './redis.ts';
import { describeOwnRedis, describeRedis, sharedRedis } from './redis-suite.ts';

const opened: { disconnect(): void }[] = [];
const started: RedisServer[] = [];

function connect(url: string): Redis {
  const client = new Redis(url, { retryStrategy: () => null, lazyConnect: true });
  client.on('error', () => {});
  opened.push(client);
  return client;
}

async function start(options?: Parameters<typeof startRedis>[0]): Promise<RedisServer> {
  const server = await startRedis(options);
  started.push(server);
  return server;
}

afterEach(async () => {
  for (const client of opened.splice(0)) client.disconnect();
  for (const server of started.splice(0)) await server.stop();
});

function exists(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describeRedis('the shared server', () => {
  test('answers and gives every caller its own prefix', async () => {
    const [one, other] = [sharedRedis(), sharedRedis()];
    expect(one.url).toBe(other.url);
    expect(one.prefix).not.toBe(other.prefix);
    const client = connect(one.url);
    await client.set(`${one.prefix}key`, 'value');
    expect(await client.get(`${one.prefix}key`)).toBe('value');
    expect(await client.get(`${other.prefix}key`)).toBeNull();
  });

  test('is 7.0 or later, so that scripts may start with #!lua', async () => {
    const { url, prefix } = sharedRedis();
    expect(await connect(url).eval('#!lua\nreturn redis.call("INCR", KEYS[1])', 1, `${prefix}count`)).toBe(1);
  });
});

describeOwnRedis('startRedis', () => {
  test('listens on a port and on a socket, and stop() leaves nothing behind', async () => {
    const server = await start();
    await connect(server.url).set('a', '1');
    expect(await connect(server.socketPath).get('a')).toBe('1');
    const { pid, socketPath } = server;
    expect(exists(pid)).toBe(true);
    await server.stop();
    expect(exists(pid)).toBe(false);
    expect(existsSync(dirname(socketPath))).toBe(false);
  });

  test('two servers share nothing', async () => {
    const [one, other] = await Promise.all([start(), start()]);
    await connect(one.url).set('a', '1');
    expect(await connect(other.url).get('a')).toBeNull();
  });

  test('kill() and restart() keep what was acknowledged with an append-only file', async () => {
    const server = await start({ aof: true });
    await connect(server.url).set('a', '1');
    const before = server.pid;
    await server.kill();
    await expect(connect(server.url).ping()).rejects.toThrow();
    await server.restart();
    expect(server.pid).not.toBe(before);
    expect(await connect(server.url).get('a')).toBe('1');
  });

  test('kill() and restart() lose everything without one', async () => {
    const server = await start();
    await connect(server.url).set('a', '1');
    await server.kill();
    await server.restart();
    expect(await connect(server.url).get('a')).toBeNull();
  });

  test('pause() leaves a command unanswered until resume()', async () => {
    const server = await start();
    const client = connect(server.url);
    await client.ping();
    server.pause();
    let answered = false;
    const answer = client.ping().finally(() => {
      answered = true;
    });
    // A connection is still accepted by the kernel; a second round trip through the event loop proves nothing came.
    const other = new Redis(server.url, { connectTimeout: 200, commandTimeout: 200, retryStrategy: () => null, maxRetriesPerRequest: 0 });
    other.on('error', () => {});
    opened.push(other);
    await expect(other.ping()).rejects.toThrow();
    expect(answered).toBe(false);
    server.resume();
    expect(await answer).toBe('PONG');
  });

  test('a paused server can be stopped', async () => {
    const server = await start();
    server.pause();
    await server.stop();
    expect(exists(server.pid)).toBe(false);
  });

  test('cluster mode owns all slots and refuses keys of two slots in one command', async () => {
    const server = await start({ cluster: true });
    const client = connect(server.url);
    expect(await client.cluster('INFO')).toContain('cluster_state:ok');
    await client.mset('{x}a', '1', '{x}b', '2');
    await expect(client.mset('a', '1', 'b', '2')).rejects.toThrow('CROSSSLOT');
  });

  test('arguments reach the server', async () => {
    const server = await start({ args: ['--maxmemory', '64mb'] });
    expect(await connect(server.url).config('GET', 'maxmemory')).toEqual(['maxmemory', String(64 * 1024 * 1024)]);
  });

  test('a server that cannot start says why', async () => {
    await expect(startRedis({ args: ['--maxmemory', 'lots'] })).rejects.toThrow('did not start');
  });
});
