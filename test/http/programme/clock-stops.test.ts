/** A move of years over HTTP does on its way what is due, each at its own instant. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { closesAtMs } from '../../../src/programme/end/closing-date.ts';
import { orderCards } from '../../../src/programme/orders/order-cards.ts';
import { startTestApp, type TestApp } from '../../server/app-fixture.ts';
import { registerMunicipality } from '../../support/municipality.ts';

let server: TestApp;
beforeAll(async () => {
  server = await startTestApp({ database: 'pglite:', clock: 'simulated:2026-03-02T09:00:00Z' });
});
afterAll(() => server.stop());

test('a move of two years expires cards at their instant, and closes their accounts a month later', async () => {
  const { backOffice, clock } = server.app;
  if (backOffice === undefined) throw new Error('The server has no back office.');
  const { office } = backOffice;
  const { bestiller, sosialId: subscriptionId } = await registerMunicipality(office);
  await orderCards(office, bestiller, { subscriptionId, cards: 20, cardType: 'kronekort' });
  expect((await server.post('/v1/clock', { by: '3mo' })).status).toBe(200);
  const [card] = await office.database.query<{ number: string; expires_at_ms: number }>('SELECT number, expires_at_ms FROM card_account');
  if (card === undefined) throw new Error('The order has no accounts.');

  const toMs = clock.nowMs();
  expect((await server.post('/v1/clock', { by: '2y' })).status).toBe(200);
  expect(clock.nowMs()).toBeGreaterThan(closesAtMs(card.expires_at_ms, office.settings));
  const done = await office.database.query<{ action: string; at_ms: number }>(
    'SELECT action, at_ms FROM audit WHERE subject = $1 AND user_id IS NULL AND at_ms > $2 ORDER BY at_ms',
    [card.number, toMs],
  );
  expect(done).toEqual([
    { action: 'expireCard', at_ms: card.expires_at_ms },
    { action: 'closeAccount', at_ms: closesAtMs(card.expires_at_ms, office.settings) },
  ]);
});
