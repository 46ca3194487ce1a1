/** Terminals over TLS: who gets in, who does not, and what the log says. */
import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { PEER_LINES_MAX } from '../../../src/server/refusals/line-limit.ts';
import { framed, Peer } from '../../authorizer/peer.ts';
import { CertificateFixture, EXPIRED } from '../../support/certificates.ts';
import type { TestApp } from '../app-fixture.ts';
import { linesOf } from '../refusals/refusal-fixture.ts';
import { closed, dialPlain, dialTls, echo, makeSetup, metric, startTls, stopAll, type TlsSetup } from './tls-fixture.ts';

let setup: TlsSetup;
let other: CertificateFixture;
beforeAll(async () => {
  setup = await makeSetup();
  other = await CertificateFixture.create('other CA');
});
afterAll(() => {
  setup.made.remove();
  other.remove();
});
afterEach(stopAll);

function credentials({ cert, key }: { readonly cert: string; readonly key: string }) {
  return { cert: readFileSync(cert), key: readFileSync(key) };
}

const trusted = () => ({ ca: setup.made.authority.certificate });

async function onlyLine(app: TestApp) {
  await expect.poll(() => linesOf(app).length, { timeout: 10_000 }).toBe(1);
  const [line] = linesOf(app);
  return { reason: line?.fields['reason'], listener: line?.fields['listener'], peer: line?.fields['peer'], text: line?.text };
}

const WHERE = { listener: 'P:protobuf', peer: '127.0.0.1:p' };

describe('with a certificate of the server', () => {
  test('a client that trusts its CA is served', async () => {
    const app = await startTls(setup);
    const peer = await dialTls(app.app.ports.protobuf, trusted());
    expect(await peer.ask(echo())).toMatchObject({ outcome: 'approved', stan: 7 });
    expect(app.app.ports.protobufIsTls).toBe(true);
  });

  test('many messages in one write come back in one order', async () => {
    const app = await startTls(setup);
    const peer = await dialTls(app.app.ports.protobuf, trusted());
    const stans = Array.from({ length: 500 }, (_none, index) => index + 1);
    peer.write(Buffer.concat(stans.map((stan) => framed(echo('T1', stan)))));
    expect((await peer.received(stans.length)).map(({ stan }) => stan)).toEqual(stans);
  });

  test('a client that closes its sending side still gets its answers', async () => {
    const app = await startTls(setup);
    const peer = await dialTls(app.app.ports.protobuf, { ...trusted(), allowHalfOpen: true });
    peer.socket.end(framed(echo()));
    expect(await peer.received(1)).toMatchObject([{ outcome: 'approved' }]);
    await peer.closed;
  });

  test('a stop answers what is in flight and closes', async () => {
    const app = await startTls(setup);
    const peer = await dialTls(app.app.ports.protobuf, trusted());
    await peer.ask(echo());
    await app.app.stop();
    await peer.closed;
  });

  test('a listener with +notls, and the protobuf wire with protobufTls false, stay plain', async () => {
    const app = await startTls(setup, { iso8583: '0:1987-ascii+notls,0:1987-ascii+4a', protobufTls: false });
    const { protobuf, protobufIsTls, iso8583 } = app.app.ports;
    expect([protobufIsTls, ...iso8583.map(({ isTls }) => isTls)]).toEqual([false, false, true]);
    const peer = Peer.on(await dialPlain(protobuf));
    expect(await peer.ask(echo())).toMatchObject({ outcome: 'approved' });
    peer.end();
  });
});

describe('with CAs for client certificates', () => {
  const start = () => startTls(setup, { tlsClientCa: setup.made.ca });

  test('a client with a certificate of one of them is served', async () => {
    const app = await start();
    const peer = await dialTls(app.app.ports.protobuf, { ...trusted(), ...credentials(setup.client) });
    expect(await peer.ask(echo())).toMatchObject({ outcome: 'approved' });
    expect(linesOf(app)).toEqual([]);
  });

  test.each([
    ['no certificate', async () => ({}), /^Connection refused: The client sent no certificate, and this port demands one\. Give /],
    [
      'one that has expired',
      async () => credentials(await setup.made.issue('late', {}, EXPIRED)),
      /^Connection refused: The client certificate of "late" expired on \d{4}-\d\d-\d\d\. Give /,
    ],
    [
      'one of another CA',
      async () => credentials(await other.issue('stranger')),
      /^Connection refused: The client certificate of "stranger" is of another CA, "other CA"\. Give /,
    ],
    [
      'one of a server',
      async () => credentials(setup.server),
      /^Connection refused: The client certificate of "server" is not made for clients\. Give /,
    ],
    [
      'one with an odd name',
      async () => credentials(await other.issue('odd', { commonName: 'a"\u00e5 9578990000000005' })),
      /^Connection refused: The client certificate of "a\.\. ?957899\*+0005" is of another CA, "other CA"\. Give /,
    ],
  ])('a client with %s is refused in one line', async (_name, own, text) => {
    const app = await start();
    const peer = await dialTls(app.app.ports.protobuf, { ...trusted(), ...(await own()), minVersion: 'TLSv1.3' });
    await peer.closed;
    expect(peer.responses).toEqual([]);
    expect(await onlyLine(app)).toEqual({ ...WHERE, reason: 'clientCertificate', text: expect.stringMatching(text) });
    expect(await metric(app, 'aksept_connections_ended_total{end="clientCertificate"}')).toBe(1);
    expect(app.app.ports.protobuf).toBeGreaterThan(0);
  });

  test('a message sent at once with a wrong certificate is not answered', async () => {
    const app = await start();
    const peer = await dialTls(app.app.ports.protobuf, { ...trusted(), ...credentials(await other.issue('eager')) });
    await expect(peer.ask(echo())).rejects.toThrow('Closed after 0 of 1 responses.');
  });

  test('a session is not resumed, so that each connection shows its certificate', async () => {
    const app = await start();
    const options = { ...trusted(), ...credentials(setup.client), maxVersion: 'TLSv1.2' } as const;
    const first = await dialTls(app.app.ports.protobuf, options);
    await first.ask(echo());
    const session =
      'getSession' in first.socket ? (first.socket as unknown as { getSession(): Buffer | undefined }).getSession() : undefined;
    first.end();
    const second = await dialTls(app.app.ports.protobuf, { ...options, ...(session === undefined ? {} : { session }) });
    expect((second.socket as unknown as { isSessionReused(): boolean }).isSessionReused()).toBe(false);
    expect(await second.ask(echo())).toMatchObject({ outcome: 'approved' });
  });
});

describe('a client that is wrong', () => {
  test('speaks without TLS', async () => {
    const app = await startTls(setup);
    const socket = await dialPlain(app.app.ports.protobuf);
    socket.write(Buffer.from('0000001f2a1d', 'hex'));
    await closed(socket);
    expect(await onlyLine(app)).toEqual({
      ...WHERE,
      reason: 'notTls',
      text: 'Connection refused: This port takes TLS, and what came is none. Use TLS in the client; or, on a wire, exempt this listener from TLS.',
    });
  });

  test('sends HTTP', async () => {
    const app = await startTls(setup);
    const socket = await dialPlain(app.app.ports.protobuf);
    socket.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n');
    await closed(socket);
    expect((await onlyLine(app)).text).toMatch(/^Connection refused: This port takes TLS, and what came is none\. .*HTTP/);
  });

  test('has only an older version', async () => {
    const app = await startTls(setup, { tlsMinVersion: '1.3' });
    await expect(dialTls(app.app.ports.protobuf, { ...trusted(), maxVersion: 'TLSv1.2' })).rejects.toThrow();
    expect(await onlyLine(app)).toEqual({
      ...WHERE,
      reason: 'tlsHandshake',
      text: expect.stringMatching(
        /^Connection refused: The TLS handshake failed: the client offers only TLS versions below the minimum of this port\./,
      ),
    });
    const peer = await dialTls(app.app.ports.protobuf, { ...trusted(), minVersion: 'TLSv1.3' });
    expect(await peer.ask(echo())).toMatchObject({ outcome: 'approved' });
  });

  test.each([
    ['sends nothing', Buffer.alloc(0)],
    ['sends the start of a handshake', Buffer.from('160301', 'hex')],
  ])('%s, and is closed in time', async (_name, bytes) => {
    const app = await startTls(setup, { tlsHandshakeTimeoutMs: 60 });
    const socket = await dialPlain(app.app.ports.protobuf);
    if (bytes.length > 0) socket.write(bytes);
    await closed(socket);
    expect(await onlyLine(app)).toMatchObject({
      reason: 'tlsTimeout',
      text: expect.stringMatching(/^Connection refused: The TLS handshake was not done within 60 ms\./),
    });
  });

  test('sends a handshake without end, and is closed after little of it', async () => {
    const app = await startTls(setup);
    const socket = await dialPlain(app.app.ports.protobuf);
    // A ClientHello that claims 16 MiB, in records of the longest kind.
    const hello = Buffer.concat([Buffer.from('1603014000', 'hex'), Buffer.from('01ffffff', 'hex'), Buffer.alloc(0x4000 - 4)]);
    const more = Buffer.concat([Buffer.from('1603014000', 'hex'), Buffer.alloc(0x4000)]);
    let sent = 0;
    const send = (): void => {
      while (!socket.destroyed && socket.writable && sent < 64 * 1024 * 1024) {
        sent += more.length;
        if (!socket.write(sent === more.length ? hello : more)) break;
      }
    };
    socket.on('drain', send);
    send();
    await closed(socket);
    expect(sent).toBeLessThan(64 * 1024 * 1024);
    expect((await onlyLine(app)).reason).toBe('tlsHandshake');
  });

  test('leaves in the handshake', async () => {
    const app = await startTls(setup);
    const socket = await dialPlain(app.app.ports.protobuf);
    socket.write(Buffer.from('1603010200', 'hex'), () => socket.destroy());
    expect(await onlyLine(app)).toMatchObject({
      reason: 'tlsHandshake',
      text: expect.stringMatching(/^Connection refused: The TLS handshake failed: the client closed the connection\./),
    });
  });

  test('only looks whether the port is open, which is not logged', async () => {
    const app = await startTls(setup);
    const socket = await dialPlain(app.app.ports.protobuf);
    socket.end();
    await closed(socket);
    const peer = await dialTls(app.app.ports.protobuf, trusted());
    await peer.ask(echo());
    expect(linesOf(app)).toEqual([]);
  });

  test('comes again and again, and does not fill the log', async () => {
    const app = await startTls(setup);
    for (let count = 0; count < 2 * PEER_LINES_MAX; count += 1) {
      const socket = await dialPlain(app.app.ports.protobuf);
      socket.write('hello');
      await closed(socket);
    }
    expect(linesOf(app)).toHaveLength(PEER_LINES_MAX);
    expect(await metric(app, 'aksept_connections_ended_total{end="notTls"}')).toBe(2 * PEER_LINES_MAX);
  });

  test('does not keep the server from stopping', async () => {
    const app = await startTls(setup, { tlsHandshakeTimeoutMs: 120_000 });
    const socket = await dialPlain(app.app.ports.protobuf);
    socket.write(Buffer.from('160301', 'hex'));
    await app.app.stop();
    await closed(socket);
    expect(linesOf(app)).toEqual([]);
  });
});
