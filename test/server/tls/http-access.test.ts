/** Roles of client certificates on the HTTP side, and tokens beside them. */
import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { newToken, tokenHash } from '../../../src/http/access/token.ts';
import { writeTokenFile } from '../../../src/http/access/token-file.ts';
import { httpsFetch } from '../../../src/tls/https-fetch.ts';
import { CertificateFixture } from '../../support/certificates.ts';
import type { TestApp } from '../app-fixture.ts';
import { makeSetup, startTls, stopAll, type TlsSetup } from './tls-fixture.ts';

const TOKEN = newToken();
const MADE = { createdAt: '2026-01-01T00:00:00.000Z' } as const;

let setup: TlsSetup;
let path = '';
beforeAll(async () => {
  setup = await makeSetup();
  path = setup.made.write('tokens.json', '');
  writeTokenFile(path, {
    tokens: [{ name: 'anna', role: 'read', ...MADE, sha256: tokenHash(TOKEN).toString('hex') }],
    certificates: [
      { name: 'ops 1', role: 'operate', ...MADE },
      { name: 'watcher', role: 'read', ...MADE },
      { name: 'gone', role: 'operate', ...MADE, expiresAt: '2026-01-02T00:00:00.000Z' },
    ],
  });
});
afterAll(() => setup.made.remove());
afterEach(stopAll);

const start = (settings = {}) =>
  startTls(setup, {
    httpTlsCert: setup.server.cert,
    httpTlsKey: setup.server.key,
    httpTlsClientCa: setup.made.ca,
    httpAuth: 'required',
    httpTokens: path,
    ...settings,
  });

async function identityOf(commonName: string, of: CertificateFixture = setup.made): Promise<{ cert: string; key: string }> {
  const { certificate: cert, key } = await of.credentials({ commonName });
  return { cert, key };
}

async function status({ app }: TestApp, method: 'GET' | 'POST', tls: object, headers: Record<string, string> = {}): Promise<number> {
  const url = `https://127.0.0.1:${app.ports.http}${method === 'GET' ? '/v1/cards' : '/v1/faults/clear'}`;
  const options = { method, headers: { ...(method === 'POST' ? { 'content-type': 'application/json' } : {}), ...headers } };
  const response = await httpsFetch(url, method === 'POST' ? { ...options, body: '{}' } : options, {
    ca: setup.made.authority.certificate,
    ...tls,
  });
  await response.text();
  return response.status;
}

test('a common name has the role of the file; one without is refused', async () => {
  const app = await start();
  const [operator, watcher, gone, stranger] = await Promise.all(['ops 1', 'watcher', 'gone', 'stranger'].map((name) => identityOf(name)));
  expect([await status(app, 'GET', operator ?? {}), await status(app, 'POST', operator ?? {})]).toEqual([200, 200]);
  expect([await status(app, 'GET', watcher ?? {}), await status(app, 'POST', watcher ?? {})]).toEqual([200, 403]);
  expect([await status(app, 'GET', gone ?? {}), await status(app, 'GET', stranger ?? {})]).toEqual([401, 401]);
  // Written after the answer.
  await expect.poll(() => app.log.lines.join()).toContain('certificate ops 1');
});

test('a client without a certificate brings a token; with both, the token decides', async () => {
  const app = await start();
  const authorization = `Bearer ${TOKEN}`;
  expect(await status(app, 'GET', {})).toBe(401);
  expect([await status(app, 'GET', {}, { authorization }), await status(app, 'POST', {}, { authorization })]).toEqual([200, 403]);
  expect(await status(app, 'POST', await identityOf('ops 1'), { authorization })).toBe(403);
});

test('a certificate of another CA is refused in the handshake, also with the right name and a good token', async () => {
  const app = await start();
  const other = await CertificateFixture.create('other CA');
  const stranger = await identityOf('ops 1', other);
  other.remove();
  await expect(status(app, 'GET', stranger, { authorization: `Bearer ${TOKEN}` })).rejects.toThrow();
});

test('where nothing is demanded but a certificate, none is let in without one', async () => {
  const app = await start({ httpAuth: 'auto' });
  await expect(status(app, 'GET', {}, { authorization: `Bearer ${TOKEN}` })).rejects.toThrow();
  const { cert, key } = setup.client;
  expect(await status(app, 'POST', { cert: readFileSync(cert, 'utf8'), key: readFileSync(key, 'utf8') })).toBe(200);
});

test('certificates without a role are nobody: the start is refused', async () => {
  const none = setup.made.write('none.json', '');
  writeTokenFile(none, { tokens: [], certificates: [] });
  await expect(start({ httpTokens: none })).rejects.toThrow(
    /holds none; give a common name a role with: aksept tokens add NAME --certificate/,
  );
});
