/** Accounts and serials over many orders: all different, all issuable, serials without a gap. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isAccountNumber } from '../../../src/programme/identifiers/account-number.ts';
import { moveOrderOn } from '../../../src/programme/orders/move-order.ts';
import { orderCards } from '../../../src/programme/orders/order-cards.ts';
import { runs } from '../../support/property-settings.ts';
import { type OrderWorld, openOrderWorld } from './order-world.ts';

let world: OrderWorld;
beforeAll(async () => {
  world = await openOrderWorld({ seed: 'many orders' });
});
afterAll(() => world.close());

const ORDER = fc.record({ isIntro: fc.boolean(), cards: fc.constantFrom(20, 50, 100) });

test('R12: numbers are 5606.xx.xxxxx with MOD 11 and unique, serials rise from L0001 in each subscription', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(ORDER, { minLength: 1, maxLength: 4 }), async (orders) => {
      const { people, office } = world;
      const { bestiller, bank, sosialId, introId } = people;
      for (const { isIntro, cards } of orders) {
        world.nextDay();
        const subscriptionId = isIntro ? introId : sosialId;
        const { orderId } = await orderCards(office, bestiller, { subscriptionId, cardType: 'kronekort', cards });
        await moveOrderOn(office, bank, orderId);
        await moveOrderOn(office, bank, orderId);
      }
      const rows = await office.database.query<{ readonly number: string; readonly serial: number; readonly subscription_id: number }>(
        'SELECT number, serial, subscription_id FROM card_account ORDER BY serial',
      );
      expect(new Set(rows.map(({ number }) => number)).size).toBe(rows.length);
      for (const { number } of rows) expect(number.startsWith('5606') && number.slice(4, 6) !== '00' && isAccountNumber(number)).toBe(true);
      for (const id of [sosialId, introId]) {
        const serials = rows.filter((row) => row.subscription_id === id).map(({ serial }) => serial);
        expect(serials).toEqual(serials.map((_, index) => index + 1));
      }
    }),
    { numRuns: runs(10) },
  );
});
