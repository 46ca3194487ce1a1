/** Load runs over HTTP, against a whole server and with the real generator. */
import { createServer, type Server } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LOAD_EVENTS, LOAD_RUN, LOAD_RUNS, type ShownLoadRun } from '../../../src/http/schema/load.ts';
import { startTestApp, type TestApp } from '../../server/app-fixture.ts';
import { type TemporaryFolder, temporaryFolder } from '../../support/cli.ts';
import { EventClient } from '../event-client.ts';

/** A run may take long on a busy machine. */
const PATIENCE_MS = 240_000;
const JSON_TYPE = { 'content-type': 'application/json' };

let folder: TemporaryFolder;
let server: TestApp;

beforeAll(async () => {
  folder = temporaryFolder();
  server = await startTestApp({ testCards: `${folder.path}/cards.json`, iso8583: '0:1987-ascii,0:1993-bcd' });
  const { status } = await server.post('/v1/cards', { count: 100, mix: 'usual', seed: 'load' });
  expect(status).toBe(201);
});
afterAll(async () => {
  await server?.stop();
  folder.remove();
});

async function start(order: object, on: TestApp = server): Promise<ShownLoadRun> {
  const { status, body } = await on.post('/v1/load-runs', order);
  expect([status, body]).toEqual([201, expect.anything()]);
  return LOAD_RUN.parse(body);
}

async function ended(id: string, on: TestApp = server): Promise<ShownLoadRun> {
  const client = await EventClient.open(`${on.http}/v1/load-runs/${id}/events`);
  await client.ended();
  const { body } = await on.get(`/v1/load-runs/${id}`);
  return LOAD_RUN.parse(body);
}

describe('a run', () => {
  test(
    'is started, followed, and leaves a report whose books are those of the server',
    async () => {
      const run = await start({ rate: '50/s', duration: '2s', warmup: '100ms', thresholds: ['books{differing}==0', 'answered>=1'] });
      expect(run).toMatchObject({
        state: 'running',
        settings: { codec: 'protobuf', mode: 'open', rate: '50/s', workload: 'usual', cards: 100 },
      });
      const client = await EventClient.open(`${server.http}/v1/load-runs/${run.id}/events`);
      expect(client.type).toBe('text/event-stream; charset=utf-8');
      await client.ended();
      expect(LOAD_EVENTS.start.parse(client.named('start')[0]).id).toBe(run.id);
      const progress = client.named('progress').map((each) => LOAD_EVENTS.progress.parse(each));
      expect(progress.some(({ point }) => point !== null)).toBe(true);
      const [last] = client.named('end').map((each) => LOAD_EVENTS.end.parse(each));
      expect(last).toMatchObject({ state: 'done', detail: '', result: { books: 'equal', findings: 0, cutShort: '' } });
      expect(last?.result?.thresholds.map(({ kept }) => kept)).toEqual([true, true]);

      const report = await server.get(`/v1/load-runs/${run.id}/report`);
      expect(report).toMatchObject({ status: 200, body: { format: 'aksept load report', reconciliation: { kind: 'equal' } } });
      const page = await fetch(`${server.http}/v1/load-runs/${run.id}/report.html?lang=nb`);
      expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'unsafe-inline';/);
      expect(await page.text()).toMatch(/^<!doctype html>\s*<html lang="nb">/i);

      const { runs } = LOAD_RUNS.parse((await server.get('/v1/load-runs')).body);
      expect(runs[0]?.id).toBe(run.id);
    },
    PATIENCE_MS,
  );

  test(
    'is the only one at its time, has no report yet, and can be stopped',
    async () => {
      const run = await start({ concurrency: 2, duration: '10m', warmup: '0s', codec: 'iso8583:1993-bcd', workload: 'purchases-only' });
      expect(run.settings).toMatchObject({ codec: 'iso8583:1993-bcd', mode: 'closed', workload: 'purchases-only' });
      expect(await server.post('/v1/load-runs', {})).toMatchObject({ status: 409, body: { code: 'runActive' } });
      expect(await server.get(`/v1/load-runs/${run.id}/report`)).toMatchObject({ status: 409, body: { code: 'noReport' } });
      const client = await EventClient.open(`${server.http}/v1/load-runs/${run.id}/events`);
      await client.until(({ events }) => events.filter(({ name }) => name === 'progress').length >= 2);
      client.close();
      const resumed = await EventClient.open(`${server.http}/v1/load-runs/${run.id}/events`, '1');
      expect(await server.post(`/v1/load-runs/${run.id}/stop`, {})).toMatchObject({ status: 200, body: { state: 'stopping' } });
      await resumed.ended();
      expect(resumed.named('progress').slice(0, 1)).toEqual(client.named('progress').slice(1, 2));
      expect(LOAD_EVENTS.end.parse(resumed.named('end')[0])).toMatchObject({
        state: 'done',
        result: { cutShort: 'stopped', books: 'equal' },
      });
      expect(await server.post(`/v1/load-runs/${run.id}/stop`, {})).toMatchObject({ status: 200, body: { state: 'done' } });
    },
    PATIENCE_MS,
  );

  test(
    'takes cards and a workload of its own',
    async () => {
      const { body } = await server.post('/v1/cards', { count: 1, balanceMinor: 5_000_000, seed: 'own' });
      const workload = { errands: { purchase: 1 }, terminals: 2 };
      const run = await start({ cards: body['cards'], workload, rate: '20/s', duration: '500ms', warmup: '0s' });
      expect(run.settings).toMatchObject({ cards: 1, workload: 'given' });
      expect(await ended(run.id)).toMatchObject({ state: 'done', result: { books: 'equal' } });
    },
    PATIENCE_MS,
  );
});

describe('is refused with one sentence:', () => {
  test.each([
    ['a rate that is none', { rate: 'banana' }, 400, /^In the body, rate is "banana", which is no rate/],
    ['a rate of a wrong form', { rate: '<script>' }, 400, /^In the body, rate: must be a rate/],
    ['a rate and a concurrency', { rate: '1/s', concurrency: 1 }, 400, /rate and concurrency are two ways/],
    ['a run that is too long', { duration: '2h' }, 400, /duration must be at most 1h over HTTP/],
    ['a warm-up that is too long', { warmup: '6m' }, 400, /warmup must be at most 5m over HTTP/],
    ['more threads in a workload', { workload: { run: { workers: 2 } } }, 400, /workers must be 1 over HTTP/],
    ['an unknown flow of a workload', { workload: { errands: { dance: 1 } } }, 400, /errands has the unknown key "dance"/],
    ['an unknown workload', { workload: '../../package' }, 400, /^In the body, workload: must be one of usual/],
    ['an unknown threshold', { thresholds: ['p98<1ms'] }, 400, /is about nothing that is measured/],
    ['a card that is none', { cards: [{ pan: '1' }] }, 400, /card 1: pan: must be 12 to 19 digits/],
    ['no cards', { cards: [] }, 400, /^In the body, cards: must hold a card/],
    [
      'a listener that is not there',
      { codec: 'iso8583:1987-bcd' },
      400,
      /^In the body, codec: is that of no listener of this server; it has protobuf, /,
    ],
    ['a file as a codec', { codec: 'iso8583:/etc/passwd' }, 400, /^In the body, codec: /],
    ['another host', { target: '10.0.0.1:7583' }, 403, /start it with --allow-remote/],
    ['this machine as a target', { target: '127.0.0.1:7583' }, 403, /start it with --allow-remote/],
    ['TLS without a target', { tls: true }, 400, /^In the body, tls: is for a target/],
    ['a field that is none', { speed: 1 }, 400, /Unrecognized key/],
    ['a list', [], 400, /^In the body/],
    ['a wrong type', { concurrency: '64' }, 400, /^In the body, concurrency: /],
  ])(
    '%s',
    async (_name, order, status, detail) => {
      expect(await server.post('/v1/load-runs', order)).toMatchObject({ status, body: { status, detail: expect.stringMatching(detail) } });
      expect((await server.post('/v1/load-runs', order)).body['detail']).not.toMatch(/\n/);
    },
    PATIENCE_MS,
  );

  test.each([
    ['__proto__', '{"__proto__": {"rate": "1/s"}}', 400, 'badJson'],
    ['half of JSON', '{"rate":', 400, 'badJson'],
    ['10 MB', JSON.stringify({ seed: 'x'.repeat(10_000_000) }), 413, 'bodyTooLarge'],
    ['many values', JSON.stringify({ workload: { a: Array.from({ length: 30_000 }, () => 0) } }), 413, 'bodyTooLarge'],
    ['deep nesting', `{"workload":${'['.repeat(50)}${']'.repeat(50)}}`, 413, 'bodyTooDeep'],
  ])('a body with %s', async (_name, body, status, code) => {
    const response = await fetch(`${server.http}/v1/load-runs`, { method: 'POST', headers: JSON_TYPE, body });
    expect([response.status, await response.json()]).toEqual([status, expect.objectContaining({ code })]);
  });

  test.each([
    ['GET', '/v1/load-runs/000000000000', 404],
    ['GET', '/v1/load-runs/000000000000/events', 404],
    ['GET', '/v1/load-runs/000000000000/report', 404],
    ['POST', '/v1/load-runs/000000000000/stop', 404],
    ['GET', '/v1/load-runs/..%2f..%2fetc%2fpasswd/report', 400],
    ['GET', '/v1/load-runs/%00', 400],
    ['GET', '/v1/load-runs?limit=3', 400],
    ['GET', '/v1/load-targets?x=1', 400],
    ['DELETE', '/v1/load-runs', 405],
    ['POST', '/v1/load-runs/000000000000/events', 405],
    ['PUT', '/v1/load-targets', 405],
  ])('%s %s', async (method, path, status) => {
    const response = await fetch(server.http + path, method === 'POST' ? { method, headers: JSON_TYPE, body: '{}' } : { method });
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ status, detail: expect.any(String) });
  });

  test('an id of an event that is none', async () => {
    const { runs } = LOAD_RUNS.parse((await server.get('/v1/load-runs')).body);
    const client = await EventClient.open(`${server.http}/v1/load-runs/${runs[0]?.id}/events`, 'x');
    expect(client.status).toBe(400);
    client.close();
  });
});

describe('a server', () => {
  test(
    'without test cards says so',
    async () => {
      const other = await startTestApp({ testCards: 'none' });
      expect(await other.post('/v1/load-runs', {})).toMatchObject({ status: 404, body: { code: 'noTestCards' } });
      await other.stop();
    },
    PATIENCE_MS,
  );

  test(
    'that closes ends the run and its streams',
    async () => {
      const other = await startTestApp({ testCards: `${folder.path}/cards.json` });
      await other.post('/v1/cards', { count: 10, balanceMinor: 1_000_000 });
      const run = await start({ concurrency: 1, duration: '10m' }, other);
      const client = await EventClient.open(`${other.http}/v1/load-runs/${run.id}/events`);
      await client.until(({ events }) => events.length > 0);
      await other.stop();
      await client.ended();
    },
    PATIENCE_MS,
  );

  test(
    'with allowRemote takes a target, and says what is wrong with it',
    async () => {
      const silent: Server = createServer((socket) => socket.destroy());
      await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
      const address = silent.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      const other = await startTestApp({ testCards: `${folder.path}/cards.json`, allowRemote: true });
      await other.post('/v1/cards', { count: 10, balanceMinor: 1_000_000 });
      const failed = await ended((await start({ target: `127.0.0.1:${port}`, duration: '1s' }, other)).id, other);
      expect(failed).toMatchObject({ state: 'failed', detail: expect.stringMatching(/closed the connection at the first message/) });
      expect(await other.get(`/v1/load-runs/${failed.id}/report`)).toMatchObject({ status: 409, body: { code: 'noReport' } });
      expect(await other.post('/v1/load-runs', { target: `127.0.0.1:${port}`, codec: 'iso8583:/etc/passwd' })).toMatchObject({
        status: 400,
      });
      await other.stop();
      silent.close();
    },
    PATIENCE_MS,
  );
});
