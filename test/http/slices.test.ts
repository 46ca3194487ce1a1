/**
 * Long work of HTTP stops again and again, so that terminals are served between. Where a clock
 * matters it is one that goes on with each look, so each look finds its slice over.
 */
import { once } from 'node:events';
import { IncomingMessage, ServerResponse } from 'node:http';
import { type AddressInfo, Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { faultPlanSteps } from '../../src/authorizer/faults/file/rule-file.ts';
import { PIPELINED_MAX } from '../../src/http/admission.ts';
import { listPieces } from '../../src/http/answer-pieces.ts';
import { BODY_LIMITS } from '../../src/http/body/body-limits.ts';
import { DISCARDED_UNCLAIMED_BYTES_MAX } from '../../src/http/body/discard-rest.ts';
import { READ_BYTES_PER_TURN, readBody } from '../../src/http/body/read-body.ts';
import { HTTP_LIMITS, LARGE_REQUESTS_MAX } from '../../src/http/http-limits.ts';
import { LargeRequests } from '../../src/http/large-requests.ts';
import { createHttpListener } from '../../src/http/listener.ts';
import { QUERY } from '../../src/http/schema/card.ts';
import { SLICE_MS, Turns } from '../../src/issuing/turns.ts';
import { startTestApp, type TestApp } from '../server/app-fixture.ts';
import { RawClient } from './raw-client.ts';

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});
async function start(): Promise<TestApp> {
  const app = await startTestApp();
  ends.push(() => app.stop());
  return app;
}
async function dial(http: string): Promise<RawClient> {
  const client = await RawClient.connect(http);
  ends.push(() => client.end());
  return client;
}

async function metric(app: TestApp, name: string): Promise<number> {
  const text = await (await fetch(`${app.http}/metrics`)).text();
  const line = text.split('\n').find((each) => each.startsWith(`${name} `));
  return Number(line?.split(' ').at(-1) ?? 0);
}

/** Turns whose slices are over at the first look. */
function hastyTurns(): Turns {
  let nowMs = 0;
  return new Turns(() => {
    nowMs += SLICE_MS;
    return nowMs;
  });
}

async function join(pieces: AsyncIterable<string>): Promise<readonly string[]> {
  const texts: string[] = [];
  for await (const piece of pieces) texts.push(piece);
  return texts;
}

describe('a long list', () => {
  const items = Array.from({ length: 1_000 }, (_, n) => n);

  test('is made a step in each turn, item by item as it is shown', async () => {
    const turns = hastyTurns();
    const shown: number[] = [];
    const show = (n: number): string => {
      // What was shown before is at most the steps of the turns before.
      expect(shown.length).toBeLessThanOrEqual(10 * (turns.taken + 1));
      shown.push(n);
      return `#${n}`;
    };
    const page = { all: items, cursor: 'x' };
    const texts = await join(listPieces('all', page, { turns, show }));
    expect(JSON.parse(texts.join(''))).toEqual({ all: items.map((n) => `#${n}`), cursor: 'x' });
    expect(turns.taken).toBe(100);
  });

  test('comes in few pieces while its slice lasts', async () => {
    const turns = new Turns(() => 0);
    const texts = await join(listPieces('all', { all: items }, { turns }));
    expect(JSON.parse(texts.join(''))).toEqual({ all: items });
    expect([texts.length, turns.taken]).toEqual([1, 0]);
  });
});

test('a body is read a part in each turn', async () => {
  const turns = hastyTurns();
  const request = new IncomingMessage(new Socket());
  const read = readBody(request, BODY_LIMITS.query, { timeoutMs: 60_000, turns });
  const part = Buffer.alloc(READ_BYTES_PER_TURN, ' ');
  for (let n = 0; n < 4; n += 1) request.push(part);
  request.push(null);
  expect(await read).toBe(' '.repeat(4 * READ_BYTES_PER_TURN));
  // Nothing is left to read after the last part.
  expect(turns.taken).toBe(3);
});

test('after a refusal, a body of no claimed length is not read to its end', async () => {
  const app = await start();
  const client = await dial(app.http);
  client.head('/v1/cards', { 'transfer-encoding': 'chunked' });
  const spaces = Buffer.alloc(BODY_LIMITS.one.bytesMax + 1, ' ');
  client.chunk(spaces);
  expect(await client.answer()).toMatchObject({ status: 413, body: { code: 'bodyTooLarge' } });
  for (let bytes = 0; bytes <= DISCARDED_UNCLAIMED_BYTES_MAX; bytes += spaces.length) client.chunk(spaces);
  await client.closed;
});

describe('fault rules', () => {
  const rule = (name: string) => ({ name, do: { drop: true } });

  test('are read one by one', () => {
    const steps = faultPlanSteps(
      Array.from({ length: 100 }, (_, n) => rule(`rule-${n}`)),
      () => 'here',
    );
    let count = 0;
    while (steps.next().done !== true) count += 1;
    expect(count).toBe(200);
  });

  test('are read one by one also when some are wrong, and all mistakes are told at the end', () => {
    const steps = faultPlanSteps([rule('a'), { name: 1 }, rule('b'), { name: 'c', do: { drip: true } }], () => 'here');
    let count = 0;
    const readAll = (): void => {
      while (steps.next().done !== true) count += 1;
    };
    expect(readAll).toThrow(/name must be a name\.[\s\S]*drip/);
    expect(count).toBeGreaterThanOrEqual(4);
  });
});

test('a thousand wrong PANs are three issues, which say how many more there are', () => {
  const { error } = QUERY.safeParse({ pans: Array(1_000).fill('x'), tokens: ['y'] });
  expect(error?.issues.map(({ path }) => path.join('.'))).toEqual(['pans.0', 'pans.1', 'pans.2', 'tokens.0']);
  expect(error?.issues[2]).toMatchObject({ params: { more: 997 } });
});

test('a packet of a thousand requests is not parsed beyond the limit', async () => {
  const { server, admission } = createHttpListener(() => {}, HTTP_LIMITS, {
    fault: () => {},
    httpRefused: () => {},
    httpClientGone: () => {},
    decisionTimes: () => ({ boundsS: [], counts: [] }),
    registry: { contentType: '' },
    text: async () => '',
  });
  ends.push(() => server.close());
  await once(server.listen(0, '127.0.0.1'), 'listening');
  let requests = 0;
  server.on('request', () => {
    requests += 1;
  });
  const client = await dial(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  client.write('GET /healthz HTTP/1.1\r\nhost: localhost\r\n\r\n'.repeat(1_000));
  await client.closed;
  expect(requests).toBe(PIPELINED_MAX + 1);
  expect(admission.waiting).toBeLessThanOrEqual(PIPELINED_MAX);
});

describe('large requests', () => {
  test('count until both their work and their answer have ended', async () => {
    const large = new LargeRequests();
    const settle: (() => void)[] = [];
    const responses = Array.from({ length: LARGE_REQUESTS_MAX }, () => new ServerResponse(new IncomingMessage(new Socket())));
    const works = responses.map((response) => large.run(response, () => new Promise<void>((resolve) => settle.push(resolve))));
    await expect(large.run(new ServerResponse(new IncomingMessage(new Socket())), async () => {})).rejects.toMatchObject({ code: 'busy' });
    // A client that has left has not made room while the server still works for it.
    for (const response of responses) response.emit('close');
    await new Promise(setImmediate);
    expect(large.running).toBe(LARGE_REQUESTS_MAX);
    for (const end of settle) end();
    await Promise.all(works);
    await new Promise(setImmediate);
    expect(large.running).toBe(0);
  });

  test('an order whose client has left ends', async () => {
    const app = await start();
    const { cards } = app.app.store;
    const create = cards.create.bind(cards);
    const client = await dial(app.http);
    let calls = 0;
    const left = new Promise<void>((resolve) => {
      cards.create = async (batch) => {
        calls += 1;
        if (calls === 2) {
          client.end();
          while ((await metric(app, 'aksept_http_connections')) > 1) await new Promise(setImmediate);
          resolve();
        }
        return create(batch);
      };
    });
    const order = '{"count":10000}';
    client.head('/v1/cards', { 'content-length': order.length });
    client.write(order);
    await left;
    while ((await metric(app, 'aksept_http_clients_gone_total')) < 1) await new Promise(setImmediate);
    expect(calls).toBe(2);
  });
});
