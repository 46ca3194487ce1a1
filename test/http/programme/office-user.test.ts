/** Who acts in the back office: named on loopback in simulation, bound to a token elsewhere. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newToken, tokenHash } from '../../../src/http/access/token.ts';
import { writeTokenFile } from '../../../src/http/access/token-file.ts';
import { startTestApp, type TestApp } from '../../server/app-fixture.ts';
import { nationalNumberOf } from '../../support/norwegian-numbers.ts';

const JSON_HEADERS = { 'content-type': 'application/json' };
const KARI = { userId: 'KN0001', name: 'Kari Nordmann', nationalNumber: nationalNumberOf(0) };

interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
  readonly headers: Headers;
}

async function ask(server: TestApp, path: string, init: RequestInit = {}): Promise<Answer> {
  const response = await fetch(`${server.http}/v1/programme${path}`, init);
  return { status: response.status, body: (await response.json()) as Record<string, unknown>, headers: response.headers };
}

const register = (server: TestApp, user: object, headers: Record<string, string>): Promise<Answer> =>
  ask(server, '/users', { method: 'POST', headers: { ...JSON_HEADERS, ...headers }, body: JSON.stringify(user) });

describe('on loopback in simulation', () => {
  let server: TestApp;
  beforeAll(async () => {
    server = await startTestApp({ database: 'pglite:' });
    expect((await register(server, KARI, { 'aksept-user': 'BANK01' })).status).toBe(200);
  });
  afterAll(() => server.stop());

  test('the header names the user, and its language is that of the answer', async () => {
    const { status, body, headers } = await ask(server, '/me', { headers: { 'aksept-user': 'KN0001' } });
    expect(status).toBe(200);
    expect(body).toMatchObject({ userId: 'KN0001', name: 'Kari Nordmann', isBank: false, subscriptions: [] });
    expect(headers.get('content-language')).toBe('nb');
    expect(headers.get('cache-control')).toBe('no-store');
  });

  test.each([
    ['no user', {}, 401, 'userMissing'],
    ['no BrukerID', { 'aksept-user': "'; DROP TABLE office_user" }, 401, 'userMissing'],
    ['a user who is not registered', { 'aksept-user': 'XX9999' }, 403, 'userUnknown'],
  ])('%s is refused', async (_name, headers, status, code) => {
    expect(await ask(server, '/me', { headers })).toMatchObject({ status, body: { status, code } });
  });

  test('what a user may not do is a problem with the code of the refusal, in the language of the user', async () => {
    const refused = await register(server, KARI, { 'aksept-user': 'KN0001' });
    expect(refused.status).toBe(403);
    expect(refused.body).toMatchObject({ code: 'bankOnly', detail: 'Bare banken kan gjøre dette; KN0001 er ikke en bruker i banken.' });
    expect(refused.headers.get('content-language')).toBe('nb');
    expect(refused.headers.get('content-type')).toBe('application/problem+json');
  });

  test.each([
    ['en-GB,en;q=0.9', 'en', 'Only the bank can do this; KN0001 is not a user of the bank.'],
    ['nn-NO', 'nb', 'Bare banken kan gjøre dette; KN0001 er ikke en bruker i banken.'],
    ['de', 'nb', 'Bare banken kan gjøre dette; KN0001 er ikke en bruker i banken.'],
  ])('Accept-Language %s: the sentence is in %s', async (accepted, language, sentence) => {
    const refused = await register(server, KARI, { 'aksept-user': 'KN0001', 'accept-language': accepted });
    expect(refused.body).toMatchObject({ detail: sentence });
    expect(refused.headers.get('content-language')).toBe(language);
  });

  test.each([
    ['conflict', { ...KARI, nationalNumber: nationalNumberOf(1) }, 409, 'userIdTaken'],
    ['invalid', { name: 'Per', nationalNumber: '123' }, 422, 'nationalNumberLength'],
    ['not of the schema', { name: 'Per', nationalnumber: '1' }, 400, 'badRequest'],
  ])('%s', async (_name, user, status, code) => {
    expect(await register(server, user, { 'aksept-user': 'BANK01' })).toMatchObject({ status, body: { code } });
  });

  test('a repeat with the same key is answered as the first time', async () => {
    const user = { name: 'Ola Nordmann', nationalNumber: nationalNumberOf(2) };
    const headers = { 'aksept-user': 'BANK01', 'idempotency-key': 'ola' };
    const first = await register(server, user, headers);
    const again = await register(server, user, headers);
    expect(again.body).toEqual(first.body);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
  });

  test('the chooser lists who can act, and a calculator shows its code until it is used', async () => {
    const { body } = await ask(server, '/users');
    expect(body['users']).toEqual(expect.arrayContaining([{ userId: 'KN0001', name: 'Kari Nordmann', isBank: false }]));
    expect(await ask(server, '/users/KN0001/calculator-code')).toMatchObject({
      status: 200,
      body: { code: expect.stringMatching(/^\d{6}$/) },
    });
    expect(await ask(server, '/users/BANK01/calculator-code')).toMatchObject({ status: 404, body: { code: 'noCalculatorToShow' } });
  });
});

describe('where tokens are demanded', () => {
  const folder = mkdtempSync(join(tmpdir(), 'aksept-office-tokens-'));
  const httpTokens = join(folder, 'tokens.json');
  const bank = newToken();
  const kari = newToken();
  const operator = newToken();
  let server: TestApp;
  const bearer = (token: string): Record<string, string> => ({ authorization: `Bearer ${token}` });
  beforeAll(async () => {
    const entry = (name: string, token: string, held: { role: 'programme'; user: string } | { role: 'operate' }) => ({
      name,
      ...held,
      createdAt: '2026-01-01T00:00:00.000Z',
      sha256: tokenHash(token).toString('hex'),
    });
    const tokens = [
      entry('bank', bank, { role: 'programme', user: 'BANK01' }),
      entry('kari', kari, { role: 'programme', user: 'KN0001' }),
      entry('anna', operator, { role: 'operate' }),
    ];
    writeTokenFile(httpTokens, { tokens, certificates: [] });
    server = await startTestApp({ database: 'pglite:', httpAuth: 'required', httpTokens });
    expect((await register(server, KARI, bearer(bank))).status).toBe(200);
  });
  afterAll(async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test('a token acts as its user', async () => {
    expect(await ask(server, '/me', { headers: bearer(kari) })).toMatchObject({ status: 200, body: { userId: 'KN0001' } });
  });

  test.each([
    ['naming another user', () => ({ ...bearer(kari), 'aksept-user': 'BANK01' }), 403, 'userNotNamed'],
    ['a token of another role', () => bearer(operator), 403, 'roleNeeded'],
    ['a header and no token', () => ({ 'aksept-user': 'BANK01' }), 401, 'unauthenticated'],
  ])('%s is refused', async (_name, headers, status, code) => {
    expect(await ask(server, '/me', { headers: headers() })).toMatchObject({ status, body: { code } });
  });

  test('a token of the programme is for nothing else', async () => {
    const response = await fetch(`${server.http}/v1/cards`, { headers: bearer(bank) });
    expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([403, 'roleNeeded']);
  });

  test.each(['/users', '/users/KN0001/calculator-code'])('%s is for the simulation only', async (path) => {
    expect(await ask(server, path, { headers: bearer(bank) })).toMatchObject({ status: 403, body: { code: 'loopbackOnly' } });
  });
});

test('a server without a database says so', async () => {
  const server = await startTestApp();
  try {
    expect(await ask(server, '/me', { headers: { 'aksept-user': 'BANK01' } })).toMatchObject({ status: 404, body: { code: 'noOffice' } });
  } finally {
    await server.stop();
  }
});
