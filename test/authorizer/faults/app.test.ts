/** The settings, the HTTP side and the metrics of fault rules, on a whole server. */
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { ConfigError } from '../../../src/config/config-error.ts';
import type { Settings } from '../../../src/config/settings-table.ts';
import { terminalCodec } from '../../../src/pin/mac/iso-codec.ts';
import { createPinEncrypter } from '../../../src/pin/pin-verifier.ts';
import { parseDialectSpec } from '../../../src/protocol/iso8583/dialect/dialect-spec.ts';
import type { TransactionRequest } from '../../../src/protocol/message.ts';
import { startTestApp, type TestApp } from '../../server/app-fixture.ts';
import { PAN, purchase } from '../fixture.ts';
import { Peer } from '../peer.ts';
import { HttpPeer } from './http-peer.ts';

const CARD = { pan: PAN, expiry: '2811', pin: '1234', balanceMinor: 1_000_000, status: 'active', profile: 'kronekort' } as const;
const RULE = { name: 'no-money', match: { terminal: 'TERM*' }, do: { outcome: 'insufficientFunds' } };

const apps: TestApp[] = [];
const peers: Peer[] = [];
afterEach(async () => {
  for (const peer of peers.splice(0)) peer.end();
  for (const app of apps.splice(0)) await app.stop();
});

async function start(settings: Partial<Settings> = {}): Promise<TestApp> {
  const app = await startTestApp(settings);
  apps.push(app);
  await app.app.cards.import([CARD]);
  return app;
}

async function dial({ app }: TestApp): Promise<Peer> {
  const peer = await Peer.connect(app.ports.protobuf);
  peers.push(peer);
  return peer;
}

function request({ app }: TestApp, changes: Partial<TransactionRequest> = {}): TransactionRequest {
  return purchase({ pinBlock: createPinEncrypter(app.ring, randomBytes).encrypt(PAN, CARD.pin, 'iso0', ''), ...changes });
}

async function outcomeOf(server: TestApp, changes: Partial<TransactionRequest> = {}): Promise<string> {
  return (await (await dial(server)).ask(request(server, changes))).outcome;
}

function transaction(changes: object = {}): object {
  const { pan, pin } = CARD;
  return { type: 'purchase', stan: 77, amountMinor: 10_000, terminalId: 'TERM0077', terminalCountry: 578, mcc: 5411, pan, pin, ...changes };
}

async function metric({ http }: TestApp, name: string): Promise<string> {
  const text = await (await fetch(`${http}/metrics`)).text();
  return text.split('\n').find((line) => line.startsWith(name)) ?? '';
}

describe('the settings', () => {
  test('without them nothing happens', async () => {
    const server = await start();
    expect(await outcomeOf(server, { amountMinor: 10_051 })).toBe('approved');
    expect((await server.get('/v1/faults')).body).toEqual({ seed: '1', rules: [], magicAmounts: false, held: 0, inDoubt: 0 });
  });

  test('faults may be rules', async () => {
    expect(await outcomeOf(await start({ faults: [RULE] }))).toBe('insufficientFunds');
  });

  test('faults may be a file, which rules every listener', async () => {
    const { folder } = await start();
    const path = join(folder, 'faults.yaml');
    writeFileSync(path, 'rules:\n  - name: no-money\n    do: {outcome: insufficientFunds}\n');
    const server = await start({ faults: path, iso8583: '0:1987-ascii' });
    expect(await outcomeOf(server)).toBe('insufficientFunds');
    const spec = parseDialectSpec('1987-ascii', 'here');
    const peer = await Peer.connect(server.app.ports.iso8583[0]?.port ?? 0, spec.header, terminalCodec(spec, server.app.ring, ''));
    peers.push(peer);
    expect((await peer.ask(request(server))).outcome).toBe('insufficientFunds');
  });

  test('magicAmounts', async () => {
    const server = await start({ magicAmounts: true });
    expect(await outcomeOf(server, { amountMinor: 10_051 })).toBe('insufficientFunds');
    expect((await server.post('/v1/transactions', transaction({ amountMinor: 10_054 }))).body['outcome']).toBe('expiredCard');
    expect(await metric(server, 'aksept_injected_faults_total')).toBe('aksept_injected_faults_total{rule="magic-amount"} 2');
  });

  test('a file that is wrong is one sentence with its line, and nothing stays open', async () => {
    const { folder } = await start();
    const path = join(folder, 'faults.yaml');
    writeFileSync(path, 'rules:\n  - name: a\n    do: {dorp: true}\n');
    const failed = start({ faults: path });
    await expect(failed).rejects.toThrow(ConfigError);
    await expect(failed).rejects.toThrow(`${path}:3: do of "a" has the unknown key "dorp"; did you mean drop?`);
    await expect(start({ faults: join(folder, 'none.yaml') })).rejects.toThrow('cannot be read (ENOENT)');
    await expect(start({ faults: [{ name: 'a' }] })).rejects.toThrow('The setting faults: do of "a" is missing; it must be an object.');
  });
});

describe('over HTTP', () => {
  test('rules are shown with what they did, replaced and cleared while the server runs', async () => {
    const server = await start();
    const { get, post } = server;
    expect(await outcomeOf(server)).toBe('approved');
    const second = { name: 'second', match: { share: 0.5 }, do: { delay: 5 } };
    const set = await post('/v1/faults', { seed: 'x', rules: [RULE, second], magicAmounts: true });
    expect(set).toEqual({
      status: 200,
      body: { seed: 'x', rules: [RULE, second].map((rule) => ({ ...rule, injected: 0 })), magicAmounts: true, held: 0, inDoubt: 0 },
    });
    expect(await outcomeOf(server)).toBe('insufficientFunds');
    expect((await get('/v1/faults')).body).toMatchObject({ rules: [{ name: 'no-money', injected: 1 }, { injected: 0 }] });
    expect((await post('/v1/faults/clear', {})).body).toEqual({ seed: '1', rules: [], magicAmounts: false, held: 0, inDoubt: 0 });
    expect(await outcomeOf(server)).toBe('approved');
  });

  test('rules that are wrong are answered 400 with one sentence, and leave those in force', async () => {
    const server = await start({ faults: [RULE] });
    const { post } = server;
    expect(await post('/v1/faults', { rules: [{ name: 'a', do: { outcome: 'no' } }] })).toMatchObject({
      status: 400,
      body: { code: 'badRequest', detail: expect.stringContaining('In the body, rules[0]: do.outcome of "a" must be one of approved, ') },
    });
    expect((await post('/v1/faults', { rule: [] })).status).toBe(400);
    expect((await post('/v1/faults', { rules: 'all' })).status).toBe(400);
    expect(await outcomeOf(server)).toBe('insufficientFunds');
  });

  test('a held answer is shown, and leaves with clear', async () => {
    const server = await start({ faults: [{ name: 'wait', do: { delay: 60_000 } }] });
    const peer = await dial(server);
    const answer = peer.ask(request(server));
    for (let held: unknown = 0; held !== 1; ) held = (await server.get('/v1/faults')).body['held'];
    expect(await metric(server, 'aksept_held_answers ')).toBe('aksept_held_answers 1');
    await server.post('/v1/faults/clear', {});
    expect((await answer).outcome).toBe('approved');
  });
});

test('a stop does not wait for what is held', async () => {
  const server = await start({ faults: [{ name: 'wait', do: { delay: 60_000 } }], drainTimeoutMs: 60_000 });
  const peer = await dial(server);
  const answer = peer.ask(request(server));
  for (let held: unknown = 0; held !== 1; ) held = (await server.get('/v1/faults')).body['held'];
  await server.app.stop();
  expect((await answer).outcome).toBe('approved');
});

test('nor for what is held over HTTP', async () => {
  const faults = [
    { name: 'lost', match: { terminal: 'LOST*' }, do: { drop: true } },
    { name: 'wait', do: { delay: 60_000 } },
  ];
  const server = await start({ faults, drainTimeoutMs: 60_000 });
  const [waits, lost] = [await HttpPeer.connect(server.app.ports.http), await HttpPeer.connect(server.app.ports.http)];
  waits.post(transaction());
  lost.post(transaction({ terminalId: 'LOST0001' }));
  for (let held: unknown = 0; held !== 2; ) held = (await server.get('/v1/faults')).body['held'];
  const stopped = server.app.stop();
  expect(JSON.parse((await waits.answer()).body.toString())).toMatchObject({ outcome: 'approved' });
  await Promise.all([waits.closed, lost.closed, stopped]);
  expect(lost.bytes).toHaveLength(0);
});

test('faults are logged at debug, by rule and kind, and nothing of the message with them', async () => {
  const server = await start({ faults: [RULE] });
  await outcomeOf(server);
  await server.post('/v1/transactions', transaction());
  const lines = server.log.lines.filter((line) => line.includes('fault rule'));
  const line = 'debug [{"rule":"no-money","what":"outcome"},"A fault rule hit a message."]';
  expect(lines).toEqual([line, line]);
  expect(await metric(server, 'aksept_injected_faults_total')).toBe('aksept_injected_faults_total{rule="no-money"} 2');
});
