import { afterAll, beforeAll, expect, test } from 'vitest';
import { CARD_ENTRY, type CardEntry } from '../../src/cards/card-entry.ts';
import { CardClient } from '../../src/http/card-client.ts';
import { HttpClient } from '../../src/http/client.ts';
import { World } from '../limits/stores/conformance/world.ts';
import { startTestApp, type TestApp } from '../server/app-fixture.ts';

let server: TestApp;
let cards: readonly CardEntry[] = [];

beforeAll(async () => {
  server = await startTestApp();
  cards = CARD_ENTRY.array().parse((await server.post('/v1/cards', { count: 2, balanceMinor: 1_000_000 })).body['cards']);
});
afterAll(() => server.stop());

function hold(card: CardEntry, changes: Readonly<Record<string, unknown>>): Promise<{ body: Record<string, unknown> }> {
  const { pan, pin } = card;
  const place = { terminalId: 'PUMP0001', terminalType: 'unattended', terminalCountry: 578, mcc: 5542 };
  return server.post('/v1/transactions', { class: 'authorization', type: 'purchase', amountMinor: 50_000, pan, pin, ...place, ...changes });
}

test('the live holds of a card, until a completion ends one', async () => {
  const [card = expect.unreachable()] = cards;
  const token = server.app.tokenOf(card.pan);
  expect((await server.get(`/v1/cards/${token}/holds`)).body).toEqual({ holds: [], totalMinor: 0 });
  const times = [1, 2].map((stan) => ({ stan, transmissionTimeMs: Date.now() }));
  for (const [index, one] of times.entries()) {
    expect((await hold(card, { ...one, amountMinor: (index + 1) * 10_000 })).body['outcome']).toBe('approved');
  }
  const { holds, totalMinor } = (await server.get(`/v1/cards/${token}/holds`)).body;
  const [first, second] = times.map(({ stan, transmissionTimeMs }) => `PUMP0001.${stan}.${transmissionTimeMs}.a`);
  expect(holds).toEqual([
    { key: first, amountMinor: 10_000, expiresAtMs: expect.any(Number) },
    { key: second, amountMinor: 20_000, expiresAtMs: expect.any(Number) },
  ]);
  expect([totalMinor, (await server.get(`/v1/cards/${token}`)).body['holdsMinor']]).toEqual([30_000, 30_000]);
  const original = { class: 'authorization', ...times[0] };
  expect((await hold(card, { class: 'advice', purpose: 'completion', amountMinor: 9_000, stan: 3, original })).body['outcome']).toBe(
    'approved',
  );
  const client = new CardClient(new HttpClient(server.http));
  expect(await client.holds(card.pan)).toEqual([{ key: second, amountMinor: 20_000, expiresAtMs: expect.any(Number) }]);
});

test('what looks like a card number in a key is starred', async () => {
  const [, card = expect.unreachable()] = cards;
  const world = new World(server.app.store);
  await world.issue();
  await world.decide(world.hold(700, { instantMs: 0, key: `${card.pan}.1.1793000000000.a` }), 'approved');
  const { body } = await server.get(`/v1/cards/${world.token}/holds`);
  expect(body).toMatchObject({ holds: [{ key: expect.stringMatching(/\*.*\.1\.1793000000000\.a$/) }], totalMinor: 700 });
  expect(JSON.stringify(body)).not.toContain(card.pan);
});

test.each([
  [`/v1/cards/${'0'.repeat(32)}/holds`, 404, 'cardNotOnFile'],
  ['/v1/cards/9578990000001235/holds', 400, 'badRequest'],
])('%s is %i %s', async (path, status, code) => {
  expect(await server.get(path)).toMatchObject({ status, body: { code } });
});

test('the profiles in force, those of a file included', async () => {
  const gold = { name: 'gold', limits: [{ name: 'all', amount: '123.45', count: 3, window: { calendarDays: 2 } }] };
  const own = await startTestApp({ profiles: [gold] as never });
  try {
    const { body } = await own.get('/v1/profiles');
    expect(body).toMatchObject({
      default: 'kronekort',
      profiles: [{ name: 'kronekort', pinTriesMax: 3 }, { name: 'nested' }, { name: 'gold' }],
    });
    const limits = (body['profiles'] as readonly { readonly limits: unknown }[])[2]?.limits;
    expect(limits).toEqual([{ name: 'all', filter: {}, window: { kind: 'calendarDays', days: 2 }, amountMinor: 12_345, countMax: 3 }]);
  } finally {
    await own.stop();
  }
});
