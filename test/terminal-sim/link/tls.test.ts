/** Simulated terminals over TLS, against a whole server: the library, a load run, and what goes wrong. */

import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { systemClock } from '../../../src/terminal-sim/clock.ts';
import { connect } from '../../../src/terminal-sim/connect.ts';
import { Link } from '../../../src/terminal-sim/link/link.ts';
import { PROTOBUF_WIRE } from '../../../src/terminal-sim/link/terminal-wire.ts';
import { LiveTerminal } from '../../../src/terminal-sim/live-terminal.ts';
import { runLoad } from '../../../src/terminal-sim/run/run.ts';
import { readClientTls, terminalTls } from '../../../src/tls/client-tls.ts';
import type { TestApp } from '../../server/app-fixture.ts';
import { makeSetup, startTls, stopAll, type TlsSetup } from '../../server/tls/tls-fixture.ts';
import type { Paths } from '../../support/certificates.ts';

let setup: TlsSetup;
let elsewhere: Paths;
beforeAll(async () => {
  setup = await makeSetup();
  elsewhere = await setup.made.server('elsewhere', { hosts: ['host.example'] });
});
afterAll(() => setup.made.remove());
afterEach(stopAll);

const named = (option: string): string => option;
const targetOf = ({ app }: TestApp): string => `127.0.0.1:${app.ports.protobuf}`;
const keysOf = ({ folder }: TestApp): string => join(folder, 'keys.json');
const clientFiles = () => ({ tls: true, tlsCa: setup.made.ca, tlsCert: setup.client.cert, tlsKey: setup.client.key });

/** Of `connect` of the library; empty when it connected. */
async function errorOf(app: TestApp, options: object): Promise<string> {
  try {
    const connection = await connect({ target: targetOf(app), keys: keysOf(app), ...options });
    connection.close();
    return '';
  } catch (error) {
    return error instanceof Error ? error.message.replace(/:\d{4,5} /, ':PORT ') : String(error);
  }
}

describe('a terminal of the library', () => {
  test.each([
    ['protobuf', 'protobuf'],
    ['ISO 8583', 'iso8583:1987-ascii'],
  ])('buys with a client certificate over %s', async (_name, codec) => {
    const app = await startTls(setup, { tlsClientCa: setup.made.ca, iso8583: '0:1987-ascii' });
    const { cards } = await app.app.cards.issue({ count: 1, balanceMinor: 100_000, profile: 'kronekort', status: 'active' }, 'tls');
    const [card] = cards;
    if (card === undefined) throw new Error('No card was issued.');
    const port = codec === 'protobuf' ? app.app.ports.protobuf : app.app.ports.iso8583[0]?.port;
    const connection = await connect({ target: `127.0.0.1:${port}`, codec, keys: keysOf(app), ...clientFiles() });
    const shop = new LiveTerminal(connection, { merchantName: 'Kiosken', mcc: 5499 });
    const purchase = await shop.purchase(card, 25_000);
    expect(purchase.outcome).toBe('approved');
    expect((await shop.reverse(card, purchase)).outcome).toBe('approved');
    connection.close();
  });

  test('is told in one sentence what is wrong', async () => {
    const app = await startTls(setup);
    const start = 'The connection to 127.0.0.1:PORT failed: ';
    expect(await errorOf(app, { tls: true })).toBe(
      `${start}the server's certificate is of a CA that is not trusted here; give the file of its CA with --tls-ca.`,
    );
    expect(await errorOf(app, { tls: true, tlsCa: setup.made.ca, tlsServerName: 'host.example' })).toBe(
      `${start}the server's certificate is of another host name; use that name in the address, or give it with --tls-server-name.`,
    );
    expect(await errorOf(app, { tls: true, tlsCa: setup.made.ca, tlsServerName: '127.0.0.1' })).toBe(
      'tlsServerName is 127.0.0.1, an address; give the host name in the certificate, or leave it out.',
    );
    expect(await errorOf(app, { tlsCa: setup.made.ca })).toBe('tlsCa has no meaning without TLS; add tls.');
    expect(await errorOf(app, { tls: true, tlsCa: setup.made.ca })).toBe('');
  });

  test('finds the server by the name in its certificate', async () => {
    const app = await startTls({ ...setup, server: elsewhere });
    expect(await errorOf(app, { tls: true, tlsCa: setup.made.ca, tlsServerName: 'host.example' })).toBe('');
    expect(await errorOf(app, { tls: true, tlsCa: setup.made.ca })).toContain("the server's certificate is of another host name");
  });
});

describe('a load run', () => {
  const load = async (app: TestApp, options: object) => {
    const { cards } = await app.app.cards.issue({ count: 40, balanceMinor: 1_000_000, profile: 'kronekort', status: 'active' }, 'load');
    return runLoad({ target: targetOf(app), keys: keysOf(app), cards, duration: '300ms', warmup: '0s', concurrency: 4, ...options });
  };

  test('with client certificates, and books over HTTPS', async () => {
    const https = { httpTlsCert: setup.server.cert, httpTlsKey: setup.server.key };
    const app = await startTls(setup, { tlsClientCa: setup.made.ca, ...https });
    const report = await load(app, { connections: 4, http: `https://127.0.0.1:${app.app.ports.http}`, ...clientFiles() });
    expect(report.messages.answered).toBeGreaterThan(0);
    expect(report.errors).toMatchObject({ connectionsLost: 0, connectsFailed: 0, handshakesFailed: 0 });
    expect(report.reconciliation.kind).toBe('equal');
  });

  test('says what the port demands when the client has no certificate', async () => {
    const app = await startTls(setup, { tlsClientCa: setup.made.ca });
    await expect(load(app, { tls: true, tlsCa: setup.made.ca })).rejects.toThrow(
      'that it does not demand another client certificate (--tls-cert, --tls-key)',
    );
  });

  test('a CA that is not trusted', async () => {
    const app = await startTls(setup);
    await expect(load(app, { tls: true })).rejects.toThrow("the server's certificate is of a CA that is not trusted here");
  });
});

describe('a connection', () => {
  const servers: Server[] = [];
  afterEach(() => {
    for (const server of servers.splice(0)) server.close();
  });

  async function linkTo(port: number, timeoutMs: number): Promise<Link> {
    const tls = readClientTls({ tlsCa: setup.made.ca }, named);
    return new Link({ ...PROTOBUF_WIRE, target: { host: '127.0.0.1', port, tls }, clock: systemClock, timeoutMs });
  }

  test('counts handshakes that fail, apart from connections that nobody takes', async () => {
    const app = await startTls({ ...setup, server: elsewhere });
    const link = await linkTo(app.app.ports.protobuf, 5_000);
    expect(await link.open()).toContain('is of another host name');
    expect(link.errors).toMatchObject({ connectsFailed: 1, handshakesFailed: 1 });
    link.close();
    const port = app.app.ports.protobuf;
    await app.app.stop();
    const late = await linkTo(port, 5_000);
    expect(await late.open()).toContain('nothing listens there');
    expect(late.errors).toMatchObject({ connectsFailed: 1, handshakesFailed: 0 });
    late.close();
  });

  test('does not wait for ever for a port that takes no TLS', async () => {
    const silent = createServer((socket) => socket.on('error', () => {}).resume());
    servers.push(silent);
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const address = silent.address();
    const link = await linkTo(typeof address === 'object' ? (address?.port ?? 0) : 0, 60);
    expect(await link.open()).toMatch(/failed: the TLS handshake was not done within 60 ms; the port may take no TLS\.$/);
    link.close();
  });
});

test('the files can be meant for HTTPS alone', () => {
  expect(terminalTls({ tlsCa: setup.made.ca }, named, 'https://127.0.0.1:1')).toBeUndefined();
  expect(terminalTls({ tls: true, tlsCa: setup.made.ca }, named)).toEqual({ ca: setup.made.authority.certificate });
});
