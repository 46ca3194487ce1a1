/** A whole server with listeners of ISO 8583 beside the protobuf one. */
import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { settingsWith } from '../../src/config/settings.ts';
import type { Settings } from '../../src/config/settings-table.ts';
import { terminalCodec } from '../../src/pin/mac/iso-codec.ts';
import { createPinEncrypter } from '../../src/pin/pin-verifier.ts';
import { DIALECT_NAMES } from '../../src/protocol/iso8583/dialect/dialect-file.ts';
import { parseDialectSpec } from '../../src/protocol/iso8583/dialect/dialect-spec.ts';
import type { NetworkRequest } from '../../src/protocol/message.ts';
import { purchase } from '../authorizer/fixture.ts';
import { Peer } from '../authorizer/peer.ts';
import { startTestApp, type TestApp } from './app-fixture.ts';

const CARD = {
  pan: '9578990000000005',
  expiry: '2811',
  pin: '1234',
  balanceMinor: 1_000_000,
  status: 'active',
  profile: 'kronekort',
} as const;
const ECHO: NetworkRequest = {
  class: 'networkManagement',
  repeat: false,
  function: 'echo',
  stan: 7,
  transmissionTimeMs: 1_000,
  terminalId: '',
  acquirerId: '',
  macCheck: '',
  context: undefined,
};
/** One of everything. */
const EVERY_DIALECT = [...DIALECT_NAMES.map((name) => `0:${name}`), '0:1987-ascii+4a+inclusive', '0:1987-bcd+notpdu+4b', '0:1993-bcd+mac'];

const apps: TestApp[] = [];
const peers: Peer[] = [];

async function start(settings: Partial<Settings> = {}): Promise<TestApp> {
  const app = await startTestApp(settings);
  apps.push(app);
  return app;
}

/** A terminal on the listener that was asked for with `entry`, the `index`th of the setting. */
async function dial({ app }: TestApp, entry: string, index: number): Promise<Peer> {
  const spec = parseDialectSpec(entry.replace(/^\d+:/, ''), 'here');
  const peer = await Peer.connect(app.ports.iso8583[index]?.port ?? 0, spec.header, terminalCodec(spec, app.ring, 'keys.json'));
  peers.push(peer);
  return peer;
}

afterEach(async () => {
  for (const peer of peers.splice(0)) peer.end();
  for (const app of apps.splice(0)) await app.stop();
});

async function gauge({ http }: TestApp, name: string): Promise<number> {
  const text = await (await fetch(`${http}/metrics`)).text();
  return Number(new RegExp(`^${name} (\\d+)$`, 'm').exec(text)?.[1] ?? 'NaN');
}

describe('several dialects at once', () => {
  test('each answers in its own, on one set of cards', async () => {
    const server = await start({ iso8583: EVERY_DIALECT.join(' ') });
    const { app } = server;
    await app.cards.import([CARD]);
    const encrypter = createPinEncrypter(app.ring, randomBytes);
    const seen: unknown[] = [];
    for (const [index, entry] of EVERY_DIALECT.entries()) {
      const peer = await dial(server, entry, index);
      const request = purchase({ amountMinor: 1_000, pinBlock: encrypter.encrypt(CARD.pan, CARD.pin, 'iso0', '') });
      const { outcome, stan, terminalId } = await peer.ask(request);
      const echo = await peer.ask(ECHO);
      seen.push([entry, outcome, stan === request.stan, terminalId, echo.class, echo.outcome, echo.stan]);
    }
    expect(seen).toEqual(EVERY_DIALECT.map((entry) => [entry, 'approved', true, 'TERM0001', 'networkManagement', 'approved', 7]));
    expect(await app.cards.show(CARD.pan)).toMatchObject({ ledgerMinor: CARD.balanceMinor - EVERY_DIALECT.length * 1_000 });
    expect(await gauge(server, 'aksept_connections')).toBe(EVERY_DIALECT.length);
  });

  test('the ports are told in the order of the setting, with what is spoken there, and logged', async () => {
    const { app, log } = await start({ iso8583: '0:1993-bcd+mac,0:1987-ascii' });
    expect(app.ports.iso8583).toEqual([
      { port: expect.any(Number), dialect: '1993-bcd', isTls: false, description: 'ISO 8583 1993-bcd, 2-byte header, MAC required' },
      { port: expect.any(Number), dialect: '1987-ascii', isTls: false, description: 'ISO 8583 1987-ascii, 2-byte header' },
    ]);
    const all = [app.ports.protobuf, app.ports.http, ...app.ports.iso8583.map(({ port }) => port)];
    expect(new Set(all).size).toBe(4);
    expect(all).not.toContain(0);
    const line = log.lines.find((text) => text.includes('aksept serves.')) ?? '';
    for (const port of all) expect(line).toContain(String(port));
  });

  test('where MACs are required, a message without one is macError, also a network message', async () => {
    const server = await start({ iso8583: '0:1987-ascii+mac' });
    const bare = await dial(server, '0:1987-ascii', 0);
    expect((await bare.ask(purchase())).outcome).toBe('macError');
    expect((await bare.ask(ECHO)).outcome).toBe('macError');
    expect((await (await dial(server, '0:1987-ascii+mac', 0)).ask(ECHO)).outcome).toBe('approved');
  });

  test('none: no such listener', async () => {
    expect((await start({ iso8583: 'none' })).app.ports.iso8583).toEqual([]);
  });

  test('a peer of one listener that breaks the rules harms nobody on another', async () => {
    const server = await start({ iso8583: '0:1987-ascii 0:1987-ascii+4a' });
    const good = await dial(server, '0:1987-ascii', 0);
    const bad = await dial(server, '0:1987-ascii+4a', 1);
    bad.write(Buffer.from('\x00\x78not a length'));
    await bad.closed;
    expect((await good.ask(ECHO)).outcome).toBe('approved');
    expect(await (await fetch(`${server.http}/metrics`)).text()).toContain('aksept_refused_frames_total{reason="badHeader"} 1');
  });

  test('a stop ends every listener', async () => {
    const server = await start({ iso8583: '0:1987-ascii 0:1993-bcd' });
    const open = [await dial(server, '0:1987-ascii', 0), await dial(server, '0:1993-bcd', 1)];
    const ports = [server.app.ports.protobuf, ...server.app.ports.iso8583.map(({ port }) => port)];
    await server.app.stop();
    await Promise.all(open.map((peer) => peer.closed));
    for (const port of ports) await expect(Peer.connect(port)).rejects.toThrow('ECONNREFUSED');
  });
});

describe('a start that fails leaves nothing open', () => {
  test('a port in use is named with its listener and setting', async () => {
    const blocker = createServer();
    await new Promise<void>((resolve) => blocker.listen(0, '127.0.0.1', resolve));
    const address = blocker.address();
    const taken = typeof address === 'object' && address !== null ? address.port : 0;
    // Free now, and to be opened before the one that cannot be.
    const probe = await start();
    const { protobuf: free } = probe.app.ports;
    await probe.stop();
    apps.splice(0);
    await expect(start({ protobufPort: free, iso8583: `0:1987-ascii ${taken}:1993-bcd` })).rejects.toThrow(
      `Port 127.0.0.1:${taken} (ISO 8583 1993-bcd, 2-byte header; setting iso8583) is in use by another program; stop that one, or take any free port with --iso8583 0:1987-ascii,0:1993-bcd.`,
    );
    await expect(Peer.connect(free)).rejects.toThrow('ECONNREFUSED');
    await new Promise((resolve) => blocker.close(resolve));
  });

  test.each([
    ['a dialect that does not exist', '0:1988-ascii', 'iso8583: "0:1988-ascii": There is no dialect'],
    ['one port twice', '8583:1987-ascii 8583:1993-bcd', 'choose another one.'],
  ])('%s', async (_what, iso8583, sentence) => {
    await expect(start({ iso8583 })).rejects.toThrow(sentence);
  });

  test('MACs that are required without a key for them', async () => {
    const first = await start();
    const keys = join(first.folder, 'no-mac.json');
    const ring: { keys: { use: string; algorithm: string }[] } = JSON.parse(readFileSync(join(first.folder, 'keys.json'), 'utf8'));
    writeFileSync(keys, JSON.stringify({ ...ring, keys: ring.keys.filter(({ use, algorithm }) => use !== 'mac' || algorithm !== 'AES') }));
    await expect(start({ keys, iso8583: '0:1993-bcd+mac' })).rejects.toThrow(
      `"1993-bcd+mac" wants MACs, and ${keys} has no key of use mac and algorithm AES; add one, or leave +mac out.`,
    );
    expect((await start({ keys, iso8583: '0:1987-ascii+mac' })).app.ports.iso8583).toHaveLength(1);
  });
});

test('the defaults are those of the contract', () => {
  expect(settingsWith().iso8583).toBe('8583:1987-ascii,8593:1993-bcd');
});
