import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CardEntry } from '../../src/cards/card-entry.ts';
import { CARD_ENTRY } from '../../src/cards/card-entry.ts';
import { CARD_ACTIONS } from '../../src/issuing/card-actions.ts';
import { startTestApp, type TestApp } from '../server/app-fixture.ts';
import { read } from '../support/sources.ts';

let server: TestApp;
let card: CardEntry;
let token = '';
let stan = 0;

beforeAll(async () => {
  server = await startTestApp();
  const issued = await server.post('/v1/cards', { count: 3, balanceMinor: 100_000, seed: 'http' });
  card = CARD_ENTRY.array().parse(issued.body['cards'])[0] ?? card;
  token = server.app.tokenOf(card.pan);
});
afterAll(() => server.stop());

function transaction(changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  stan += 1;
  const { pan, pin } = card;
  return { type: 'purchase', amountMinor: 1_000, stan, terminalId: 'HTTP0001', terminalCountry: 578, mcc: 5411, pan, pin, ...changes };
}

/** A request with headers that fetch would not let through. */
function raw(headers: Record<string, string>, body?: string, path = '/v1/cards'): Promise<number> {
  return new Promise((resolve, reject) => {
    const { port } = new URL(server.http);
    const method = body === undefined ? 'GET' : 'POST';
    const request = httpRequest({ host: '127.0.0.1', port, path, method, headers, agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    request.on('error', reject);
    request.end(body);
  });
}

describe('cards', () => {
  test('issue: PANs, PINs and the rest, and how many were new', async () => {
    const { status, body } = await server.post('/v1/cards', { count: 2, seed: 'twice', balanceMinor: 5 });
    expect(status).toBe(201);
    expect(CARD_ENTRY.array().parse(body['cards'])).toHaveLength(2);
    expect(body['created']).toBe(2);
    expect((await server.post('/v1/cards', { count: 2, seed: 'twice', balanceMinor: 5 })).body['created']).toBe(0);
  });

  test('import, and again', async () => {
    const cards = [{ ...card, pan: '9578990000000005' }];
    expect((await server.post('/v1/cards/import', { cards })).body).toEqual({ count: 1, created: 1 });
    expect((await server.post('/v1/cards/import', { cards })).body).toEqual({ count: 1, created: 0 });
  });

  test('query by PAN and token, in order, null for strangers', async () => {
    const { body } = await server.post('/v1/cards/query', { pans: ['9578990000000021', card.pan], tokens: [token] });
    expect(body['cards']).toEqual([null, expect.objectContaining({ token }), expect.objectContaining({ token })]);
  });

  test('a card is shown masked, without PIN reference', async () => {
    const { body } = await server.get(`/v1/cards/${token}`);
    expect(body).toMatchObject({ token, maskedPan: `957899******${card.pan.slice(-4)}`, status: 'active' });
    expect(JSON.stringify(body)).not.toContain(card.pan);
    expect(body).not.toHaveProperty('pinReference');
  });

  test('a PIN reference is not changed over HTTP', async () => {
    const { status } = await server.post(`/v1/cards/${token}/change`, { pinReference: '1:1234' });
    expect(status).toBe(400);
  });

  test('list in pages', async () => {
    const first = await server.get('/v1/cards?limit=2');
    expect(first.body['cards']).toHaveLength(2);
    const second = await server.get(`/v1/cards?limit=2&cursor=${String(first.body['cursor'])}`);
    expect(second.body['cards']).not.toEqual(first.body['cards']);
  });

  test('fund, block, unblock, status, headroom, journal', async () => {
    const before = Number((await server.get(`/v1/cards/${token}`)).body['ledgerMinor']);
    expect((await server.post(`/v1/cards/${token}/fund`, { amountMinor: 250 })).body['ledgerMinor']).toBe(before + 250);
    expect((await server.post(`/v1/cards/${token}/fund`, { amountMinor: -250 })).body['ledgerMinor']).toBe(before);
    expect((await server.post(`/v1/cards/${token}/block`, {})).body['status']).toBe('blocked');
    expect((await server.post('/v1/transactions', transaction())).body['outcome']).toBe('restrictedCard');
    expect((await server.post(`/v1/cards/${token}/status`, { status: 'lost' })).body['status']).toBe('lost');
    expect((await server.post(`/v1/cards/${token}/unblock`, {})).body['status']).toBe('active');
    const { headroom } = (await server.get(`/v1/cards/${token}/headroom`)).body;
    expect(headroom).toEqual([expect.objectContaining({ name: 'atm' }), expect.objectContaining({ name: 'pos' })]);
    const { entries } = (await server.get('/v1/journal?limit=1')).body;
    expect(entries).toEqual([expect.objectContaining({ cardToken: token, event: 'change' })]);
  });

  test.each([
    ['/v1/journal?card=9578', 'Unknown query parameter "card"; GET /v1/journal takes only limit.'],
    ['/v1/journal?limit=1&1234567890123456=x', 'Unknown query parameter; GET /v1/journal takes only limit.'],
    ['/v1/cards?status=blocked', 'Unknown query parameter "status"; GET /v1/cards takes only cursor and limit.'],
    ['/v1/faults?all', 'Unknown query parameter "all"; GET /v1/faults takes no query parameters.'],
  ])('%s is refused, and the known parameters are named', async (path, detail) => {
    expect(await server.get(path)).toMatchObject({ status: 400, body: { code: 'badRequest', detail } });
  });

  test.each([
    ['activate', 'active'],
    ['block', 'blocked'],
    ['lost', 'lost'],
    ['stolen', 'stolen'],
    ['unblock', 'active'],
  ])('%s: the card is %s', async (word, status) => {
    expect(await server.post(`/v1/cards/${token}/${word}`, {})).toMatchObject({ status: 200, body: { token, status } });
  });

  test('change: several at once, the rest as it was; money and windows stay', async () => {
    const before = (await server.get(`/v1/cards/${token}`)).body;
    const change = { expiry: '3101', profile: 'nested', status: 'inactive', unblockPin: true };
    expect(await server.post(`/v1/cards/${token}/change`, change)).toMatchObject({
      status: 200,
      body: { expiry: '3101', profile: 'nested', status: 'inactive', pinTriesUsed: 0, ledgerMinor: before['ledgerMinor'] },
    });
    const { headroom } = (await server.get(`/v1/cards/${token}/headroom`)).body;
    expect(headroom).toEqual(['all', 'atm', 'daily'].map((name) => expect.objectContaining({ name })));
    const back = { expiry: before['expiry'], profile: 'kronekort', status: 'active' };
    expect((await server.post(`/v1/cards/${token}/change`, back)).body).toEqual({ ...before, clockMs: expect.any(Number) });
  });

  test('PIN tries that are used up come back', async () => {
    const wrong = (): Promise<{ body: Record<string, unknown> }> => server.post('/v1/transactions', transaction({ pin: '000000' }));
    const outcomes = [await wrong(), await wrong(), await wrong()].map(({ body }) => body['outcome']);
    expect(outcomes).toEqual(['incorrectPin', 'incorrectPin', 'pinTriesExceeded']);
    expect((await server.post('/v1/transactions', transaction())).body['outcome']).toBe('pinTriesExceeded');
    expect((await server.post(`/v1/cards/${token}/unblock-pin`, {})).body['pinTriesUsed']).toBe(0);
    expect((await server.post('/v1/transactions', transaction())).body['outcome']).toBe('approved');
  });

  test.each([
    ['nothing to change', {}, 'must hold status, profile, expiry or unblockPin'],
    ['no such status', { status: 'eaten' }, 'status'],
    ['no such profile', { profile: 'gold' }, 'There is no limit profile "gold"'],
    ['a thirteenth month', { expiry: '3113' }, 'must be YYMM'],
    ['PIN tries that are not to come back', { unblockPin: false }, 'unblockPin'],
    ['money', { ledgerMinor: 1 }, 'ledgerMinor'],
  ])('a change is refused: %s', async (_name, change, words) => {
    const { status, body } = await server.post(`/v1/cards/${token}/change`, change);
    expect({ status, code: body['code'] }).toEqual({ status: 400, code: 'badRequest' });
    expect(body['detail']).toContain(words);
  });

  test('a closed card stays closed: 409 and a sentence', async () => {
    const issued = await server.post('/v1/cards', { count: 1, seed: 'to be closed' });
    const closing = server.app.tokenOf(CARD_ENTRY.array().parse(issued.body['cards'])[0]?.pan ?? '');
    expect((await server.post(`/v1/cards/${closing}/close`, {})).body['status']).toBe('closed');
    for (const [word, body] of [
      ['activate', {}],
      ['unblock', {}],
      ['lost', {}],
      ['status', { status: 'active' }],
      ['change', { status: 'blocked' }],
    ] as const) {
      expect(await server.post(`/v1/cards/${closing}/${word}`, body)).toEqual({
        status: 409,
        body: {
          type: '/docs#refused',
          title: 'Refused by the store',
          status: 409,
          detail: 'A closed account stays closed; issue a new card.',
          code: 'refused',
        },
      });
    }
    expect((await server.get(`/v1/cards/${closing}`)).body['status']).toBe('closed');
  });

  test('the words stand in docs/operating.md', () => {
    const text = read('docs/operating.md');
    for (const { name } of CARD_ACTIONS) {
      expect(text).toMatch(new RegExp(`(/v1/cards/\\{token\\}|…)/${name}\``));
      expect(text).toMatch(new RegExp(`aksept cards [a-z|-]*\\b${name}\\b`));
    }
  });

  test('the words are not on file for a stranger', async () => {
    const stranger = '0'.repeat(32);
    for (const word of [...CARD_ACTIONS.map(({ name }) => name), 'headroom']) {
      const { status } =
        word === 'headroom' ? await server.get(`/v1/cards/${stranger}/${word}`) : await server.post(`/v1/cards/${stranger}/${word}`, {});
      expect(status).toBe(404);
    }
  });
});

describe('transactions', () => {
  test('approved, with the response code of ISO 8583', async () => {
    const { status, body } = await server.post('/v1/transactions', transaction({ explain: true }));
    expect(status).toBe(200);
    expect(body).toMatchObject({ outcome: 'approved', responseCode: '00', reason: 'Approved.', approvedAmountMinor: 1_000 });
  });

  test.each([
    ['wrong PIN', { pin: '00000' }, 'incorrectPin'],
    ['no PIN', { pin: '' }, 'pinRequired'],
    ['a PIN block under no key of ours', { pin: '', pinBlock: '0011223344556677' }, 'pinBlockError'],
    ['no STAN', { stan: 0 }, 'formatError'],
    ['amount over 2^53', { amountMinor: 2 ** 53 }, 'invalidAmount'],
    ['a fraction of an øre', { amountMinor: 0.5 }, 'invalidAmount'],
    ['unknown type', { type: 'unknown' }, 'invalidTransaction'],
  ])('%s is an outcome, not an error', async (_name, changes, outcome) => {
    const { status, body } = await server.post('/v1/transactions', transaction(changes));
    expect([status, body['outcome']]).toEqual([200, outcome]);
  });

  test('a PIN change with clear PINs; the new one counts', async () => {
    const change = { type: 'pinChange', amountMinor: 0 };
    expect((await server.post('/v1/transactions', transaction({ ...change, newPin: '8642' }))).body['outcome']).toBe('approved');
    expect((await server.post('/v1/transactions', transaction({ pin: '8642' }))).body['outcome']).toBe('approved');
    const back = transaction({ ...change, pin: '8642', newPin: card.pin });
    expect((await server.post('/v1/transactions', back)).body['outcome']).toBe('approved');
  });

  test('a hold, its completion past it, and the flag of that', async () => {
    const hold = transaction({ class: 'authorization', transmissionTimeMs: Date.now() });
    expect((await server.post('/v1/transactions', hold)).body).toMatchObject({ outcome: 'approved', flag: '' });
    const original = { stan: hold['stan'], transmissionTimeMs: hold['transmissionTimeMs'] };
    const done = transaction({ class: 'advice', purpose: 'completion', pin: '', amountMinor: 1_500, original });
    const { body } = await server.post('/v1/transactions', done);
    expect(body).toMatchObject({ outcome: 'approved', approvedAmountMinor: 1_500, flag: 'aboveHold' });
  });

  test('a reversal gives back', async () => {
    const sent = transaction({ transmissionTimeMs: Date.now() });
    await server.post('/v1/transactions', sent);
    const original = { class: 'financial', stan: sent['stan'], transmissionTimeMs: sent['transmissionTimeMs'] };
    const { body } = await server.post('/v1/transactions', transaction({ class: 'reversal', pin: '', original }));
    expect(body).toMatchObject({ class: 'reversal', outcome: 'approved', approvedAmountMinor: 1_000 });
  });

  test.each([
    ['new PIN and new PIN block', { newPin: '1234', newPinBlock: '0011223344556677' }, 'badRequest', 'newPin or newPinBlock'],
    ['a new PIN without the old one', { newPin: '1234', pin: '' }, 'badRequest', 'together with pin'],
    ['PIN and PIN block', { pinBlock: '0011223344556677' }, 'badRequest', 'pin or pinBlock'],
    ['a PIN of letters', { pin: 'abcd' }, 'badRequest', 'pin: must be 4 to 12 digits'],
    ['an odd digit', { pinBlock: '0', pin: '' }, 'badRequest', 'pinBlock'],
    ['a PIN without PAN', { pan: '' }, 'badRequest', 'give the PAN'],
    ['a field that is not there', { amount: 1 }, 'badRequest', 'Unrecognized key'],
    ['an unknown name', { terminalType: 'fridge' }, 'badRequest', 'terminalType'],
  ])('%s is refused with a sentence', async (_name, changes, code, words) => {
    const { status, body } = await server.post('/v1/transactions', transaction(changes));
    expect([status, body['code']]).toEqual([400, code]);
    expect(body['detail']).toContain(words);
    expect(body['detail']).not.toContain(card.pan);
  });
});

describe('what the HTTP side refuses', () => {
  test.each([
    ['no such path', 'GET', '/v1/nothing', undefined, 404, 'noSuchPath'],
    ['no such card', 'GET', `/v1/cards/${'0'.repeat(32)}`, undefined, 404, 'cardNotOnFile'],
    ['no token', 'GET', '/v1/cards/9578990000000005', undefined, 400, 'badRequest'],
    ['too many cards', 'POST', '/v1/cards', { count: 1_000_001 }, 400, 'badRequest'],
    ['an unknown profile', 'POST', '/v1/cards', { count: 1, profile: 'gold' }, 400, 'badRequest'],
    ['a page of 0', 'GET', '/v1/cards?limit=0', undefined, 400, 'badRequest'],
  ])('%s', async (_name, method, path, sent, status, code) => {
    const answer = method === 'GET' ? await server.get(path) : await server.post(path, sent);
    expect([answer.status, answer.body['code']]).toEqual([status, code]);
    expect(answer.body['detail']).toMatch(/^[A-Z].*\.$/);
  });

  test('a balance below zero', async () => {
    const { status, body } = await server.post(`/v1/cards/${token}/fund`, { amountMinor: -10_000_000 });
    expect([status, body['code']]).toEqual([409, 'refused']);
  });

  test('a broken body, without quoting it', async () => {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${server.http}/v1/transactions`, { method: 'POST', headers, body: `{"pan":"${card.pan}"` });
    const text = await response.text();
    expect(response.status).toBe(400);
    expect(text).not.toContain(card.pan.slice(0, 8));
  });

  test.each([
    ['by its own name', { host: 'localhost:8080' }, undefined, 200],
    ['by IPv6', { host: '[::1]:8080' }, undefined, 200],
    ['by a name bound to loopback', { host: 'evil.example' }, undefined, 403],
    ['by a name that begins like loopback', { host: '127.0.0.1.evil.example' }, undefined, 403],
    ['a form post of another page', { host: 'localhost', 'content-type': 'text/plain' }, '{"count":1}', 415],
    ['a post without type', { host: 'localhost' }, '{"count":1}', 415],
    ['a body over the limit', { host: 'localhost', 'content-type': 'application/json', 'content-length': '99999999' }, '{', 413],
  ])('asked %s', async (_name, headers, body, status) => {
    expect(await raw(headers, body)).toBe(status);
  });

  describe('by its Origin', () => {
    const own = (name: string): string => `${name}:${new URL(server.http).port}`;
    const asked = (origin: string, host = own('127.0.0.1')): Promise<number> =>
      raw({ host, origin, 'content-type': 'application/json' }, '{"count":1}');

    test.each(['127.0.0.1', 'localhost', 'LOCALHOST', '[::1]'])('this server by the name %s passes', async (name) => {
      expect(await asked(`http://${own(name)}`)).toBe(201);
    });

    test('this server behind a tunnel passes', async () => {
      expect(await asked('http://localhost:9000', 'localhost:9000')).toBe(201);
      expect(await asked('http://localhost', 'localhost')).toBe(201);
    });

    test.each([
      ['null', () => 'null'],
      ['nothing', () => ''],
      ['another port', () => 'http://127.0.0.1:1'],
      ['no port', () => 'http://127.0.0.1'],
      ['https', () => `https://${own('127.0.0.1')}`],
      ['another name', () => `http://${own('evil.example')}`],
      ['a name that begins like loopback', () => `http://${own('127.0.0.1.evil.example')}`],
      ['a path behind it', () => `http://${own('127.0.0.1')}/`],
      ['two origins', () => `http://${own('127.0.0.1')} http://evil.example`],
    ])('%s is refused, also for reading', async (_name, origin) => {
      expect(await asked(origin())).toBe(403);
      expect(await raw({ host: own('localhost'), origin: origin() })).toBe(403);
    });

    test('says so in one sentence', async () => {
      const response = await fetch(`${server.http}/v1/nothing`, { headers: { origin: 'https://evil.example' } });
      expect(await response.json()).toMatchObject({
        status: 403,
        code: 'originNotAllowed',
        detail: "The Origin header names another page than this server's own; send the request from a program.",
      });
    });
  });
});

test('verify: the books of all cards', async () => {
  const { cards } = (await server.get('/v1/cards?limit=1000')).body;
  const count = Array.isArray(cards) ? cards.length : 0;
  expect(count).toBeGreaterThan(3);
  expect(await server.get('/v1/verify')).toEqual({ status: 200, body: { cards: count, fault: '' } });
});

describe('health', () => {
  test('alive, ready, metrics by outcome', async () => {
    expect((await server.get('/healthz')).status).toBe(200);
    expect(await server.get('/readyz')).toMatchObject({ status: 200, body: { status: 'ready' } });
    const metrics = await (await fetch(`${server.http}/metrics`)).text();
    expect(metrics).toMatch(/aksept_decisions_total\{wire="http",class="financial",type="purchase",outcome="approved"\} [1-9]/);
    expect(metrics).toMatch(/aksept_decision_seconds_count\{outcome="incorrectPin"\} 3/);
    expect(metrics).toContain('aksept_store_up 1');
  });
});
