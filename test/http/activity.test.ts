import { createServer, type ServerResponse } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ACTIVITY_LIMITS, Activity, type ActivityLimits } from '../../src/http/activity/activity.ts';
import { ACTIVITY, ACTIVITY_EVENTS } from '../../src/http/schema/activity.ts';
import { Turns } from '../../src/issuing/turns.ts';
import { type Store, StoreError } from '../../src/limits/store.ts';
import { createMemoryStore } from '../../src/limits/stores/memory/store.ts';
import { TEST_PROFILES, World } from '../limits/stores/conformance/world.ts';
import { startTestApp, type TestApp } from '../server/app-fixture.ts';
import { EventClient } from './event-client.ts';

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function dial(url: string, lastEventId?: string): Promise<EventClient> {
  const client = await EventClient.open(url, lastEventId);
  ends.push(() => client.close());
  return client;
}

function spend(world: World, amountMinor: number, changes: object = {}): Promise<unknown> {
  return world.decide(world.attempt({ instantMs: 0, amountMinor, ...changes }));
}

const amounts = (client: EventClient): readonly unknown[] => client.entries.map(({ amountMinor }) => amountMinor);
const upTo = (last: number): readonly number[] => Array.from({ length: last }, (_, n) => n + 1);

describe('GET /v1/activity', () => {
  let server: TestApp;
  let world: World;
  let url = '';

  beforeEach(async () => {
    server = await startTestApp();
    ends.push(() => server.stop());
    world = new World(server.app.store);
    await world.issue();
    url = `${server.http}/v1/activity`;
  });

  test('says where it begins, then what happens, in order, each as its schema says and without card data', async () => {
    const client = await dial(url);
    expect([client.status, client.type]).toEqual([200, 'text/event-stream; charset=utf-8']);
    await client.until(({ lastId }) => lastId !== '');
    for (let n = 1; n <= 5; n += 1) await spend(world, n);
    await spend(world, 6, { key: '9578991234567892.1.1793000000000.f', terminalId: '9578991234567892' });
    await server.app.store.cards.fund(world.token, 7);
    await client.until(({ entries }) => entries.length === 7);
    expect(amounts(client)).toEqual(upTo(7));
    expect(client.entries.at(-1)).toMatchObject({ event: 'fund', cardToken: world.token });
    expect(client.lastId).toBe(client.entries.at(-1)?.['id']);
    expect(JSON.stringify(client.events)).not.toContain('9578991234567892');
    for (const { name, data } of client.events) {
      expect(ACTIVITY_EVENTS[name as keyof typeof ACTIVITY_EVENTS].parse(data)).toEqual(data);
    }
  });

  test('goes on after a cut connection by the last id, without loss or doubles', async () => {
    const got: unknown[] = [];
    let lastId: string | undefined;
    for (let round = 0; round < 5; round += 1) {
      const client = await EventClient.open(url, lastId);
      await client.until((it) => it.lastId !== '');
      for (let n = 1; n <= 20; n += 1) await spend(world, round * 30 + n);
      await client.until(({ entries }) => entries.length > round);
      client.close();
      got.push(...amounts(client));
      lastId = client.lastId;
      for (let n = 21; n <= 30; n += 1) await spend(world, round * 30 + n);
    }
    const client = await dial(url, lastId);
    await client.until((it) => amounts(it).includes(150));
    expect([...got, ...amounts(client)]).toEqual(upTo(150));
    expect(client.named('gap')).toEqual([]);
  });

  test('?after= goes on like the header, which wins', async () => {
    const { body } = await server.get('/v1/activity');
    await spend(world, 1);
    const first = await dial(`${url}?after=${body['position']}`);
    await first.until(({ entries }) => entries.length === 1);
    await spend(world, 2);
    const second = await dial(`${url}?after=${body['position']}`, first.lastId);
    await second.until(({ entries }) => entries.length === 1);
    expect(amounts(second)).toEqual([2]);
  });

  test('filters by outcome, terminal and card', async () => {
    const other = new World(server.app.store);
    await other.issue({ balanceMinor: 100 });
    const [declined, pump, own] = await Promise.all([
      dial(`${url}?outcome=insufficientFunds`),
      dial(`${url}?terminal=PUMP0001&outcome=approved`),
      dial(`${url}?card=${other.token}`),
    ]);
    for (const client of [declined, pump, own]) await client.until(({ lastId }) => lastId !== '');
    await spend(world, 1);
    await spend(world, 2, { terminalId: 'PUMP0001' });
    await spend(other, 3);
    await spend(other, 4_000, { terminalId: 'PUMP0001' });
    await spend(world, 5, { terminalId: 'PUMP0001' });
    await spend(other, 6);
    await own.until(({ entries }) => entries.length === 3);
    await pump.until(({ entries }) => entries.length === 2);
    await declined.until(({ entries }) => entries.length === 1);
    expect([amounts(own), amounts(pump), amounts(declined)]).toEqual([[3, 4_000, 6], [2, 5], [4_000]]);
  });

  test('a place in a journal that is gone is told, and the stream begins at the end', async () => {
    const client = await dial(url, '0000beef-12');
    await client.until((it) => it.named('gap').length === 1);
    expect(client.named('gap')).toEqual([{ missed: null }]);
    await spend(world, 1);
    await client.until(({ entries }) => entries.length === 1);
    const again = await dial(url, client.lastId);
    await spend(world, 2);
    await again.until(({ entries }) => entries.length === 1);
    expect([amounts(again), again.named('gap')]).toEqual([[2], []]);
  });

  test('a place whose entries are dropped: how many are missed, and those that are left', async () => {
    const { body } = await server.get('/v1/activity');
    for (let n = 1; n <= 10_050; n += 1) await spend(world, n);
    const answer = (await server.get(`/v1/activity?limit=1&after=${body['position']}`)).body;
    expect([answer['missed'], ACTIVITY.parse(answer).entries[0]?.amountMinor]).toEqual([50, 51]);
    const client = await dial(url, String(body['position']));
    await client.until((it) => it.named('sampled').length === 1);
    expect(client.named('gap')).toEqual([{ missed: 50 }]);
    expect(client.named('sampled')).toEqual([{ shown: ACTIVITY_LIMITS.backlogMax, of: 10_000 }]);
    expect([client.entries.length, amounts(client).at(-1)]).toEqual([1_000, 10_050]);
  });

  test.each([
    ['a last id that is none', '', '../etc', 'last-event-id: must be the id of an event'],
    ['a position that is none', '?after=%3Cb%3E', undefined, 'after: must be the id of an entry'],
    ['an outcome that is none', '?outcome=maybe', undefined, 'outcome: '],
    ['a PAN as card', '?card=9578991234567892', undefined, 'card: must be a token'],
    ['a parameter that is none', '?wire=protobuf', undefined, 'Unknown query parameter "wire"'],
  ])('%s is refused', async (_name, query, lastId, words) => {
    const headers = { accept: 'text/event-stream', ...(lastId === undefined ? {} : { 'last-event-id': lastId }) };
    const response = await fetch(url + query, { headers });
    const body: unknown = await response.json();
    expect([response.status, body]).toEqual([400, expect.objectContaining({ detail: expect.stringContaining(words) })]);
  });

  test('as JSON: the newest, then what comes behind the position, with the same filters', async () => {
    for (let n = 1; n <= 10; n += 1) await spend(world, n);
    const newest = ACTIVITY.parse((await server.get('/v1/activity?limit=3')).body);
    expect(newest.entries.map(({ amountMinor }) => amountMinor)).toEqual([8, 9, 10]);
    for (let n = 11; n <= 15; n += 1) await spend(world, n, { terminalId: n % 2 === 0 ? 'EVEN0001' : 'ODD00001' });
    const next = ACTIVITY.parse((await server.get(`/v1/activity?limit=2&after=${newest.position}`)).body);
    expect(next.entries.map(({ amountMinor }) => amountMinor)).toEqual([11, 12]);
    const odd = ACTIVITY.parse((await server.get(`/v1/activity?terminal=ODD00001&after=${newest.position}`)).body);
    expect(odd.entries.map(({ amountMinor }) => amountMinor)).toEqual([11, 13, 15]);
    expect((await server.get(`/v1/activity?after=${odd.position}`)).body).toEqual({ entries: [], position: odd.position, missed: 0 });
    expect(await server.get('/v1/activity?after=0000beef-12')).toMatchObject({
      status: 400,
      body: { detail: 'In the querystring, after: is no position of this journal; start without it.' },
    });
  });

  test('so many streams at a time, and room again when one ends', async () => {
    const clients: EventClient[] = [];
    for (let n = 0; n < ACTIVITY_LIMITS.streamsMax; n += 1) clients.push(await dial(url));
    const refused = await fetch(url, { headers: { accept: 'text/event-stream' } });
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '5']);
    expect(await refused.json()).toMatchObject({ code: 'tooManyStreams' });
    expect(await (await fetch(`${server.http}/metrics`)).text()).toContain(`aksept_http_activity_streams ${ACTIVITY_LIMITS.streamsMax}\n`);
    clients[0]?.close();
    let status = 503;
    while (status === 503) {
      const client = await dial(url);
      status = client.status;
    }
    expect(status).toBe(200);
  });

  test('a server that stops ends the streams', async () => {
    const client = await dial(url);
    await client.until(({ lastId }) => lastId !== '');
    await server.app.stop();
    await client.ended();
    expect(client.named('start')).toHaveLength(1);
  });

  test('HEAD opens none', async () => {
    expect((await fetch(url, { method: 'HEAD', headers: { accept: 'text/event-stream' } })).status).toBe(405);
  });
});

describe('the streams', () => {
  interface Streams {
    readonly activity: Activity;
    readonly world: World;
    readonly url: string;
    readonly refused: string[];
    readonly asked: () => number;
    /** Answers by bucket: up to 1 ms, up to 2 ms, above. */
    readonly answered: number[];
    trouble: StoreError | undefined;
  }

  async function start(limits: Partial<ActivityLimits> = {}): Promise<Streams> {
    const store = createMemoryStore({ profiles: TEST_PROFILES, nowMs: Date.now });
    const refused: string[] = [];
    let asked = 0;
    const streams: { -readonly [K in keyof Streams]?: Streams[K] } = { trouble: undefined };
    const counted: Pick<Store, 'journalEnd' | 'journalAfter'> = {
      journalEnd: async () => {
        asked += 1;
        if (streams.trouble !== undefined) throw streams.trouble;
        return store.journalEnd();
      },
      journalAfter: (range) => store.journalAfter(range),
    };
    const times = { boundsS: [0.001, 0.002], counts: [0, 0, 0] };
    const metrics = { httpRefused: (reason: string) => refused.push(reason), fault: () => expect.unreachable() };
    const activity = new Activity({
      store: counted,
      turns: new Turns(),
      metrics: {
        httpRefused: (reason) => void metrics.httpRefused(reason),
        fault: metrics.fault,
        decisionTimes: () => ({ ...times, counts: [...times.counts] }),
      },
      limits: { ...ACTIVITY_LIMITS, periodMs: 1, heartbeatMs: 20, ...limits },
    });
    const server = createServer((request, response: ServerResponse) => {
      const lastId = request.headers['last-event-id'];
      const filter = { card: new URL(request.url ?? '', 'http://x').searchParams.get('card') ?? undefined };
      activity.open(response, { filter, position: String(lastId ?? store.journalEnd()), isResumed: lastId !== undefined });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    ends.push(async () => {
      activity.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    });
    const world = new World(store);
    await world.issue();
    const { port } = server.address() as AddressInfo;
    return Object.assign(streams, {
      activity,
      world,
      url: `http://127.0.0.1:${port}/`,
      refused,
      asked: () => asked,
      answered: times.counts,
    }) as Streams;
  }

  test('tell each second how long answers took, of what came since they were opened', async () => {
    const { url, answered } = await start({ latencyMs: 5 });
    answered[2] = 1_000;
    const client = await dial(url);
    await client.until((so) => so.named('latency').length > 0);
    expect(client.named('latency')[0]).toEqual({ answers: 0, p50Ms: null, p99Ms: null });
    answered[0] = 90;
    answered[1] = 10;
    const told = (so: EventClient) => so.named('latency').find(({ answers }) => answers !== 0);
    await client.until((so) => told(so) !== undefined);
    expect(told(client)).toEqual({ answers: 100, p50Ms: expect.closeTo(50 / 90), p99Ms: expect.closeTo(1.9) });
  });

  test('ask the store only while there is a client, once for all that are at the same place', async () => {
    const { activity, world, url, asked } = await start();
    for (let n = 1; n <= 50; n += 1) await spend(world, n);
    expect(asked()).toBe(0);
    const clients = await Promise.all([dial(url), dial(url), dial(url)]);
    for (const client of clients) await client.until(({ lastId }) => lastId !== '');
    await spend(world, 51);
    for (const client of clients) await client.until(({ entries }) => entries.length === 1);
    expect(activity.streams).toBe(3);
    for (const client of clients) client.close();
    while (activity.streams > 0) await new Promise((resolve) => setImmediate(resolve));
    const before = asked();
    // What was being read may have ended meanwhile; nothing is begun.
    for (let n = 1; n <= 50; n += 1) await spend(world, n);
    for (let turn = 0; turn < 50; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    expect(asked()).toBeLessThanOrEqual(before + 1);
  });

  test('more than so many a second are sampled, the newest included, and all are accounted for', async () => {
    const { world, url } = await start({ perSecondMax: 10 });
    const client = await dial(url);
    await client.until(({ lastId }) => lastId !== '');
    for (let n = 1; n <= 3_000; n += 1) await spend(world, n);
    await client.until((it) => it.named('sampled').reduce((sum, { of }) => sum + Number(of), 0) + whole(it) >= 3_000);
    expect(client.entries.length).toBeLessThan(1_000);
    expect(amounts(client)).toEqual([...new Set(amounts(client))].toSorted((a, b) => Number(a) - Number(b)));
    expect(client.named('start')).toEqual([{ perSecondMax: 10 }]);

    /** Entries of the reads that were sent whole. */
    function whole(it: EventClient): number {
      return it.entries.length - it.named('sampled').reduce((sum, { shown }) => sum + Number(shown), 0);
    }
  });

  test('a sample does not hide the few entries that a filter asks for', async () => {
    const { world, url } = await start({ perSecondMax: 10 });
    const quiet = new World(world.store);
    await quiet.issue();
    const client = await dial(`${url}?card=${quiet.token}`);
    await client.until(({ lastId }) => lastId !== '');
    for (let n = 1; n <= 3_000; n += 1) await spend(n % 1_000 === 0 ? quiet : world, n);
    await client.until(({ entries }) => entries.length === 3);
    expect([amounts(client), client.named('sampled')]).toEqual([[1_000, 2_000, 3_000], []]);
  });

  test('a client that never reads is disconnected, and slows no other', async () => {
    const { activity, world, url, refused } = await start({ perSecondMax: 1e9, bufferBytesMax: 65_536, heartbeatMs: 60_000 });
    const { port } = new URL(url);
    const deaf = connect({ host: '127.0.0.1', port: Number(port) });
    ends.push(() => deaf.destroy());
    deaf.on('error', () => {});
    deaf.pause();
    deaf.write('GET / HTTP/1.1\r\nhost: localhost\r\n\r\n');
    const client = await dial(url);
    await client.until(({ lastId }) => lastId !== '');
    while (activity.streams < 2) await new Promise((resolve) => setImmediate(resolve));
    let sent = 0;
    // What the system takes in for a client is a few megabytes.
    while (refused.length === 0 && sent < 200_000) {
      for (let n = 1; n <= 500; n += 1) await spend(world, sent + n);
      sent += 500;
      await client.until(({ entries }) => entries.length === sent);
    }
    expect(refused).toEqual(['streamNotRead']);
    expect(amounts(client)).toEqual(upTo(sent));
    while (activity.streams > 1) await new Promise((resolve) => setImmediate(resolve));
  }, 60_000);

  test('heartbeats tell how far a client is, also past what its filter leaves out', async () => {
    const { world, url } = await start();
    const client = await dial(`${url}?card=${'0'.repeat(32)}`);
    await client.until(({ lastId }) => lastId !== '');
    for (let n = 1; n <= 20; n += 1) await spend(world, n);
    const end = await world.store.journalEnd();
    await client.until(({ lastId }) => lastId === end);
    expect(client.named('entry')).toEqual([]);
  });

  test('a store that cannot be read is told once, and the stream goes on when it can', async () => {
    const streams = await start();
    const { world, url, asked } = streams;
    const client = await dial(url);
    await client.until(({ lastId }) => lastId !== '');
    streams.trouble = new StoreError('unreachable', 'Redis at nowhere does not answer.');
    await spend(world, 1);
    await client.until((it) => it.named('trouble').length === 1);
    const before = asked();
    while (asked() < before + 5) await new Promise((resolve) => setImmediate(resolve));
    streams.trouble = undefined;
    await client.until(({ entries }) => entries.length === 1);
    expect(client.named('trouble')).toEqual([{ detail: 'Redis at nowhere does not answer.' }]);
  });
});
