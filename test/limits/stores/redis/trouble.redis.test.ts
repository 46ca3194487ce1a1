/** What goes wrong with a Redis: each trouble is one clear sentence or a StoreError, and what can heal heals by itself. */
import { Redis } from 'ioredis';
import { afterEach, expect, it } from 'vitest';
import type { Store } from '../../../../src/limits/store.ts';
import { createRedisStore } from '../../../../src/limits/stores/redis/store.ts';
import { type RedisServer, startRedis } from '../../../support/redis.ts';
import { describeOwnRedis } from '../../../support/redis-suite.ts';
import { TEST_PROFILES, World } from '../conformance/world.ts';

/** Longer than any machine needs. */
const POLL = { timeout: 120_000 };

describeOwnRedis('a Redis in trouble', () => {
  let server: RedisServer | undefined;
  let store: Store | undefined;

  afterEach(async () => {
    await store?.close();
    await server?.stop();
    store = undefined;
    server = undefined;
  });

  async function open(url: string, warnings: string[] = []): Promise<Store> {
    store = await createRedisStore({ url, profiles: TEST_PROFILES, warn: (sentence) => void warnings.push(sentence) });
    return store;
  }

  async function withUser(rules: string): Promise<string> {
    server = await startRedis();
    const client = new Redis(server.url);
    await client.call('ACL', 'SETUSER', 'terminal', 'on', '>secret-word', ...rules.split(' '));
    await client.quit();
    return server.url.replace('//', '//terminal:secret-word@');
  }

  it('that refuses connections: one sentence with the address and what to do', async () => {
    server = await startRedis();
    await server.kill();
    await expect(open(server.url)).rejects.toThrow(`Redis at ${server.url} cannot be reached`);
    await expect(open(server.url)).rejects.toMatchObject({ code: 'unreachable' });
  });

  it('without permission for EVALSHA: says which permission is missing, never the password', async () => {
    const url = await withUser('~* +@all -evalsha');
    await expect(open(url)).rejects.toThrow(/refuses this user \(NOPERM .*evalsha/);
    await expect(open(url)).rejects.toThrow(expect.not.stringContaining('secret-word'));
  });

  it.each(['hvals', 'zrem', 'xadd', 'pexpire'])(
    'without permission for %s: refused at the start, not in the middle of a decision',
    async (command) => {
      const url = await withUser(`~* +@all -${command}`);
      await expect(open(url)).rejects.toThrow(/refuses this user \((NOPERM|ERR)/);
    },
  );

  it('with a wrong password', async () => {
    const url = await withUser('~* +@all');
    await expect(open(url.replace('secret-word', 'wrong-word'))).rejects.toMatchObject({ code: 'refused' });
    await expect(open(url.replace('secret-word', 'wrong-word'))).rejects.toThrow(expect.not.stringContaining('wrong-word'));
  });

  it('without permission for another database: refused, not silently database 0', async () => {
    const url = await withUser('~* +@all -select');
    await expect(open(`${url}/1`)).rejects.toThrow(/refuses this user \(NOPERM .*select/);
  });

  it('without an append-only file: warns', async () => {
    server = await startRedis();
    const warnings: string[] = [];
    await open(server.url, warnings);
    expect(warnings).toEqual([expect.stringContaining('no append-only file')]);
  });

  it('that dies and comes back: unreachable meanwhile, then decides again, and nothing answered is lost', async () => {
    server = await startRedis({ aof: true });
    const warnings: string[] = [];
    const world = new World(await open(server.url, warnings));
    await world.issue();
    await world.decide(world.attempt(), 'approved');
    await server.kill();
    await expect.poll(() => world.store.ready(), POLL).toBe(false);
    await expect(world.decide(world.attempt())).rejects.toMatchObject({ code: 'unreachable' });
    await server.restart();
    await expect.poll(() => world.store.ready(), POLL).toBe(true);
    expect((await world.decide(world.attempt(), 'approved')).ledgerMinor).toBe(10_000_000 - 20_000);
    expect(warnings.join(' ')).toMatch(/is lost.*is back/);
  });

  it('that hangs: what was sent waits and is decided once', async () => {
    server = await startRedis();
    const world = new World(await open(server.url));
    await world.issue();
    server.pause();
    const waiting = [world.decide(world.attempt()), world.decide(world.attempt())];
    server.resume();
    expect((await Promise.all(waiting)).map(({ outcome }) => outcome)).toEqual(['approved', 'approved']);
    expect(await world.ledger()).toBe(10_000_000 - 20_000);
  });

  it('that is killed while fundings with keys are in flight: sent again, each is carried out once', async () => {
    server = await startRedis({ aof: true });
    const world = new World(await open(server.url));
    await world.issue({ balanceMinor: 0 });
    const fundings = 500;
    const fund = (n: number) => world.store.cards.fund(world.token, 1 + (n % 3), `load-${n}`);
    const first = Promise.allSettled(Array.from({ length: fundings }, (_, n) => fund(n)));
    await server.kill();
    await server.restart();
    const settled = await first;
    await expect.poll(() => world.store.ready(), POLL).toBe(true);
    for (const [n, result] of settled.entries()) {
      const again = await fund(n);
      if (result.status === 'rejected') continue;
      const { funding } = result.value ?? {};
      expect(again?.funding).toEqual({ ...funding, repeated: true });
    }
    const expected = settled.reduce((sum, _, n) => sum + 1 + (n % 3), 0);
    expect(await world.store.cards.get(world.token)).toMatchObject({ ledgerMinor: expected, fundedMinor: expected });
  });

  it('that is killed while attempts are in flight: each is decided at most once', async () => {
    server = await startRedis({ aof: true });
    const world = new World(await open(server.url));
    await world.issue();
    const attempts = Array.from({ length: 200 }, () => world.attempt());
    const settled = Promise.allSettled(attempts.map((attempt) => world.decide(attempt)));
    await server.kill();
    await server.restart();
    const results = await settled;
    const approved = results.filter((result) => result.status === 'fulfilled' && result.value.outcome === 'approved').length;
    await expect.poll(() => world.store.ready(), POLL).toBe(true);
    const card = await world.store.cards.get(world.token);
    expect(card?.postedMinor).toBeGreaterThanOrEqual(approved * 10_000);
    for (const attempt of attempts) await world.decide({ ...attempt, attemptId: `${attempt.attemptId}-again` }, 'approved');
    expect(await world.ledger()).toBe(10_000_000 - attempts.length * 10_000);
  });

  it('that evicted the scripts: loads them again by itself', async () => {
    server = await startRedis();
    const world = new World(await open(server.url));
    await world.issue();
    const client = new Redis(server.url);
    await client.script('FLUSH');
    await client.quit();
    await world.decide(world.attempt(), 'approved');
  });

  it('keeps what it knows of PANs that are not on file for five minutes only', async () => {
    server = await startRedis();
    const world = new World(await open(server.url));
    await world.decide(world.attempt({ rrn: '121212121212', stanDate: 'POS00001.5.0601' }), 'invalidCardNumber');
    await world.follow(world.reversal('x'), 'invalidCardNumber');
    const client = new Redis(server.url);
    const keys = (await client.keys('*')).filter((key) => !key.endsWith(':journal'));
    const expiries = await Promise.all(keys.map((key) => client.pttl(key)));
    await client.quit();
    expect(keys.length).toBeGreaterThan(3);
    for (const ms of expiries) expect([ms > 0, ms <= 300_000]).toEqual([true, true]);
  });

  it('holds keys that go by themselves, and no PAN', async () => {
    server = await startRedis();
    const world = new World(await open(server.url));
    await world.issue();
    const attempt = world.attempt();
    await world.decide(attempt, 'approved');
    await world.store.decide(world.reversal(world.attempt().key));
    const client = new Redis(server.url);
    const keys = (await client.keys('*')).sort();
    const kinds = await Promise.all(keys.map(async (key) => [key.split(':')[2], (await client.pttl(key)) > 9 * 86_400_000]));
    await client.quit();
    expect(kinds).toEqual(
      [
        ['answer', true],
        ['answer', true],
        ['answer', true],
        ['card', false],
        ['journal', false],
        ['pointer', true],
        ['pointer', true],
        ['spends', true],
      ].sort(),
    );
    expect(new Set(keys.map((key) => /\{\d\d\}/.exec(key)?.[0])).size).toBe(1);
    expect(keys.join()).not.toMatch(/957899/);
  });
});
