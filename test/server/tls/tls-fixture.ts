/** A whole server with TLS, and clients of it. */
import { connect as connectPlain, type Socket } from 'node:net';
import { type ConnectionOptions, connect } from 'node:tls';
import type { Settings } from '../../../src/config/settings-table.ts';
import type { NetworkRequest } from '../../../src/protocol/message.ts';
import { NOW_MS } from '../../authorizer/fixture.ts';
import { Peer } from '../../authorizer/peer.ts';
import { CertificateFixture, type Paths } from '../../support/certificates.ts';
import { startTestApp, type TestApp } from '../app-fixture.ts';

export interface TlsSetup {
  readonly made: CertificateFixture;
  readonly server: Paths;
  readonly client: Paths;
}

export async function makeSetup(): Promise<TlsSetup> {
  const made = await CertificateFixture.create();
  return { made, server: await made.server(), client: await made.issue('till-7') };
}

const apps: TestApp[] = [];
const sockets: Socket[] = [];

export async function startTls({ server }: TlsSetup, settings: Partial<Settings> = {}): Promise<TestApp> {
  const app = await startTestApp({ tlsCert: server.cert, tlsKey: server.key, tlsReloadMs: 0, ...settings });
  apps.push(app);
  return app;
}

export async function stopAll(): Promise<void> {
  for (const socket of sockets.splice(0)) socket.destroy();
  for (const app of apps.splice(0)) await app.stop();
}

function kept(socket: Socket): Socket {
  socket.on('error', () => {});
  sockets.push(socket);
  return socket;
}

/** Resolves when the handshake is done; rejects with the client's error. */
export async function dialTls(port: number, options: ConnectionOptions & { readonly allowHalfOpen?: boolean }): Promise<Peer> {
  const socket = kept(connect({ host: '127.0.0.1', port, ...options }));
  await new Promise<void>((resolve, reject) => {
    socket.once('secureConnect', resolve).once('error', reject);
    socket.once('close', () => reject(new Error('The server closed the connection in the handshake.')));
  });
  return Peer.on(socket);
}

/** Without TLS. */
export async function dialPlain(port: number): Promise<Socket> {
  const socket = kept(connectPlain(port, '127.0.0.1'));
  await new Promise((resolve) => socket.once('connect', resolve));
  socket.resume();
  return socket;
}

export function closed(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    if (socket.destroyed) resolve();
    else socket.once('close', () => resolve());
  });
}

export function echo(terminalId = 'T1', stan = 7): NetworkRequest {
  return {
    class: 'networkManagement',
    repeat: false,
    function: 'echo',
    stan,
    transmissionTimeMs: NOW_MS,
    terminalId,
    acquirerId: '',
    macCheck: '',
    context: undefined,
  };
}

/** The value of one line of /metrics, which a server with HTTPS does not give here. */
export async function metric({ http }: TestApp, name: string): Promise<number> {
  const text = await (await fetch(`${http}/metrics`)).text();
  const line = text.split('\n').find((one) => one.startsWith(`${name} `));
  return Number(line?.slice(name.length + 1) ?? 0);
}
