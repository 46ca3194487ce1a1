/** Who may do what over HTTP, against a whole server that demands tokens. */
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request as rawRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Role } from '../../../src/http/access/role.ts';
import { newToken, tokenHash } from '../../../src/http/access/token.ts';
import { NO_TOKENS, readTokenFile, type TokenFile, writeTokenFile } from '../../../src/http/access/token-file.ts';
import { CardClient } from '../../../src/http/card-client.ts';
import { HttpClient } from '../../../src/http/client.ts';
import { startTestApp, type TestApp } from '../../server/app-fixture.ts';

const folder = mkdtempSync(join(tmpdir(), 'aksept-access-'));
const path = join(folder, 'tokens.json');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const TOKENS = { reader: newToken(), operator: newToken(), expired: newToken() } as const;

function entry(name: keyof typeof TOKENS, role: Role, expiresAt?: string): TokenFile['tokens'][number] {
  const sha256 = tokenHash(TOKENS[name]).toString('hex');
  return { name, role, createdAt: '2026-01-01T00:00:00.000Z', sha256, ...(expiresAt === undefined ? {} : { expiresAt }) };
}

const ALL: TokenFile = {
  ...NO_TOKENS,
  tokens: [entry('reader', 'read'), entry('operator', 'operate'), entry('expired', 'operate', '2026-01-02T00:00:00.000Z')],
};

const DEMANDING = { httpAuth: 'required', httpTokens: path } as const;

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Readonly<Record<string, unknown>>;
}

async function ask(server: TestApp, at: string, token?: string, init: RequestInit = {}): Promise<Answer> {
  const headers = { ...(token === undefined ? {} : { authorization: `Bearer ${token}` }), ...init.headers };
  const response = await fetch(server.http + at, { ...init, headers });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') === true;
  return { status: response.status, headers: response.headers, body: isJson && text !== '' ? (JSON.parse(text) as Answer['body']) : {} };
}

function post(server: TestApp, at: string, body: unknown, token?: string, headers: Record<string, string> = {}): Promise<Answer> {
  return ask(server, at, token, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', ...headers },
  });
}

function auditOf(server: TestApp): readonly Readonly<Record<string, unknown>>[] {
  return server.log.lines.flatMap((line) => {
    const [fields, text] = JSON.parse(line.slice(line.indexOf(' ') + 1)) as [Record<string, unknown>, string?];
    return text?.startsWith('HTTP ') === true ? [{ ...fields, text }] : [];
  });
}

describe('a server that demands tokens', () => {
  let server: TestApp;
  let card = '';
  beforeAll(async () => {
    writeTokenFile(path, ALL);
    server = await startTestApp(DEMANDING);
    const { body } = await post(server, '/v1/cards', { count: 1, balanceMinor: 1_000 }, TOKENS.operator);
    card = server.app.tokenOf((body['cards'] as readonly { readonly pan: string }[])[0]?.pan ?? '');
  });
  afterAll(() => server.stop());

  test.each(['/healthz', '/readyz', '/openapi.json', '/docs'])('%s is open', async (at) => {
    expect((await ask(server, at)).status).toBe(200);
  });

  test.each(['/v1/cards', '/metrics', '/v1/journal', '/v1/activity', '/v1/no-such-path'])('%s asks for a token', async (at) => {
    const { status, headers, body } = await ask(server, at);
    expect([status, headers.get('www-authenticate')]).toEqual([401, 'Bearer realm="aksept"']);
    expect(headers.get('content-type')).toBe('application/problem+json');
    expect(body).toMatchObject({ code: 'unauthenticated', status: 401, detail: expect.stringContaining('Authorization: Bearer TOKEN') });
  });

  test('a read token reads, asks, and may change nothing', async () => {
    const { reader } = TOKENS;
    expect((await ask(server, '/v1/cards', reader)).status).toBe(200);
    expect((await ask(server, '/metrics', reader)).status).toBe(200);
    expect((await ask(server, '/v1/no-such-path', reader)).status).toBe(404);
    expect((await post(server, '/v1/cards/query', { tokens: [card] }, reader)).status).toBe(200);
    expect((await post(server, '/v1/inspect', { text: '0800' }, reader)).status).not.toBe(403);
    const refused = await post(server, `/v1/cards/${card}/fund`, { amountMinor: 1 }, reader);
    expect(refused).toMatchObject({ status: 403, body: { code: 'roleNeeded' } });
    expect(refused.body['detail']).toBe('This takes the role operate, and the token reader has the role read.');
    expect((await post(server, '/v1/transactions', {}, reader)).status).toBe(403);
  });

  test('an operate token does both; HEAD is GET', async () => {
    const { operator } = TOKENS;
    expect((await ask(server, `/v1/cards/${card}`, operator)).status).toBe(200);
    expect((await ask(server, '/v1/cards', operator, { method: 'HEAD' })).status).toBe(200);
    expect((await ask(server, '/v1/cards', undefined, { method: 'HEAD' })).status).toBe(401);
    expect((await post(server, `/v1/cards/${card}/fund`, { amountMinor: 5 }, operator)).body).toMatchObject({ ledgerMinor: 1_005 });
  });

  const wrong: readonly (readonly [string, string, RegExp])[] = [
    ['an unknown token', `Bearer ${newToken()}`, /^The token is not known/],
    ['an expired token', `Bearer ${TOKENS.expired}`, /^The token has expired/],
    ['another form of token', 'Bearer abc', /^The token is not known/],
    ['the hash of a token', `Bearer ${tokenHash(TOKENS.operator).toString('hex')}`, /^The token is not known/],
    ['another scheme', `Basic ${Buffer.from('a:b').toString('base64')}`, /must be the word Bearer/],
    ['no token', 'Bearer', /must be the word Bearer/],
    ['two tokens', `Bearer ${TOKENS.operator} ${TOKENS.operator}`, /must be the word Bearer/],
    ['two in one header', `Bearer ${TOKENS.operator}, Bearer ${TOKENS.operator}`, /must be the word Bearer/],
    ['odd characters', 'Bearer "aksept"', /must be the word Bearer/],
    ['an empty header', '', /must be the word Bearer/],
    ['a long one', `Bearer ${'a'.repeat(7_000)}`, /^The token is not known/],
  ];
  test.each(wrong)('%s is refused', async (_name, authorization, sentence) => {
    const { status, headers, body } = await rawAsk({ authorization });
    expect([status, body['code']]).toEqual([401, 'unauthenticated']);
    expect(headers['www-authenticate']).toMatch(/^Bearer realm="aksept", error="invalid_(token|request)"$/);
    expect(body['detail']).toMatch(sentence);
    expect(JSON.stringify(body)).not.toContain(TOKENS.operator);
  });

  test('a header of 10 kB is too long, and two headers are one too many', async () => {
    expect((await rawAsk({ authorization: `Bearer ${'a'.repeat(10_000)}` })).status).toBe(431);
    const twice = [`Bearer ${TOKENS.operator}`, `Bearer ${TOKENS.operator}`];
    expect(await rawAsk({ authorization: twice })).toMatchObject({
      status: 401,
      body: { detail: expect.stringContaining('more than one') },
    });
  });

  /** Without the checks that fetch makes of headers. */
  function rawAsk(headers: Record<string, string | string[]>) {
    return new Promise<{ status: number; headers: Record<string, unknown>; body: Record<string, unknown> }>((resolve, reject) => {
      const lines = Object.entries(headers).flatMap(([name, value]) => [value].flat().flatMap((each) => [name, each]));
      const url = new URL(`${server.http}/v1/cards`);
      const outgoing = rawRequest(url, { headers: ['host', url.host, ...lines] as unknown as Record<string, string> }, (incoming) => {
        let text = '';
        incoming.setEncoding('utf8').on('data', (piece: string) => {
          text += piece;
        });
        incoming.on('end', () => resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body: JSON.parse(text) }));
      });
      outgoing.on('error', reject).end();
    });
  }

  test('a page of another server is refused with a good token, too; its own pages are not', async () => {
    const foreign = await post(server, `/v1/cards/${card}/fund`, { amountMinor: 1 }, TOKENS.operator, { origin: 'https://evil.example' });
    expect(foreign).toMatchObject({ status: 403, body: { code: 'originNotAllowed' } });
    const own = await post(server, `/v1/cards/${card}/fund`, { amountMinor: 1 }, TOKENS.operator, { origin: server.http });
    expect(own.status).toBe(200);
  });

  test('the client of commands sends its token, and tells the sentence of a refusal', async () => {
    const client = (token?: string) => new CardClient(new HttpClient(server.http, 10_000, undefined, token));
    expect((await client(TOKENS.operator).fund(card, 1))?.funding.amountMinor).toBe(1);
    await expect(client(TOKENS.reader).fund(card, 1)).rejects.toThrow('This takes the role operate');
    await expect(client().list('', 1)).rejects.toThrow('Send a token');
    await expect(new HttpClient(server.http, 10_000).get('/healthz', z.object({ status: z.string() }))).resolves.toBeDefined();
  });

  test('every change and refusal is one line of the audit, without secrets', async () => {
    server.log.lines.length = 0;
    await post(server, `/v1/cards/${card}/block`, {}, TOKENS.operator);
    await post(server, `/v1/cards/${card}/change`, { expiry: '9999' }, TOKENS.operator);
    await post(server, `/v1/cards/${card}/unblock`, {}, TOKENS.reader);
    const { headers } = await post(server, `/v1/cards/${card}/unblock`, {}, TOKENS.operator);
    await ask(server, '/v1/cards');
    await ask(server, '/v1/cards', TOKENS.reader);
    for (let n = 0; n < 2; n += 1) {
      await post(server, `/v1/cards/${card}/fund`, { amountMinor: 7 }, TOKENS.operator, { 'idempotency-key': 'once' });
    }
    await expect.poll(() => auditOf(server).length).toBe(7);
    const lines = auditOf(server);
    expect(lines.map(({ who, method, route, operation, status, text }) => [who, method, route, operation, status, text])).toEqual([
      ['token operator', 'POST', '/v1/cards/:token/block', 'blockCard', 200, 'HTTP change'],
      ['token operator', 'POST', '/v1/cards/:token/change', 'changeCard', 400, 'HTTP request refused'],
      ['token reader', 'POST', '/v1/cards/:token/unblock', 'unblockCard', 403, 'HTTP request refused'],
      ['token operator', 'POST', '/v1/cards/:token/unblock', 'unblockCard', 200, 'HTTP change'],
      ['unknown', 'GET', '/v1/cards', 'listCards', 401, 'HTTP request refused'],
      ['token operator', 'POST', '/v1/cards/:token/fund', 'fundCard', 200, 'HTTP change'],
      ['token operator', 'POST', '/v1/cards/:token/fund', 'fundCard', 200, 'HTTP change'],
    ]);
    expect(lines.map(({ repeated }) => repeated)).toEqual([false, false, false, false, false, false, true]);
    expect(lines[0]).toMatchObject({ subject: expect.stringMatching(/^957899\*+\d{4}$/), cardToken: card });
    expect(lines[3]?.['requestId']).toBe(headers.get('x-request-id'));
    expect(server.log.lines.join()).not.toMatch(/aksept_[A-Za-z0-9_-]{43}/);
  });
});

describe('the file of tokens', () => {
  let server: TestApp | undefined;
  beforeEach(() => writeTokenFile(path, ALL));
  afterEach(async () => {
    await server?.stop();
    server = undefined;
  });

  const mayRead = async (token: string): Promise<number> => (server === undefined ? 0 : (await ask(server, '/v1/profiles', token)).status);

  test('is read again: what is added or revoked counts, and a damaged one changes nothing', async () => {
    server = await startTestApp({ ...DEMANDING, httpFailuresPerMinuteMax: 1_000_000 });
    const { log } = server;
    expect(await mayRead(TOKENS.reader)).toBe(200);
    writeTokenFile(path, { ...ALL, tokens: ALL.tokens.filter(({ name }) => name !== 'reader') });
    await expect.poll(() => mayRead(TOKENS.reader), { timeout: 60_000 }).toBe(401);
    expect(await mayRead(TOKENS.operator)).toBe(200);
    writeFileSync(path, '{"aksept": "tokens"');
    await expect
      .poll(() => mayRead(TOKENS.operator).then(() => log.lines.length > 0 && log.lines.join()), { timeout: 60_000 })
      .toContain('not JSON');
    expect(await mayRead(TOKENS.operator)).toBe(200);
    expect(log.lines.filter((line) => line.includes('not JSON'))).toHaveLength(1);
    writeTokenFile(path, ALL);
    await expect.poll(() => mayRead(TOKENS.reader), { timeout: 60_000 }).toBe(200);
    rmSync(path);
    await expect.poll(() => mayRead(TOKENS.reader).then(() => log.lines.join()), { timeout: 60_000 }).toContain('is gone');
    expect(await mayRead(TOKENS.reader)).toBe(200);
  });

  test.each([
    ['no JSON', '{', 'not JSON'],
    ['another file', '{"cards": []}', 'see aksept'],
    [
      'a wrong role',
      JSON.stringify({ aksept: 'tokens', version: 1, tokens: [{ ...entry('reader', 'read'), role: 'root' }], certificates: [] }),
      'see tokens.0.role',
    ],
    [
      'a name twice',
      JSON.stringify({ aksept: 'tokens', version: 1, tokens: [entry('reader', 'read'), entry('reader', 'read')], certificates: [] }),
      'a name is twice in tokens',
    ],
    ['more than a megabyte', ' '.repeat(1_048_577), 'longer than'],
  ])('with %s is one sentence at the start', async (_name, text, sentence) => {
    writeFileSync(path, text);
    const error = await startTestApp(DEMANDING).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ name: 'ConfigError', message: expect.stringContaining(sentence) });
    expect(String(error)).not.toContain(entry('reader', 'read').sha256);
  });

  test('is for its owner only, and the server says when it is not', async () => {
    expect(readTokenFile(path)).toEqual({ tokens: ALL.tokens, certificates: [] });
    expect(readFileSync(path, 'utf8')).not.toContain(TOKENS.reader);
    chmodSync(path, 0o644);
    server = await startTestApp(DEMANDING);
    expect(server.log.lines.join()).toContain(`chmod 600 ${path}`);
  });

  test('without an entry for anyone the start is refused, off loopback and where tokens are demanded', async () => {
    rmSync(path);
    await expect(startTestApp(DEMANDING)).rejects.toThrow(
      `httpAuth is required, so HTTP demands a token or a client certificate, and there is none: make a token with aksept tokens add NAME --role operate --file ${path}, or set httpTlsClientCa.`,
    );
    await expect(startTestApp({ httpHost: '0.0.0.0', httpTokens: path })).rejects.toThrow('httpHost is 0.0.0.0, so HTTP demands a token');
    writeTokenFile(path, NO_TOKENS);
    await expect(startTestApp(DEMANDING)).rejects.toThrow('there is none');
  });
});

describe('off loopback', () => {
  test('tokens are demanded, any Host is taken, and the log says that tokens pass in clear', async () => {
    writeTokenFile(path, ALL);
    const server = await startTestApp({ httpHost: '0.0.0.0', httpTokens: path, httpMetricsOpen: true });
    try {
      expect((await ask(server, '/v1/cards')).status).toBe(401);
      expect((await ask(server, '/metrics')).status).toBe(200);
      expect((await ask(server, '/v1/cards', TOKENS.reader)).status).toBe(200);
      expect(server.log.lines.join()).toContain('HTTP listens on 0.0.0.0 without TLS');
    } finally {
      await server.stop();
    }
  });
});

describe('on loopback', () => {
  test('nothing is demanded, a token is not looked at, and changes are in the audit', async () => {
    const server = await startTestApp();
    try {
      expect((await ask(server, '/v1/cards', newToken())).status).toBe(200);
      expect((await post(server, '/v1/cards', { count: 3 })).status).toBe(201);
      await expect
        .poll(() => auditOf(server))
        .toMatchObject([{ who: 'loopback', operation: 'issueCards', subject: '3 cards', status: 201 }]);
    } finally {
      await server.stop();
    }
  });
});

describe('the rate', () => {
  let server: TestApp;
  afterEach(() => server.stop());
  beforeEach(() => writeTokenFile(path, ALL));

  test('of a caller is limited, and other callers are not', async () => {
    server = await startTestApp({ ...DEMANDING, httpRequestsPerMinuteMax: 2 });
    for (let n = 0; n < 2; n += 1) expect((await ask(server, '/v1/profiles', TOKENS.reader)).status).toBe(200);
    const { status, headers, body } = await ask(server, '/v1/profiles', TOKENS.reader);
    expect([status, body['code'], Number(headers.get('retry-after')) > 0]).toEqual([429, 'tooManyRequests', true]);
    expect(body['detail']).toMatch(/^There are too many requests of the token reader; send the next one in \d+ s\.$/);
    expect((await ask(server, '/v1/profiles', TOKENS.operator)).status).toBe(200);
  });

  test('of an address without a token is limited harder, and those with one are not', async () => {
    server = await startTestApp({ ...DEMANDING, httpFailuresPerMinuteMax: 2 });
    for (let n = 0; n < 2; n += 1) expect((await ask(server, '/v1/profiles', newToken())).status).toBe(401);
    expect((await ask(server, '/v1/profiles', newToken())).status).toBe(429);
    expect((await ask(server, '/v1/profiles')).status).toBe(429);
    expect((await ask(server, '/v1/profiles', TOKENS.reader)).status).toBe(200);
  });

  test('has no limit on loopback, unless there is a setting', async () => {
    server = await startTestApp();
    for (let n = 0; n < 50; n += 1) expect((await ask(server, '/healthz')).status).toBe(200);
    await server.stop();
    server = await startTestApp({ httpRequestsPerMinuteMax: 1 });
    expect((await ask(server, '/healthz')).status).toBe(200);
    expect((await ask(server, '/healthz')).status).toBe(429);
  });
});

describe('the audit in a file', () => {
  test('has every change, also transactions, and is for its owner only', async () => {
    const file = join(folder, 'audit.ndjson');
    const server = await startTestApp({ httpAudit: file });
    await post(server, '/v1/cards', { count: 1 });
    await post(server, '/v1/transactions', {
      type: 'purchase',
      stan: 1,
      terminalId: 'T1',
      amountMinor: 1,
      pan: '9578990000000914',
      pin: '1234',
      mcc: 5411,
    });
    await expect.poll(() => readFileSync(file, 'utf8').split('\n').length).toBe(3);
    await server.stop();
    const text = readFileSync(file, 'utf8');
    const lines = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines).toMatchObject([
      { msg: 'HTTP change', who: 'loopback', operation: 'issueCards', subject: '1 card', status: 201 },
      { msg: 'HTTP change', who: 'loopback', operation: 'sendTransaction', subject: '957899******0914', status: 200 },
    ]);
    expect(text).not.toMatch(/9578990000000914|1234"/);
  });

  test('that cannot be written is one sentence at the start', async () => {
    await expect(startTestApp({ httpAudit: join(folder, 'none', 'audit.ndjson') })).rejects.toThrow(
      /^httpAudit: .* cannot be written \(ENOENT\)/,
    );
  });
});
