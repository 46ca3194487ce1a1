import { afterAll, beforeAll, expect, test } from 'vitest';
import { CARD_ENTRY, type CardEntry } from '../../src/cards/card-entry.ts';
import { WINDOWS } from '../../src/http/schema/card.ts';
import { World } from '../limits/stores/conformance/world.ts';
import { startTestApp, type TestApp } from '../server/app-fixture.ts';

const WINDOW_MS = 345_600_000;

let server: TestApp;
let card: CardEntry;
let token = '';

beforeAll(async () => {
  server = await startTestApp();
  card =
    CARD_ENTRY.array().parse((await server.post('/v1/cards', { count: 1, balanceMinor: 1_000_000 })).body['cards'])[0] ??
    expect.unreachable();
  token = server.app.tokenOf(card.pan);
});
afterAll(() => server.stop());

async function windowsOf(of: string): Promise<ReturnType<typeof WINDOWS.parse>> {
  const { status, body } = await server.get(`/v1/cards/${of}/windows`);
  expect([status, WINDOWS.parse(body)]).toEqual([200, body]);
  return WINDOWS.parse(body);
}

let stan = 0;
function send(changes: Readonly<Record<string, unknown>>): Promise<{ body: Record<string, unknown> }> {
  stan += 1;
  const { pan, pin } = card;
  return server.post('/v1/transactions', {
    type: 'purchase',
    stan,
    terminalId: 'T',
    terminalCountry: 578,
    mcc: 5411,
    pan,
    pin,
    ...changes,
  });
}

test('a card that was never used', async () => {
  const { limits } = await windowsOf(token);
  expect(limits.map(({ name, usedMinor, spends }) => [name, usedMinor, spends])).toEqual([
    ['atm', 0, []],
    ['pos', 0, []],
  ]);
});

test('each spend with the instant at which it leaves, and a hold with that at which it expires', async () => {
  const decided: number[] = [];
  for (const changes of [
    { amountMinor: 10_000 },
    { amountMinor: 5_000, type: 'cash', mcc: 6011, terminalType: 'atm' },
    { amountMinor: 20_000, class: 'authorization' },
  ]) {
    const { body } = await send(changes);
    expect(body['outcome']).toBe('approved');
    decided.push(Number(body['decidedAtMs']));
  }
  const { holds } = (await server.get(`/v1/cards/${token}/holds`)).body as { holds: readonly { expiresAtMs: number }[] };
  const { atMs, limits } = await windowsOf(token);
  const [bought = 0, withdrawn = 0, held = 0] = decided;
  expect(atMs).toBeGreaterThanOrEqual(held);
  const heldUntil = Math.min(held + WINDOW_MS, holds[0]?.expiresAtMs ?? expect.unreachable());
  expect(limits).toMatchObject([
    { name: 'atm', usedMinor: 5_000, spends: [{ atMs: withdrawn, leavesAtMs: withdrawn + WINDOW_MS, amountMinor: 5_000 }] },
    {
      name: 'pos',
      usedMinor: 30_000,
      spends: [
        { atMs: bought, leavesAtMs: bought + WINDOW_MS, amountMinor: 10_000 },
        { atMs: held, leavesAtMs: heldUntil, amountMinor: 20_000 },
      ],
      spendsNotListed: 0,
    },
  ]);
});

test('of more than 500 spends, the newest', async () => {
  const world = new World(server.app.store);
  await world.issue();
  for (let n = 1; n <= 503; n += 1) await world.decide(world.attempt({ instantMs: 0, amountMinor: n }));
  const { limits } = await windowsOf(world.token);
  const [counted] = limits.filter(({ spends }) => spends.length > 0);
  expect([counted?.spends.length, counted?.spendsNotListed, counted?.spends.at(-1)?.amountMinor]).toEqual([500, 3, 503]);
});

test.each([
  [`/v1/cards/${'0'.repeat(32)}/windows`, 404, 'cardNotOnFile'],
  ['/v1/cards/9578990000001235/windows', 400, 'badRequest'],
])('%s is %i %s', async (path, status, code) => {
  expect(await server.get(path)).toMatchObject({ status, body: { code } });
});
