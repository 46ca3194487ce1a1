import { afterEach, describe, expect, test } from 'vitest';
import type { Settings } from '../../src/config/settings-table.ts';
import { BODY_LIMITS } from '../../src/http/body/body-limits.ts';
import { HEADER_BYTES_MAX, LARGE_REQUESTS_MAX, URL_BYTES_MAX } from '../../src/http/http-limits.ts';
import { startTestApp, type TestApp } from '../server/app-fixture.ts';
import { read } from '../support/sources.ts';
import { RawClient } from './raw-client.ts';

const apps: TestApp[] = [];
const clients: RawClient[] = [];
async function start(settings: Partial<Settings> = {}): Promise<TestApp> {
  const app = await startTestApp(settings);
  apps.push(app);
  return app;
}
async function dial(app: TestApp): Promise<RawClient> {
  const client = await RawClient.connect(app.http);
  clients.push(client);
  return client;
}
afterEach(async () => {
  for (const client of clients.splice(0)) client.end();
  for (const app of apps.splice(0)) await app.stop();
});

async function metric(app: TestApp, name: string): Promise<number> {
  const text = await (await fetch(`${app.http}/metrics`)).text();
  const line = text.split('\n').find((each) => each.startsWith(`${name} `));
  return Number(line?.split(' ').at(-1) ?? 0);
}

const PAN = '9578990000000005';
const ROUTES = [
  ['/v1/transactions', BODY_LIMITS.one],
  ['/v1/cards', BODY_LIMITS.one],
  ['/v1/cards/explain', BODY_LIMITS.one],
  [`/v1/cards/${'0'.repeat(32)}/fund`, BODY_LIMITS.one],
  [`/v1/cards/${'0'.repeat(32)}/block`, BODY_LIMITS.one],
  ['/v1/faults/clear', BODY_LIMITS.one],
  ['/v1/cards/query', BODY_LIMITS.query],
  ['/v1/faults', BODY_LIMITS.faults],
  ['/v1/cards/import', BODY_LIMITS.import],
] as const;

describe('bodies', () => {
  test('of every route are refused by the length that they claim, before they are sent', async () => {
    const app = await start();
    for (const [path, { bytesMax, advice }] of ROUTES) {
      const client = await dial(app);
      client.head(path, { 'content-length': bytesMax + 1 });
      expect(await client.answer()).toMatchObject({
        status: 413,
        body: { code: 'bodyTooLarge', detail: `The body is longer than the ${bytesMax} bytes that this path accepts; ${advice}.` },
      });
    }
    expect(await metric(app, 'aksept_http_refused_total{reason="bodyTooLarge"}')).toBe(ROUTES.length);
  });

  test('are refused while they stream, and the connection serves on', async () => {
    const app = await start();
    for (const [path, { bytesMax }] of ROUTES.filter(([, limit]) => limit.bytesMax < 1_000_000)) {
      const client = await dial(app);
      client.head(path, { 'transfer-encoding': 'chunked' });
      client.chunk(`"${'x'.repeat(bytesMax - 1)}`);
      client.chunk('x');
      expect(await client.answer()).toMatchObject({ status: 413, body: { code: 'bodyTooLarge' } });
      client.chunk('more, which nobody keeps');
      client.chunk('');
      client.write('GET /healthz HTTP/1.1\r\nhost: localhost\r\n\r\n');
      while (!client.received.includes('"alive"')) await new Promise((resolve) => client.socket.once('data', resolve));
    }
  });

  test.each([
    ['brackets', '['.repeat(9), 'bodyTooDeep', 'more than 8 deep'],
    ['objects in objects', '{"a":'.repeat(9), 'bodyTooDeep', 'more than 8 deep'],
    ['empty objects', `[${'{},'.repeat(300)}`, 'bodyTooLarge', 'more than the 256 values'],
    ['keys', `{${Array.from({ length: 300 }, (_, n) => `"k${n}":0`)}}`, 'bodyTooLarge', 'more than the 256 values'],
  ])('of many %s are refused before they are whole', async (_name, text, code, words) => {
    const client = await dial(await start());
    client.head('/v1/transactions', { 'transfer-encoding': 'chunked' });
    client.chunk(text);
    const { status, body } = await client.answer();
    expect([status, body['code']]).toEqual([413, code]);
    expect(body['detail']).toContain(words);
  });

  test('brackets in strings are text', async () => {
    const { post } = await start();
    expect((await post('/v1/transactions', { rrn: '[{"'.repeat(20) })).status).toBe(200);
  });

  test('with too many cards are refused with one short sentence', async () => {
    const { post } = await start();
    const tooMany = await post('/v1/cards/query', { pans: Array(1_001).fill('x') });
    expect(tooMany).toMatchObject({ status: 400, body: { code: 'badRequest', detail: 'In the body, pans: must hold at most 1000.' } });
    const both = await post('/v1/cards/query', { pans: Array(600).fill(PAN), tokens: Array(600).fill('0'.repeat(32)) });
    expect(both.body['detail']).toBe('In the body, the whole: must hold at most 1000 cards.');
    expect((await post('/v1/faults', { rules: Array(101).fill(1) })).body['detail']).toBe('In the body, rules: must hold at most 100.');
  });

  test('with many mistakes: the first three, and how many more', async () => {
    const { post } = await start();
    const { body } = await post('/v1/cards/query', { pans: Array(1_000).fill('x') });
    const shown = [0, 1, 2].map((at) => `pans.${at}: must be 12 to 19 digits`).join('; ');
    expect(body['detail']).toBe(`In the body, ${shown} and 997 more.`);
  });

  test('with unknown keys: those that are names are shown, never digits', async () => {
    const { post } = await start();
    const keys = { [PAN]: 1, amuont: 1, ...Object.fromEntries(Array.from({ length: 100 }, (_, n) => [`k${'x'.repeat(50)}${n}`, 1])) };
    const { body } = await post('/v1/transactions', keys);
    expect(body['detail']).toBe('In the body, the whole: Unrecognized keys: "amuont" and 101 more.');
  });
});

describe('what comes before a body', () => {
  test('a long path and its query', async () => {
    const { get } = await start();
    const { status, body } = await get(`/v1/cards?cursor=${'1'.repeat(URL_BYTES_MAX)}`);
    expect([status, body['code']]).toEqual([414, 'urlTooLong']);
  });

  test('long headers', async () => {
    const client = await dial(await start());
    client.write(`GET /healthz HTTP/1.1\r\nhost: localhost\r\nx: ${'x'.repeat(HEADER_BYTES_MAX)}\r\n\r\n`);
    expect(await client.answer()).toMatchObject({ status: 431, body: { code: 'headersTooLong' } });
    await client.closed;
  });

  test.each([
    ['what is no HTTP', 'hello\r\n\r\n', 'badHttp'],
    ['a path that is no URL', 'GET /v1/cards/%zz9578990000000005 HTTP/1.1\r\nhost: localhost\r\n\r\n', 'badUrl'],
  ])('%s is not quoted', async (_name, text, code) => {
    const client = await dial(await start());
    client.write(text);
    expect(await client.answer()).toMatchObject({ status: 400, body: { code } });
    expect(client.received).not.toContain('957899');
  });

  test('a cursor that is none', async () => {
    const { get } = await start();
    expect((await get('/v1/cards?cursor=0-x')).body['detail']).toBe('In the querystring, cursor: must be the cursor of another page.');
  });
});

describe('slow clients', () => {
  test('a body that stops is answered 408', async () => {
    const app = await start({ httpBodyTimeoutMs: 20 });
    for (const path of ['/v1/transactions', '/v1/cards/import']) {
      const client = await dial(app);
      client.head(path, { 'content-length': 100 });
      client.write('[');
      const { status, body } = await client.answer();
      expect([status, body['code']]).toEqual([408, 'bodyTooSlow']);
      expect(body['detail']).toContain('within 20 ms');
      await client.closed;
    }
  });

  test('headers that stop are answered 408', async () => {
    const client = await dial(await start({ httpHeadersTimeoutMs: 20 }));
    client.write('GET /healthz HTTP/1.1\r\nhost: loc');
    expect(await client.answer()).toMatchObject({ status: 408, body: { code: 'headersTooSlow' } });
    await client.closed;
  });

  test('a connection without requests is closed', async () => {
    const client = await dial(await start({ httpIdleTimeoutMs: 20 }));
    client.write('GET /healthz HTTP/1.1\r\nhost: localhost\r\n\r\n');
    await client.answer();
    await client.closed;
  });
});

describe('many at once', () => {
  test('connections beyond the limit are closed, and counted', async () => {
    const app = await start({ httpConnectionsMax: 2 });
    const [first] = [await dial(app), await dial(app)];
    const third = await dial(app);
    await third.closed;
    first?.end();
    await first?.closed;
    expect(await metric(app, 'aksept_http_refused_total{reason="tooManyConnections"}')).toBe(1);
  });

  test('large requests beyond the limit are told to try again; one that ends makes room', async () => {
    const app = await start();
    const running = await Promise.all(Array.from({ length: LARGE_REQUESTS_MAX }, () => dial(app)));
    for (const client of running) {
      client.head('/v1/cards/import', { 'transfer-encoding': 'chunked' });
      client.chunk('[');
    }
    while ((await metric(app, 'aksept_http_large_requests')) < LARGE_REQUESTS_MAX) await Promise.resolve();
    const response = await fetch(`${app.http}/v1/verify`);
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '1']);
    const [first] = running;
    first?.chunk(']');
    first?.chunk('');
    expect(await first?.answer()).toEqual({ status: 200, body: { count: 0, created: 0 } });
    expect((await fetch(`${app.http}/v1/verify`)).status).toBe(200);
  });
});

describe('a client that hangs up', () => {
  test.each([
    ['while it sends', '/v1/transactions', { 'content-length': 100 }, '{"pan":'],
    ['in the middle of an import', '/v1/cards/import', { 'content-length': 100 }, '[{"pan":'],
  ])('%s is no fault of the server', async (_name, path, headers, text) => {
    const app = await start();
    const client = await dial(app);
    client.head(path, headers);
    client.write(text);
    while ((await metric(app, 'aksept_http_connections')) < 2) await Promise.resolve();
    client.end();
    while ((await metric(app, 'aksept_http_clients_gone_total')) < 1) await Promise.resolve();
    expect(await metric(app, 'aksept_faults_total{where="http"}')).toBe(0);
    const [debug, ...others] = app.log.lines.filter((line) => !line.includes('aksept serves'));
    expect(debug).toContain('An HTTP client left before its answer.');
    expect(others).toEqual([]);
  });

  test('before the answer is no fault either', async () => {
    const app = await start();
    const client = await dial(app);
    client.head('/v1/cards', { 'content-length': 14 });
    client.write('{"count":2000}');
    while ((await metric(app, 'aksept_http_large_requests')) < 1) await Promise.resolve();
    client.end();
    while ((await metric(app, 'aksept_http_large_requests')) > 0) await Promise.resolve();
    expect(await metric(app, 'aksept_faults_total{where="http"}')).toBe(0);
    expect(app.log.lines.filter((line) => line.startsWith('error'))).toEqual([]);
  });
});

test('the limits stand in docs/operating.md', () => {
  const text = read('docs/operating.md');
  for (const { bytesMax } of [BODY_LIMITS.one, BODY_LIMITS.query, BODY_LIMITS.faults]) {
    expect(text).toContain(`${bytesMax.toLocaleString('en-US')} bytes`);
  }
  for (const limit of [BODY_LIMITS.one, BODY_LIMITS.query, BODY_LIMITS.faults]) {
    expect(text).toContain(`${limit.valuesMax.toLocaleString('en-US')} values`);
  }
  for (const bytes of [URL_BYTES_MAX, HEADER_BYTES_MAX]) expect(text).toContain(`| ${bytes.toLocaleString('en-US')} bytes |`);
});
