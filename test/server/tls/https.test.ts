/** The HTTP side over TLS. */
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { HttpClient } from '../../../src/http/client.ts';
import { SERVER_INFO } from '../../../src/http/schema/server-info.ts';
import { booksClient } from '../../../src/terminal-sim/run/books/books.ts';
import { httpsFetch } from '../../../src/tls/https-fetch.ts';
import { CertificateFixture } from '../../support/certificates.ts';
import type { TestApp } from '../app-fixture.ts';
import { linesOf } from '../refusals/refusal-fixture.ts';
import { closed, dialPlain, makeSetup, startTls, stopAll, type TlsSetup } from './tls-fixture.ts';

let setup: TlsSetup;
beforeAll(async () => {
  setup = await makeSetup();
});
afterAll(() => setup.made.remove());
afterEach(stopAll);

const ALIVE = z.object({ status: z.literal('alive') });
const start = (settings = {}) => startTls(setup, { httpTlsCert: setup.server.cert, httpTlsKey: setup.server.key, ...settings });
const addressOf = ({ app }: TestApp): string => `https://127.0.0.1:${app.ports.http}`;
const trusted = () => ({ ca: setup.made.authority.certificate });
const own = () => ({ cert: readFileSync(setup.client.cert, 'utf8'), key: readFileSync(setup.client.key, 'utf8') });

async function count(app: TestApp, name: string, tls = {}): Promise<number> {
  const text = await (await httpsFetch(`${addressOf(app)}/metrics`, { method: 'GET' }, { ...trusted(), ...tls })).text();
  return Number(
    text
      .split('\n')
      .find((line) => line.startsWith(`${name} `))
      ?.split(' ')[1] ?? 0,
  );
}

test('commands and the books of a load ask it', async () => {
  const app = await start();
  expect(app.app.ports.httpIsTls).toBe(true);
  expect(await new HttpClient(addressOf(app), 10_000, trusted()).get('/healthz', ALIVE)).toEqual({ status: 'alive' });
  expect(await booksClient(addressOf(app), trusted())(['9578990000000005'])).toEqual([undefined]);
});

test('a CA that is not trusted is one sentence', async () => {
  const app = await start();
  const sentence =
    /^The connection to https:\/\/127\.0\.0\.1:\d+ failed: the server's certificate is of a CA that is not trusted here; give the file of its CA with --tls-ca\.$/;
  await expect(new HttpClient(addressOf(app)).get('/healthz', ALIVE)).rejects.toThrow(sentence);
  await expect(booksClient(addressOf(app))(['9578990000000005'])).rejects.toThrow(sentence);
});

test('a client without TLS is closed, logged in one line and counted', async () => {
  const app = await start();
  const socket = await dialPlain(app.app.ports.http);
  socket.write('GET /healthz HTTP/1.1\r\nhost: localhost\r\n\r\n');
  await closed(socket);
  expect(linesOf(app).map(({ fields, text }) => [fields['reason'], fields['listener'], text])).toEqual([
    [
      'notTls',
      'P:https',
      'Connection refused: This port takes TLS, and what came is none. Use TLS in the client; or, on a wire, exempt this listener from TLS.',
    ],
  ]);
  expect(await count(app, 'aksept_http_refused_total{reason="notTls"}')).toBe(1);
});

test('with CAs for client certificates: the right one in, none and another out', async () => {
  const app = await start({ httpTlsClientCa: setup.made.ca });
  const alive = (tls: object) => new HttpClient(addressOf(app), 10_000, { ...trusted(), ...tls }).get('/healthz', ALIVE);
  expect(await alive(own())).toEqual({ status: 'alive' });
  await expect(alive({})).rejects.toThrow();
  const other = await CertificateFixture.create('other CA');
  const { certificate: cert, key } = await other.credentials({ commonName: 'stranger' });
  other.remove();
  await expect(alive({ cert, key })).rejects.toThrow();
  expect(linesOf(app).map(({ text }) => text.split('. ')[0])).toEqual([
    'Connection refused: The client sent no certificate, and this port demands one',
    'Connection refused: The client certificate of "stranger" is of another CA, "other CA"',
  ]);
  expect(await count(app, 'aksept_http_refused_total{reason="clientCertificate"}', own())).toBe(2);
});

test('the settings tell until when the certificate is valid', async () => {
  const app = await start({ protobufTls: false });
  const read = async (): Promise<readonly (number | null)[]> => {
    const { listeners } = await new HttpClient(addressOf(app), 10_000, trusted()).get('/v1/settings', SERVER_INFO);
    return listeners.map(({ certificateNotAfterMs }) => certificateNotAfterMs);
  };
  expect(await read()).toEqual([null, Date.parse(new X509Certificate(readFileSync(setup.server.cert)).validTo)]);
});

test('a stop closes kept connections and unfinished handshakes', async () => {
  const app = await start({ tlsHandshakeTimeoutMs: 120_000 });
  const socket = await dialPlain(app.app.ports.http);
  socket.write(Buffer.from('160301', 'hex'));
  await new HttpClient(addressOf(app), 10_000, trusted()).get('/healthz', ALIVE);
  await app.app.stop();
  await closed(socket);
});

test('settings that do not fit together end the start', async () => {
  await expect(start({ httpTlsKey: '' })).rejects.toThrow('httpTlsCert is set without httpTlsKey; set both, or neither.');
  await expect(startTls(setup, { httpTlsClientCa: setup.made.ca })).rejects.toThrow(
    'httpTlsClientCa is set without httpTlsCert; set httpTlsCert and httpTlsKey, too.',
  );
});
