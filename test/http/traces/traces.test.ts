/** Traces and replays over HTTP, against a whole server. */
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TRACE_OPERATIONS } from '../../../src/http/openapi/operations/traces.ts';
import { REPLAY, REPLAYS, type ShownReplay, type ShownTrace, TRACE, TRACES } from '../../../src/http/schema/trace.ts';
import { startTestApp, type TestApp } from '../../server/app-fixture.ts';

const PATIENCE_MS = 240_000;
const LINES = String(TRACE_OPERATIONS['POST /v1/traces']?.body);
const NDJSON = 'application/x-ndjson';

let server: TestApp;
beforeAll(async () => {
  server = await startTestApp({ testCards: 'none' });
});
afterAll(() => server?.stop());

async function upload(
  body: string,
  { name = 'a trace', key = randomUUID(), type = NDJSON, on = server }: { name?: string; key?: string; type?: string; on?: TestApp } = {},
): Promise<{ readonly status: number; readonly body: unknown }> {
  const headers = { 'content-type': type, ...(key === '' ? {} : { 'idempotency-key': key }) };
  const init = { method: 'POST', headers, body };
  const response = await fetch(`${on.http}/v1/traces?name=${encodeURIComponent(name)}`, init);
  return { status: response.status, body: await response.json() };
}

async function uploaded(body: string, name = 'a trace'): Promise<ShownTrace> {
  const answer = await upload(body, { name });
  expect(answer).toMatchObject({ status: 201 });
  return TRACE.parse(answer.body);
}

async function remove(id: string): Promise<{ readonly status: number; readonly body: unknown }> {
  const response = await fetch(`${server.http}/v1/traces/${id}`, { method: 'DELETE' });
  return { status: response.status, body: await response.json() };
}

async function replayed(trace: string, order: object = {}): Promise<ShownReplay> {
  const { status, body } = await server.post(`/v1/traces/${trace}/replay`, order);
  expect(status).toBe(202);
  const { id } = REPLAY.parse(body);
  for (;;) {
    const replay = REPLAY.parse((await server.get(`/v1/replays/${id}`)).body);
    if (replay.state !== 'running') return replay;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

describe('a trace', () => {
  test(
    'is uploaded once for a key, listed, downloaded and deleted',
    async () => {
      const key = randomUUID();
      const first = await upload(LINES, { name: 'Opptak 1', key });
      expect(first).toMatchObject({ status: 201, body: { name: 'Opptak 1', source: 'record', cards: 1, exchanges: 1, notes: [] } });
      expect(await upload(LINES, { name: 'Opptak 1', key })).toEqual(first);
      expect(await upload(`${LINES}\n`, { name: 'Opptak 1', key })).toMatchObject({ status: 422, body: { code: 'keyReused' } });
      const { id } = TRACE.parse(first.body);
      const { traces, bytes } = TRACES.parse((await server.get('/v1/traces')).body);
      expect([traces.map((each) => each.id), bytes]).toEqual([[id], LINES.length]);
      const download = await fetch(`${server.http}/v1/traces/${id}`);
      expect([download.headers.get('content-type'), download.headers.get('content-disposition')]).toEqual([
        NDJSON,
        `attachment; filename="${id}.ndjson"`,
      ]);
      expect(await download.text()).toBe(LINES);
      expect(await remove(id)).toMatchObject({ status: 200, body: { traces: [], bytes: 0 } });
      expect(await remove(id)).toMatchObject({ status: 404, body: { code: 'noSuchTrace' } });
    },
    PATIENCE_MS,
  );

  test(
    'that is cut is used as far as it can be read, with a note that names no path',
    async () => {
      const trace = await uploaded(`${LINES}${LINES.slice(0, 40)}`);
      expect(trace.notes).toEqual([expect.stringMatching(/^trace:4: the file is cut/)]);
      await remove(trace.id);
    },
    PATIENCE_MS,
  );

  test.each([
    ['text that is no trace', 'hello\n', {}, 422, 'notATrace'],
    ['nothing', '', {}, 422, 'notATrace'],
    ['a trace of another version', LINES.replace('"version":1', '"version":9'), {}, 422, 'notATrace'],
    ['without a key', LINES, { key: '' }, 400, 'keyMissing'],
    ['as JSON', '{}', { type: 'application/json' }, 415, 'notJson'],
    ['with a name that is a path', LINES, { name: '../../x' }, 400, 'badRequest'],
    ['with a name of markup', LINES, { name: '<b>' }, 400, 'badRequest'],
  ])(
    'is refused: %s',
    async (_name, body, options, status, code) => {
      expect(await upload(body, options)).toMatchObject({ status, body: { code, detail: expect.not.stringContaining(tmpdir()) } });
      expect(TRACES.parse((await server.get('/v1/traces')).body).traces).toEqual([]);
    },
    PATIENCE_MS,
  );

  test('of more than 64 MiB is refused before it is read', async () => {
    const response = await fetch(`${server.http}/v1/traces`, {
      method: 'POST',
      headers: { 'content-type': NDJSON, 'idempotency-key': randomUUID() },
      body: Buffer.alloc(67_108_865, 10),
    }).catch(() => undefined);
    // The connection is cut when the client sends on.
    if (response !== undefined)
      expect([response.status, await response.json()]).toEqual([413, expect.objectContaining({ code: 'bodyTooLarge' })]);
    expect(TRACES.parse((await server.get('/v1/traces')).body).traces).toEqual([]);
  });

  test(
    'finds no room when there are twenty',
    async () => {
      const all = await Promise.all(Array.from({ length: 3 }, () => uploaded(LINES)));
      while (all.length < 20) all.push(await uploaded(LINES));
      expect(await upload(LINES)).toMatchObject({ status: 409, body: { code: 'tracesFull' } });
      for (const { id } of all) await remove(id);
    },
    PATIENCE_MS,
  );
});

describe('an export of the journal', () => {
  test.each(['memory:', 'file:'])(
    'of the store %s is a trace that replays',
    async (store) => {
      const app = await startTestApp({
        testCards: 'none',
        store: store === 'file:' ? `file:${tmpdir()}/aksept-export-${randomUUID()}` : store,
      });
      const issued = await app.post('/v1/cards', { count: 1, balanceMinor: 100_000, seed: 'export' });
      const [card] = issued.body['cards'] as readonly { readonly pan: string; readonly pin: string }[];
      const purchase = { type: 'purchase', terminalId: 'SHELL001', terminalType: 'pos', terminalCountry: 578, mcc: 5411, ...card };
      const send = async (stan: number): Promise<number> => {
        const { pan, pin, ...rest } = { ...purchase };
        const { body } = await app.post('/v1/transactions', {
          ...rest,
          pan,
          pin,
          stan,
          amountMinor: 1_000 * stan,
          balanceMinor: undefined,
          expiry: undefined,
          status: undefined,
          profile: undefined,
        });
        return Number(body['decidedAtMs']);
      };
      await send(1);
      const secondMs = await send(2);
      await send(3);
      expect(await app.post('/v1/traces/export', { limit: 10 })).toMatchObject({
        status: 201,
        body: { name: 'journal', source: 'journal', exchanges: 3 },
      });
      expect(await app.post('/v1/traces/export', { limit: 2 })).toMatchObject({ status: 201, body: { exchanges: 2 } });
      expect((await app.post('/v1/traces/export', { until: secondMs, name: 'første' })).body).toMatchObject({
        name: 'første',
        lastMs: secondMs,
      });
      expect(await app.post('/v1/traces/export', { until: 1 })).toMatchObject({ status: 422, body: { code: 'emptyJournal' } });
      expect(await app.post('/v1/traces/export', { from: 2, until: 1 })).toMatchObject({ status: 400 });
      expect(await app.post('/v1/traces/export', { limit: 0 })).toMatchObject({ status: 400 });
      await app.stop();
    },
    PATIENCE_MS,
  );
});

describe('a replay', () => {
  test(
    'finds nothing that differs in a sound trace, and what differs in another',
    async () => {
      const sound = await uploaded(LINES, 'sound');
      expect(await replayed(sound.id)).toMatchObject({
        state: 'done',
        detail: '',
        name: 'sound',
        result: { compared: 1, differing: 0, differences: [] },
      });
      const other = await uploaded(LINES.replace('"approvedAmountMinor":25000', '"approvedAmountMinor":24000'), 'other');
      const replay = await replayed(other.id, { profiles: 'server' });
      expect(replay.result).toMatchObject({ differing: 1, counts: { approvedAmountMinor: 1, outcome: 0 } });
      expect(replay.result?.differences[0]?.differences).toEqual([{ what: 'approvedAmountMinor', recorded: 24_000, replayed: 25_000 }]);
      const { replays } = REPLAYS.parse((await server.get('/v1/replays')).body);
      expect(replays[0]).toMatchObject({ id: replay.id, result: { differing: 1, differences: [] } });
      expect(await server.post(`/v1/replays/${replay.id}/stop`, {})).toMatchObject({ status: 200, body: { state: 'done' } });
      await remove(sound.id);
      await remove(other.id);
    },
    PATIENCE_MS,
  );

  test(
    'is the only one at its time, shows how many differ and at most 200 of them, and can be stopped',
    async () => {
      const [header = '', card = '', exchange = ''] = LINES.split('\n');
      const wrong = exchange.replace('"approvedAmountMinor":25000', '"approvedAmountMinor":1');
      const many = Array.from({ length: 300 }, (_none, index) =>
        wrong.replace('"sequence":1', `"sequence":${index + 1}`).replace('"stan":1', `"stan":${index + 1}`),
      );
      const trace = await uploaded(`${[header, card.replace('2000000', '90000000000'), ...many].join('\n')}\n`);
      const { body } = await server.post(`/v1/traces/${trace.id}/replay`, {});
      const { id } = REPLAY.parse(body);
      expect(await server.post(`/v1/traces/${trace.id}/replay`, {})).toMatchObject({ status: 409, body: { code: 'replayActive' } });
      expect(await server.post(`/v1/replays/${id}/stop`, {})).toMatchObject({
        status: 200,
        body: { state: 'failed', detail: 'It was stopped.' },
      });
      const replay = await replayed(trace.id);
      expect(replay.result?.differing).toBeGreaterThan(200);
      expect(replay.result?.differences.length).toBe(200);
      await remove(trace.id);
    },
    PATIENCE_MS,
  );
});

test.each([
  ['GET', '/v1/traces/000000000000', 404],
  ['POST', '/v1/traces/000000000000/replay', 404],
  ['GET', '/v1/replays/000000000000', 404],
  ['POST', '/v1/replays/000000000000/stop', 404],
  ['GET', '/v1/traces/..%2f..%2fetc%2fpasswd', 400],
  ['DELETE', '/v1/traces/..%2f', 400],
  ['GET', '/v1/replays/..%5c..', 400],
  ['GET', '/v1/traces?limit=1', 400],
  ['GET', '/v1/replays?x=1', 400],
  ['PUT', '/v1/traces', 405],
  ['GET', '/v1/traces/export', 400],
  ['DELETE', '/v1/replays', 405],
])('%s %s is refused', async (method, path, status) => {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(server.http + path, method === 'POST' ? { method, headers, body: '{}' } : { method });
  expect([response.status, await response.json()]).toEqual([status, expect.objectContaining({ status, detail: expect.any(String) })]);
});

test.each([
  ['__proto__', '{"__proto__":{"profiles":"server"}}', 400],
  ['another profile', '{"profiles":"mine"}', 400],
  ['an unknown field', '{"speed":1}', 400],
  ['a list', '[]', 400],
  ['10 MB', JSON.stringify({ profiles: 'x'.repeat(10_000_000) }), 413],
])('a body with %s is refused', async (_name, body, status) => {
  for (const path of ['/v1/traces/000000000000/replay', '/v1/traces/export']) {
    const response = await fetch(server.http + path, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    expect(response.status).toBe(status);
  }
});

test(
  'nothing is left in the temporary folder of a server that has ended',
  async () => {
    const before = new Set(readdirSync(tmpdir()));
    const app = await startTestApp({ testCards: 'none' });
    const marked = LINES.replace(
      '"stan":1',
      `"stan":${Number.parseInt(createHash('sha256').update(randomUUID()).digest('hex').slice(0, 4), 16)}`,
    );
    expect((await upload(marked, { on: app })).status).toBe(201);
    const made = readdirSync(tmpdir()).filter((name) => name.startsWith('aksept-http-') && !before.has(name));
    expect(made.length).toBeGreaterThan(0);
    const own = made.filter((name) => existsSync(`${tmpdir()}/${name}`));
    await app.stop();
    expect(own.filter((name) => existsSync(`${tmpdir()}/${name}`)).length).toBeLessThan(own.length);
  },
  PATIENCE_MS,
);
