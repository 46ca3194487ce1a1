/** An office with a municipality, for tests of orders and accounts; each test takes a day of its own. */
import type { Actor } from '../../../src/programme/core/actor.ts';
import type { Office } from '../../../src/programme/core/office.ts';
import type { ProgrammeSettings } from '../../../src/programme/core/settings.ts';
import { confirmCardsReceived } from '../../../src/programme/orders/confirm-cards-received.ts';
import { moveOrderOn } from '../../../src/programme/orders/move-order.ts';
import { type OrderReceipt, orderCards } from '../../../src/programme/orders/order-cards.ts';
import { producePins } from '../../../src/programme/orders/produce-pins.ts';
import { type Municipality, registerMunicipality } from '../../support/municipality.ts';
import { openTestOffice, type TestOffice, type TestOfficeOptions } from '../../support/office.ts';

const DAY_MS = 86_400_000;

export interface OrderWorld extends TestOffice {
  readonly people: Municipality;
  nextDay(): void;
  /** The same office with other settings. */
  officeWith(settings: Partial<ProgrammeSettings>): Office;
  /** 20 Kronekort of the social service. */
  order(actor?: Actor): Promise<OrderReceipt>;
  /** An order whose cards are delivered. */
  delivered(): Promise<number>;
  /** An order whose PINs are produced. */
  withPins(): Promise<number>;
}

export async function openOrderWorld(options: TestOfficeOptions = {}): Promise<OrderWorld> {
  const opened = await openTestOffice(options);
  const { office, clock } = opened;
  const people = await registerMunicipality(office);
  const { bank, bestiller, sosialId: subscriptionId } = people;
  const order = (actor: Actor = bestiller): Promise<OrderReceipt> =>
    orderCards(office, actor, { subscriptionId, cardType: 'kronekort', cards: 20 });
  const delivered = async (): Promise<number> => {
    const { orderId } = await order();
    await moveOrderOn(office, bank, orderId);
    await moveOrderOn(office, bank, orderId);
    return orderId;
  };
  return {
    ...opened,
    people,
    nextDay: () => {
      clock.nowMs += DAY_MS;
    },
    officeWith: (settings) => ({ ...office, settings: { ...office.settings, ...settings } }),
    order,
    delivered,
    withPins: async () => {
      const orderId = await delivered();
      await confirmCardsReceived(office, bestiller, [orderId]);
      await producePins(office, orderId, () => {});
      return orderId;
    },
  };
}
