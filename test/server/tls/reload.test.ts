/** New certificates while the server runs: no request is lost, and wrong files change nothing. */
import { copyFileSync, writeFileSync } from 'node:fs';
import type { TLSSocket } from 'node:tls';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { ChangeDetector } from '../../../src/server/tls/change-detector.ts';
import type { Peer } from '../../authorizer/peer.ts';
import type { Paths } from '../../support/certificates.ts';
import type { TestApp } from '../app-fixture.ts';
import { dialTls, echo, makeSetup, startTls, stopAll, type TlsSetup } from './tls-fixture.ts';

let setup: TlsSetup;
let next: Paths;
beforeAll(async () => {
  setup = await makeSetup();
  next = await setup.made.server('next');
});
afterAll(() => setup.made.remove());
afterEach(stopAll);

/** Files in use of their own, which a test replaces. */
function filesInUse(name: string): Paths {
  const files = { cert: `${setup.made.folder}/${name}.pem`, key: `${setup.made.folder}/${name}-key.pem` };
  replace(files, setup.server);
  return files;
}

function replace(files: Paths, by: Paths): void {
  copyFileSync(by.cert, files.cert);
  copyFileSync(by.key, files.key);
}

const dial = ({ app }: TestApp): Promise<Peer> => dialTls(app.ports.protobuf, { ca: setup.made.authority.certificate });
const nameOf = async (app: TestApp): Promise<unknown> => {
  const peer = await dial(app);
  const { subject } = (peer.socket as TLSSocket).getPeerCertificate();
  peer.end();
  return subject.CN;
};
const errorsOf = ({ log }: TestApp): readonly string[] => log.lines.filter((line) => line.startsWith('error'));

/** Asks on one connection until told to end; resolves with how many were answered. */
function ask(peer: Peer, isOver: () => boolean): Promise<number> {
  const next = async (stan: number): Promise<number> => {
    if (isOver()) return stan - 1;
    await peer.ask(echo('T1', stan));
    return next(stan + 1);
  };
  return next(1);
}

test('a reload under load loses no request, and new connections see the new certificate', async () => {
  const files = filesInUse('load');
  const app = await startTls(setup, { tlsCert: files.cert, tlsKey: files.key });
  const peers = await Promise.all(Array.from({ length: 8 }, () => dial(app)));
  let isOver = false;
  const asking = peers.map((peer) => ask(peer, () => isOver));
  for (let round = 0; round < 20; round += 1) {
    replace(files, round % 2 === 0 ? next : setup.server);
    expect(app.app.reloadTls()).toBe(true);
    expect(await nameOf(app)).toBe(round % 2 === 0 ? 'next' : 'server');
  }
  isOver = true;
  const answered = await Promise.all(asking);
  expect(answered.every((count) => count > 0)).toBe(true);
  expect(peers.map(({ responses }) => responses.length)).toEqual(answered);
  expect(peers.some(({ socket }) => socket.destroyed)).toBe(false);
  expect(errorsOf(app)).toEqual([]);
});

test('files that change are found without a signal', async () => {
  const files = filesInUse('watched');
  const app = await startTls(setup, { tlsCert: files.cert, tlsKey: files.key, tlsReloadMs: 5 });
  expect(await nameOf(app)).toBe('server');
  replace(files, next);
  await expect.poll(() => nameOf(app), { timeout: 10_000 }).toBe('next');
  expect(errorsOf(app)).toEqual([]);
});

test('a wrong file keeps the earlier ones, says so once, and the right one is taken later', async () => {
  const files = filesInUse('wrong');
  const app = await startTls(setup, { tlsCert: files.cert, tlsKey: files.key, tlsReloadMs: 5 });
  copyFileSync(next.cert, files.cert);
  await expect.poll(() => errorsOf(app).length, { timeout: 10_000 }).toBe(1);
  expect(errorsOf(app)[0]).toContain('The TLS files have changed, and the earlier ones stay in use: tlsKey: the private key in ');
  expect(await nameOf(app)).toBe('server');
  copyFileSync(next.key, files.key);
  await expect.poll(() => nameOf(app), { timeout: 10_000 }).toBe('next');
  expect(errorsOf(app)).toHaveLength(1);
});

test('a reload that is asked for says that a file is wrong', async () => {
  const files = filesInUse('asked');
  const app = await startTls(setup, { tlsCert: files.cert, tlsKey: files.key });
  writeFileSync(files.cert, 'none');
  expect(app.app.reloadTls()).toBe(false);
  expect(errorsOf(app)[0]).toContain('holds no certificate in PEM; give the right file.');
  expect(await nameOf(app)).toBe('server');
});

test('new CAs for client certificates apply to new connections', async () => {
  const ca = setup.made.write('client-ca.pem', setup.made.authority.certificate);
  const app = await startTls(setup, { tlsClientCa: ca });
  const { certificate: cert, key } = await setup.made.credentials({});
  const options = { ca: setup.made.authority.certificate, cert, key };
  const before = await dialTls(app.app.ports.protobuf, options);
  await before.ask(echo());
  const { CertificateFixture } = await import('../../support/certificates.ts');
  const other = await CertificateFixture.create('next CA');
  copyFileSync(other.ca, ca);
  expect(app.app.reloadTls()).toBe(true);
  const after = await dialTls(app.app.ports.protobuf, options);
  await after.closed;
  expect(await before.ask(echo('T1', 8))).toMatchObject({ outcome: 'approved' });
  other.remove();
});

test('a change counts once, when it has stayed for one look', () => {
  const changes = new ChangeDetector('a');
  expect(['a', 'b', 'b', 'b', 'c', 'd', 'd', 'b', 'd', 'd'].map((stamp) => changes.look(stamp))).toEqual([
    false,
    false,
    true,
    false,
    false,
    false,
    true,
    false,
    false,
    false,
  ]);
});
