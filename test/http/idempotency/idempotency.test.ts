import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { luhnCheckDigit } from '../../../src/cards/pan.ts';
import { StoreError } from '../../../src/limits/store.ts';
import { startTestApp, type TestApp } from '../../server/app-fixture.ts';

let server: TestApp;
let token = '';
let keys = 0;
beforeAll(async () => {
  server = await startTestApp();
  const { body } = await server.post('/v1/cards', { count: 1, balanceMinor: 1_000, seed: 'keys' });
  token = server.app.tokenOf((body['cards'] as readonly { readonly pan: string }[])[0]?.pan ?? '');
});
afterAll(() => server.stop());

interface Answer {
  readonly status: number;
  readonly replayed: string | null;
  readonly text: string;
  readonly code: unknown;
}

async function post(path: string, body: unknown, key: string, headers: Record<string, string> = {}): Promise<Answer> {
  const all = { 'content-type': 'application/json', 'idempotency-key': key, ...headers };
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const response = await fetch(server.http + path, { method: 'POST', headers: all, body: text });
  const answer = await response.text();
  const json: unknown = response.headers.get('content-type')?.includes('problem') === true ? JSON.parse(answer) : {};
  return { status: response.status, replayed: response.headers.get('idempotency-replayed'), text: answer, code: Object(json).code };
}

function newKey(): string {
  keys += 1;
  return `key-${keys}`;
}

async function ledger(): Promise<number> {
  return Number((await server.get(`/v1/cards/${token}`)).body['ledgerMinor']);
}

function cardOf(n: number): Record<string, unknown> {
  const payload = `957897${String(n).padStart(9, '0')}`;
  return { pan: payload + luhnCheckDigit(payload), expiry: '2811', pin: '1234', balanceMinor: 1 };
}

describe('the same key', () => {
  test('and body: the same answer, carried out once', async () => {
    const key = newKey();
    const before = await ledger();
    const first = await post(`/v1/cards/${token}/fund`, { amountMinor: 250 }, key);
    expect(first).toMatchObject({ status: 200, replayed: null });
    const again = await post(`/v1/cards/${token}/fund`, { amountMinor: 250 }, key);
    expect(again).toEqual({ ...first, replayed: 'true', text: first.text.replace('"repeated":false', '"repeated":true') });
    expect(await post(`/v1/cards/${token}/fund`, ' { "amountMinor" : 250 } ', key)).toEqual(again);
    expect(await ledger()).toBe(before + 250);
  });

  test('and another body, or another path, is refused 422', async () => {
    const key = newKey();
    const before = await ledger();
    await post(`/v1/cards/${token}/fund`, { amountMinor: 250 }, key);
    expect(await post(`/v1/cards/${token}/fund`, { amountMinor: 251 }, key)).toMatchObject({ status: 422, code: 'keyReused' });
    expect(await post(`/v1/cards/${'0'.repeat(32)}/fund`, { amountMinor: 250 }, key)).toMatchObject({ status: 422, code: 'keyReused' });
    expect(await post('/v1/cards', { count: 1 }, key)).toMatchObject({ status: 422 });
    expect(await ledger()).toBe(before + 250);
  });

  test('while the first request runs is refused 409, and carried out once', async () => {
    const { cards } = server.app.store;
    const fund = cards.fund.bind(cards);
    let go = (): void => {};
    const gate = new Promise<void>((resolve) => {
      go = resolve;
    });
    let calls = 0;
    let started = (): void => {};
    const isStarted = new Promise<void>((resolve) => {
      started = resolve;
    });
    cards.fund = async (...parameters) => {
      calls += 1;
      started();
      await gate;
      return fund(...parameters);
    };
    const key = newKey();
    const first = post(`/v1/cards/${token}/fund`, { amountMinor: 1 }, key);
    await isStarted;
    expect(await post(`/v1/cards/${token}/fund`, { amountMinor: 1 }, key)).toMatchObject({ status: 409, code: 'keyInUse' });
    go();
    const { text } = await first;
    cards.fund = fund;
    const again = text.replace('"repeated":false', '"repeated":true');
    expect(await post(`/v1/cards/${token}/fund`, { amountMinor: 1 }, key)).toMatchObject({ status: 200, replayed: 'true', text: again });
    expect(calls).toBe(1);
  });

  test('after a refusal is carried out: nothing had changed', async () => {
    const key = newKey();
    expect(await post(`/v1/cards/${token}/fund`, { amountMinor: -9_999_999 }, key)).toMatchObject({ status: 409, code: 'refused' });
    expect(await post(`/v1/cards/${token}/fund`, { amount: 1 }, key)).toMatchObject({ status: 400, code: 'badRequest' });
    expect(await post(`/v1/cards/${token}/fund`, { amountMinor: 1 }, key)).toMatchObject({ status: 200, replayed: null });
  });

  test('after an error of the store: an order is carried out, and so is a funding, if it was not', async () => {
    const { cards } = server.app.store;
    const { fund, create } = cards;
    const gone = async (): Promise<never> => {
      throw new StoreError('unreachable', 'The store is gone.');
    };
    const before = await ledger();
    // The first time the money is moved, and the answer is lost.
    cards.fund = async (...args) => {
      await fund.apply(cards, args);
      return gone();
    };
    cards.create = gone;
    const [money, order] = [newKey(), newKey()];
    expect(await post(`/v1/cards/${token}/fund`, { amountMinor: 1 }, money)).toMatchObject({ status: 503 });
    expect(await post('/v1/cards', { count: 1 }, order)).toMatchObject({ status: 503 });
    const lines = { accept: 'application/x-ndjson' };
    const brokenOff = newKey();
    expect((await post('/v1/cards', { count: 1 }, brokenOff, lines)).text).toContain('The store is gone.');
    cards.fund = fund;
    cards.create = create;
    expect(await post(`/v1/cards/${token}/fund`, { amountMinor: 1 }, money)).toMatchObject({ status: 200, replayed: 'true' });
    expect(await post(`/v1/cards/${token}/fund`, { amountMinor: 2 }, money)).toMatchObject({ status: 422, code: 'keyReused' });
    expect(await ledger()).toBe(before + 1);
    expect(await post('/v1/cards', { count: 1 }, order)).toMatchObject({ status: 201, replayed: null });
    expect(await post('/v1/cards', { count: 1 }, brokenOff, lines)).toMatchObject({ status: 201, replayed: null });
  });
});

describe('every POST that changes something', () => {
  test.each([
    ['/v1/cards', { count: 2 }],
    ['/v1/cards', { count: 40 }],
    ['/v1/cards/import', { cards: [cardOf(1)] }],
    ['/v1/cards/TOKEN/change', { unblockPin: true }],
    ['/v1/cards/TOKEN/status', { status: 'blocked' }],
    ['/v1/cards/TOKEN/unblock', {}],
    ['/v1/cards/TOKEN/unblock-pin', {}],
    ['/v1/faults', { rules: [] }],
    ['/v1/faults/clear', {}],
  ])('%s %o is answered again', async (path, body) => {
    const key = newKey();
    const at = path.replace('TOKEN', token);
    const first = await post(at, body, key);
    expect(first).toMatchObject({ replayed: null, status: expect.toSatisfy((status: number) => status < 300) });
    expect(await post(at, body, key)).toEqual({ ...first, replayed: 'true' });
    expect(await post(at, { other: 1 }, key)).toMatchObject({ status: 422 });
  });

  test('lines of cards as well', async () => {
    const key = newKey();
    const lines = { accept: 'application/x-ndjson' };
    const first = await post('/v1/cards', { count: 30 }, key, lines);
    expect(first.text.trimEnd().split('\n').at(-1)).toBe('{"created":30}');
    expect(await post('/v1/cards', { count: 30 }, key, lines)).toEqual({ ...first, replayed: 'true' });
  });

  test('an answer that is too long is not kept, and the order not carried out again', async () => {
    const key = newKey();
    const before = (await server.get('/v1/verify')).body['cards'];
    expect(await post('/v1/cards', { count: 1_000 }, key)).toMatchObject({ status: 201 });
    expect(await post('/v1/cards', { count: 1_000 }, key)).toMatchObject({ status: 409, code: 'answerNotKept' });
    expect((await server.get('/v1/verify')).body['cards']).toBe(Number(before) + 1_000);
  });

  test('what changes nothing, and transactions, which have an identity of their own, take no notice', async () => {
    const key = newKey();
    for (const amountMinor of [1, 2]) {
      expect(await post('/v1/cards/explain', { card: token, amountMinor }, key)).toMatchObject({ status: 200, replayed: null });
      expect(await post('/v1/cards/query', { tokens: Array(amountMinor).fill(token) }, key)).toMatchObject({ status: 200, replayed: null });
      expect(await post('/v1/transactions', { amountMinor }, key)).toMatchObject({ status: 200, replayed: null });
    }
  });
});

describe('imports', () => {
  const lines = { 'content-type': 'application/x-ndjson' };
  const body = [2, 3].map((n) => JSON.stringify(cardOf(n))).join('\n');

  test('of lines demand a key', async () => {
    const response = await fetch(`${server.http}/v1/cards/import`, { method: 'POST', headers: lines, body });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      code: 'keyMissing',
      detail: 'Send the header Idempotency-Key with a text of your own, a new one for each upload.',
    });
  });

  test('are told apart by the whole body, also when the length is the same', async () => {
    const key = newKey();
    const first = await post('/v1/cards/import', body, key, lines);
    expect(first).toMatchObject({ status: 200, text: '{"count":2,"created":2}' });
    expect(await post('/v1/cards/import', body, key, lines)).toEqual({ ...first, replayed: 'true' });
    expect(await post('/v1/cards/import', body.replace('1234', '4321'), key, lines)).toMatchObject({ status: 422, code: 'keyReused' });
  });

  test('that failed can be corrected under the same key', async () => {
    const key = newKey();
    expect(await post('/v1/cards/import', body.replace('1234', '12'), key, lines)).toMatchObject({ status: 400 });
    expect(await post('/v1/cards/import', body, key, lines)).toMatchObject({ status: 200, replayed: null });
  });
});

test.each(['', ' ', 'a b', 'a'.repeat(129), 'é'])('the key %j is refused', async (key) => {
  const answer = await post(`/v1/cards/${token}/unblock`, {}, key);
  expect(answer).toMatchObject({ status: 400, code: 'badRequest' });
  expect(answer.text).toContain('The header Idempotency-Key must be 1 to 128 visible ASCII characters without spaces.');
});
