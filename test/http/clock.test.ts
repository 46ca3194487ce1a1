/** GET and POST /v1/clock, and what of the HTTP side goes by the clock. */
import { afterEach, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../server/app-fixture.ts';

const CARD = {
  pan: '9578990000000005',
  expiry: '2701',
  pin: '1234',
  balanceMinor: 100_000,
  status: 'active',
  profile: 'kronekort',
} as const;
const PURCHASE = {
  type: 'purchase',
  terminalId: 'SHOP0001',
  mcc: 5411,
  terminalCountry: 578,
  pan: CARD.pan,
  pin: CARD.pin,
  amountMinor: 100,
};
const NEW_YEAR = Date.UTC(2026, 0, 1);

let server: TestApp | undefined;
afterEach(async () => {
  await server?.stop();
  server = undefined;
});

async function start(clock: string): Promise<TestApp> {
  server = await startTestApp({ clock });
  return server;
}

test('a simulated clock is shown and moved; a move runs the work that is registered', async () => {
  const { app, get, post } = await start('simulated:2026-01-01');
  const moves: (readonly number[])[] = [];
  app.clock.onMove(async (fromMs, toMs) => void moves.push([fromMs, toMs]));
  expect((await get('/v1/clock')).body).toEqual({ kind: 'simulated', nowMs: NEW_YEAR, now: '2026-01-01T00:00:00.000Z' });
  expect((await post('/v1/clock', { by: '1d' })).body).toMatchObject({ now: '2026-01-02T00:00:00.000Z' });
  expect((await post('/v1/clock', { to: '2027-06-01T12:00Z' })).body).toMatchObject({ now: '2027-06-01T12:00:00.000Z' });
  expect((await post('/v1/clock', { by: '2y' })).body).toMatchObject({ now: '2029-06-01T12:00:00.000Z' });
  expect(moves.map((move) => move.map((ms) => new Date(ms).getUTCFullYear()))).toEqual([
    [2026, 2026],
    [2026, 2027],
    [2027, 2029],
  ]);
});

test.each([
  [{ to: '2025-12-31' }, 409, 'clockBackwards'],
  [{ by: '9000y' }, 409, 'clockTooFar'],
  [{ to: 'tomorrow' }, 400, 'badRequest'],
  [{ to: '2026-02-31' }, 400, 'badRequest'],
  [{ by: '-1d' }, 400, 'badRequest'],
  [{ by: '1d', to: '2027-01-01' }, 400, 'badRequest'],
  [{}, 400, 'badRequest'],
])('%j is refused', async (body, status, code) => {
  const { get, post } = await start('simulated:2026-01-01');
  expect(await post('/v1/clock', body)).toMatchObject({ status, body: { code } });
  expect((await get('/v1/clock')).body).toMatchObject({ nowMs: NEW_YEAR });
});

test.each(['wall', 'message'] as const)('the %s clock cannot be moved', async (clock) => {
  const { get, post } = await start(clock);
  expect((await get('/v1/clock')).body).toMatchObject({ kind: clock });
  expect(await post('/v1/clock', { by: '1d' })).toMatchObject({ status: 409, body: { code: 'clockNotMovable' } });
});

test('transactions, expiry and history go by the clock', async () => {
  const { app, get, post } = await start('simulated:2026-01-01');
  await app.cards.import([CARD]);
  const first = await post('/v1/transactions', { ...PURCHASE, stan: 1 });
  expect(first.body).toMatchObject({ outcome: 'approved', decidedAtMs: NEW_YEAR, transmissionTimeMs: NEW_YEAR });
  await post('/v1/clock', { to: '2027-02-01' });
  expect((await post('/v1/transactions', { ...PURCHASE, stan: 2 })).body).toMatchObject({ outcome: 'expiredCard' });
  const [card] = (await app.cards.list('', 1)).cards;
  const { body } = await get(`/v1/cards/${card?.token}/history`);
  expect(body).toMatchObject({ entries: [{ atMs: Date.UTC(2027, 1, 1) }, { atMs: NEW_YEAR }, { atMs: NEW_YEAR }] });
});
