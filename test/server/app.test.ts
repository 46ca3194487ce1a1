import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Settings } from '../../src/config/settings-table.ts';
import { createPinEncrypter } from '../../src/pin/pin-verifier.ts';
import { purchase, reversalOf } from '../authorizer/fixture.ts';
import { framed, Peer } from '../authorizer/peer.ts';
import { startTestApp, type TestApp } from './app-fixture.ts';

const CARD = {
  pan: '9578990000000005',
  expiry: '2811',
  pin: '918273645018',
  balanceMinor: 100_000,
  status: 'active',
  profile: 'kronekort',
};
const KEY_FILE = z.object({ keys: z.array(z.object({ key: z.string().min(32) })).min(4) });

const apps: TestApp[] = [];
async function start(settings: Partial<Settings> = {}): Promise<TestApp> {
  const app = await startTestApp(settings);
  apps.push(app);
  return app;
}
afterEach(async () => {
  for (const app of apps.splice(0)) await app.stop();
});

describe('a whole server', () => {
  test('refuses an order for which its PAN prefix has no room, instead of looking for PANs for ever', async () => {
    const { post } = await start({ panPrefixes: ['957899123456'] });
    expect((await post('/v1/cards', { count: 500 })).status).toBe(201);
    expect((await post('/v1/cards', { count: 501 })).body).toMatchObject({
      detail:
        'The PAN prefix of 12 digits leaves room for an order of at most 500 cards; order fewer, or put a shorter prefix first in panPrefixes.',
    });
  });

  test('the same transaction by TCP and by HTTP gets the same answer', async () => {
    const { app, post } = await start();
    await app.cards.import([CARD].map((card) => ({ ...card, status: 'active' as const })));
    const peer = await Peer.connect(app.ports.protobuf);
    const block = createPinEncrypter(app.ring, randomBytes).encrypt(CARD.pan, CARD.pin, 'iso0', '');
    const { pinBlock: _none, ...request } = purchase();
    const { type, stan, transmissionTimeMs, terminalId, terminalType, terminalCountry, amountMinor, currency, mcc, pan } = request;
    const hex = block.toString('hex');
    const byTcp = await peer.ask(purchase({ ...request, pinBlock: block }));
    const twin = { type, stan, transmissionTimeMs, terminalId, terminalType, terminalCountry, amountMinor, currency, mcc, pan };
    const byHttp = await post('/v1/transactions', { ...twin, repeat: true, pinBlock: hex });
    peer.end();
    expect(byTcp).toMatchObject({ outcome: 'approved', repeated: false });
    expect(byHttp.body).toEqual(JSON.parse(JSON.stringify({ ...byTcp, repeated: true, responseCode: '00' })));
  });

  test('card data, PINs and keys are nowhere to be read after traffic', async () => {
    const { app, post, get, http, log, folder } = await start();
    await post('/v1/cards/import', { cards: [CARD] });
    const blocks: string[] = [];
    const send = async (path: string, body: Record<string, unknown>): Promise<void> => {
      await post(path, body);
    };
    const peer = await Peer.connect(app.ports.protobuf);
    const encrypter = createPinEncrypter(app.ring, randomBytes);
    for (const pin of [CARD.pin, CARD.pin, '111111111111']) {
      const pinBlock = encrypter.encrypt(CARD.pan, pin, 'iso0', '');
      blocks.push(pinBlock.toString('hex'));
      const request = purchase({ pinBlock, explain: true, track2: `${CARD.pan}=2811201918273645` });
      await peer.ask(request);
      await peer.ask(reversalOf(request));
    }
    await peer.ask(purchase({ pan: `${CARD.pan}1234` }));
    await send('/v1/transactions', { type: 'purchase', stan: 1, terminalId: 'H', pan: CARD.pan, pin: CARD.pin, amountMinor: 1 });
    await send('/v1/transactions', { type: 'purchase', stan: 1, terminalId: 'H', pan: CARD.pan, pin: 'x' });
    Reflect.set(app.store, 'decide', () => {
      throw new TypeError(`${CARD.pan} ${CARD.pin}`);
    });
    expect(await peer.ask(purchase())).toMatchObject({ outcome: 'systemMalfunction' });
    peer.write(framed(purchase()).subarray(0, 30));
    peer.end();
    const keys = KEY_FILE.parse(JSON.parse(readFileSync(join(folder, 'keys.json'), 'utf8'))).keys.map(({ key }) => key);
    const readable = [
      ...log.lines,
      ...peer.responses.map((response) => JSON.stringify(response)),
      await (await fetch(`${http}/metrics`)).text(),
      JSON.stringify((await get('/v1/journal?limit=1000')).body),
      JSON.stringify((await get('/v1/cards')).body),
      JSON.stringify((await get(`/v1/cards/${app.tokenOf(CARD.pan)}/headroom`)).body),
    ].join('\n');
    expect(log.lines.some((line) => line.includes('TypeError'))).toBe(true);
    expect(readable).toContain('incorrectPin');
    for (const secret of [CARD.pan, CARD.pan.slice(0, 12), CARD.pin, '111111111111', ...blocks, ...keys]) {
      expect(readable.toLowerCase()).not.toContain(secret.toLowerCase());
    }
  });

  test('cards of a file are there from the start', async () => {
    const first = await start();
    const path = join(first.folder, 'cards.json');
    writeFileSync(path, JSON.stringify([CARD]));
    const { app } = await start({ cards: path });
    expect(await app.cards.show(CARD.pan)).toMatchObject({ ledgerMinor: 100_000 });
  });

  test('profiles of the configuration are in force', async () => {
    const profiles = [{ name: 'tiny', limits: [{ name: 'day', amount: '10.00', window: { hours: 24 } }] }];
    const { app, post } = await start({ profiles });
    await app.cards.import([{ ...CARD, status: 'active', profile: 'tiny' }]);
    const transaction = { type: 'purchase', stan: 1, terminalId: 'H', terminalCountry: 578, pan: CARD.pan, pin: CARD.pin };
    expect((await post('/v1/transactions', { ...transaction, amountMinor: 1_001 })).body['outcome']).toBe('exceedsAmountLimit');
    expect((await post('/v1/transactions', { ...transaction, stan: 2, amountMinor: 1_000 })).body['outcome']).toBe('approved');
  });

  test('the settings of the lifecycle are in force', async () => {
    const settings = { unknownOriginal: 'decline', completionToleranceMinor: 100, holdHours: 3, fuelHoldHours: 2 } as const;
    const { app, post } = await start(settings);
    await app.cards.import([{ ...CARD, status: 'active' }]);
    let stan = 0;
    const say = async (changes: Readonly<Record<string, unknown>>): Promise<Record<string, unknown>> => {
      stan += 1;
      const common = { type: 'purchase', stan, transmissionTimeMs: 1, terminalId: 'H', terminalCountry: 578, pan: CARD.pan };
      return (await post('/v1/transactions', { ...common, amountMinor: 1_000, ...changes })).body;
    };
    const unknown = { class: '', stan: 999, transmissionTimeMs: 1 };
    expect((await say({ class: 'reversal', original: unknown }))['outcome']).toBe('unableToLocateOriginal');
    const { decidedAtMs } = await say({ class: 'authorization', pin: CARD.pin });
    const named = { stan, transmissionTimeMs: 1 };
    await say({ class: 'authorization', pin: CARD.pin, mcc: 5541 });
    const holds = (await app.store.cards.snapshot(app.tokenOf(CARD.pan), 0))?.holds ?? [];
    const lasts = holds.map(({ expiresAtMs }) => Math.round((expiresAtMs - Number(decidedAtMs)) / 3_600_000));
    expect(lasts).toEqual([3, 2]);
    expect((await say({ class: 'advice', purpose: 'completion', amountMinor: 1_100, original: named }))['flag']).toBe('');
  });

  test('stops twice, and leaves its ports free', async () => {
    const { app } = await start();
    await Promise.all([app.stop(), app.stop()]);
    await expect(Peer.connect(app.ports.protobuf)).rejects.toThrow('ECONNREFUSED');
  });
});

describe('a start that fails says why, and leaves nothing open', () => {
  test.each([
    ['protobufPort', 'protobuf', '--protobuf-port 0'],
    ['httpPort', 'HTTP', '--http-port 0'],
  ] as const)('%s in use', async (setting, what, freePort) => {
    const { app } = await start();
    const taken = setting === 'httpPort' ? app.ports.http : app.ports.protobuf;
    await expect(start({ [setting]: taken })).rejects.toThrow(
      `Port 127.0.0.1:${taken} (${what}) is in use by another program; stop that one, or take any free port with ${freePort}.`,
    );
  });

  test.each([
    ['a store of no known kind', { store: 'mysql://x' }, 'store must be memory:, file:FOLDER, or a Redis address'],
    ['a card file that is not there', { cards: '/nowhere/cards.json' }, 'The card file /nowhere/cards.json cannot be read'],
    ['a profile file that is not there', { profiles: '/nowhere/p.json' }, '/nowhere/p.json cannot be read (ENOENT)'],
    ['a window of 0', { profiles: [{ name: 'p', limits: [{ name: 'l', amount: '1', window: { hours: 0 } }] }] }, 'hours'],
    ['nobody at the Redis address', { store: 'redis://127.0.0.1:1/0' }, '127.0.0.1:1'],
  ] as const)('%s', async (_name, settings, sentence) => {
    await expect(start(settings)).rejects.toThrow(sentence);
  });
});
