/** Replays that are sent to a listener of the server, or to another host, as terminals would. */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { TRACE_OPERATIONS } from '../../../src/http/openapi/operations/traces.ts';
import { REPLAY, type ShownReplay, TRACE } from '../../../src/http/schema/trace.ts';
import { startTestApp, type TestApp } from '../../server/app-fixture.ts';
import { temporaryFolder } from '../../support/cli.ts';

const PATIENCE_MS = 240_000;
/** A card with 20,000.00, and a purchase of 250.00. */
const LINES = String(TRACE_OPERATIONS['POST /v1/traces']?.body);

const folder = temporaryFolder();
let server: TestApp;
let trace: string;
beforeAll(async () => {
  server = await startTestApp({ iso8583: '0:1987-ascii', testCards: join(folder.path, 'cards.json') });
  trace = await uploaded(server);
});
afterAll(async () => {
  await server?.stop();
  folder.remove();
});

async function uploaded(on: TestApp): Promise<string> {
  const headers = { 'content-type': 'application/x-ndjson', 'idempotency-key': randomUUID() };
  const response = await fetch(`${on.http}/v1/traces?name=host`, { method: 'POST', headers, body: LINES });
  return TRACE.parse(await response.json()).id;
}

async function replayed(order: object, on = server, of = trace): Promise<ShownReplay> {
  const { status, body } = await on.post(`/v1/traces/${of}/replay`, order);
  expect([status, body]).toEqual([202, expect.anything()]);
  const { id } = REPLAY.parse(body);
  let replay = REPLAY.parse(body);
  await expect
    .poll(
      async () => {
        replay = REPLAY.parse((await on.get(`/v1/replays/${id}`)).body);
        return replay.state;
      },
      { timeout: PATIENCE_MS },
    )
    .not.toBe('running');
  return replay;
}

async function issueOne(seed: string): Promise<object> {
  const { body } = await server.post('/v1/cards', { count: 1, balanceMinor: 2_000_000, seed });
  return (body['cards'] as readonly object[])[0] ?? {};
}

async function ledgerOf(card: object): Promise<unknown> {
  const { body } = await server.post('/v1/cards/query', { pans: [(card as { readonly pan: string }).pan] });
  return (body['cards'] as readonly { readonly ledgerMinor: number }[])[0]?.ledgerMinor;
}

test(
  'without test cards is refused; then each listener decides, and its cards change',
  async () => {
    expect(await server.post(`/v1/traces/${trace}/replay`, { codec: 'protobuf' })).toMatchObject({
      status: 404,
      body: { code: 'noTestCards' },
    });
    const card = await issueOne('test cards');
    const at = `127.0.0.1:${server.app.ports.protobuf}`;
    const first = await replayed({ codec: 'protobuf' });
    expect(first).toMatchObject({ state: 'done', profiles: 'host', target: at, result: { on: at, compared: 1, differing: 0 } });
    expect(await ledgerOf(card)).toBe(1_975_000);
    // The same message again is a repeat, which the recorded one was not.
    expect(await replayed({ codec: 'protobuf' })).toMatchObject({
      state: 'done',
      result: { differing: 1, counts: { repeated: 1, outcome: 0 } },
    });
    expect(await ledgerOf(card)).toBe(1_975_000);
  },
  PATIENCE_MS,
);

test(
  'over ISO 8583, with cards of the order',
  async () => {
    const card = await issueOne('own cards');
    const at = `127.0.0.1:${server.app.ports.iso8583[0]?.port}`;
    expect(await replayed({ codec: 'iso8583', cards: [card] })).toMatchObject({ state: 'done', target: at, result: { differing: 0 } });
    expect(await ledgerOf(card)).toBe(1_975_000);
    expect(await replayed({ codec: 'iso8583', cards: [{ pan: '1' }] })).toMatchObject({
      state: 'failed',
      result: null,
      detail: expect.stringMatching(/card 1: pan: must be 12 to 19 digits/),
    });
  },
  PATIENCE_MS,
);

test.each([
  ['a listener that is not there', { codec: 'iso8583:1987-bcd' }, 400, /is that of no listener of this server/],
  ['a file as a codec', { codec: 'iso8583:/etc/passwd' }, 400, /^In the body, codec: /],
  ['another host', { target: '10.0.0.1:7583' }, 403, /^Load and replays go to listeners of this server only/],
  ['TLS without a target', { codec: 'protobuf', tls: true }, 400, /^In the body, tls: is for a target/],
  ['profiles for a host', { codec: 'protobuf', profiles: 'recorded' }, 400, /^In the body, profiles: is for a replay without codec/],
  ['cards for an empty store', { cards: [{}] }, 400, /^In the body, codec: must name the wire/],
  ['a target that is none', { target: 'x y' }, 400, /^In the body, target: must be host:port/],
])('%s is refused with one sentence', async (_what, order, status, detail) => {
  expect(await server.post(`/v1/traces/${trace}/replay`, order)).toMatchObject({ status, body: { detail: expect.stringMatching(detail) } });
});

test(
  'another host is one sentence when it does not answer, and decides when it does',
  async () => {
    const other = await startTestApp({ allowRemote: true, testCards: 'none' });
    const of = await uploaded(other);
    const card = await issueOne('another host');
    const to = (port: number): object => ({ target: `127.0.0.1:${port}`, cards: [card] });
    const lost = await replayed(to(1), other, of);
    expect(lost).toMatchObject({ state: 'failed', target: '127.0.0.1:1', detail: expect.stringContaining('127.0.0.1:1') });
    // Another key ring: the PIN cannot be read.
    expect(await replayed(to(server.app.ports.protobuf), other, of)).toMatchObject({
      state: 'done',
      result: { compared: 1, differing: 1 },
    });
    await other.stop();
  },
  PATIENCE_MS,
);
