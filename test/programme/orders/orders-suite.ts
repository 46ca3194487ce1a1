/** Bestill Kronekort (R6 to R10): what is ordered, moved on, cancelled and confirmed, and what is refused. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { DAY_MS, HOUR_MS } from '../../../src/config/duration.ts';
import type { Refusal } from '../../../src/programme/core/refusal.ts';
import { isAccountNumber } from '../../../src/programme/identifiers/account-number.ts';
import { cancelOrder } from '../../../src/programme/orders/cancel-order.ts';
import { confirmCardsReceived } from '../../../src/programme/orders/confirm-cards-received.ts';
import { listOrders } from '../../../src/programme/orders/list-orders.ts';
import { moveDueOrders, moveOrderOn } from '../../../src/programme/orders/move-order.ts';
import { orderCards } from '../../../src/programme/orders/order-cards.ts';
import { ORDER_SIZES } from '../../../src/programme/orders/order-status.ts';
import { OPENING_MINOR } from '../../support/municipality.ts';
import { refusalOf } from '../../support/refused.ts';
import type { OrderWorld } from './order-world.ts';

export function ordersSuite(open: () => Promise<OrderWorld>): void {
  const FRIDAY = 5;

  let world: OrderWorld;
  beforeAll(async () => {
    world = await open();
  });
  afterAll(() => world.close());
  beforeEach(() => world.nextDay());

  async function statusOf(orderId: number): Promise<string | undefined> {
    const { rows } = await listOrders(world.office, world.people.bestiller, { subscriptionId: world.people.sosialId, pageSize: 500 });
    return rows.find(({ id }) => id === orderId)?.statusText;
  }

  async function returnBalance(): Promise<number> {
    const [row] = await world.office.database.query<{ readonly balance_minor: number }>(
      'SELECT balance_minor FROM account WHERE number = $1',
      [world.people.accounts.sosialReturn],
    );
    return row?.balance_minor ?? 0;
  }

  function both(refusal: Refusal): readonly [string, string, string] {
    return [refusal.code, refusal.sentence('en'), refusal.sentence('nb')];
  }

  describe('Bestill Kronekort', () => {
    test('R7: the confirmation shows the count and tilbakeføringskonto, and the history Kortbestilling Registrert', async () => {
      const { people } = world;
      const receipt = await world.order();
      expect(receipt).toMatchObject({ cards: 20, cardType: 'kronekort', returnAccount: people.accounts.sosialReturn, chargedMinor: 0 });
      expect(receipt.deliveredTo).toBe('Storgata 1, 0155 Oslo');
      expect(await statusOf(receipt.orderId)).toBe('Kortbestilling Registrert');
      const { rows } = await listOrders(world.office, { ...people.administrator, language: 'en' }, { subscriptionId: people.sosialId });
      expect(rows[0]).toMatchObject({ id: receipt.orderId, statusText: 'Card order registered', orderedBy: 'BES001' });
    });

    test.each(ORDER_SIZES)('R6: %i cards can be ordered', async (cards) => {
      const { people, office } = world;
      const { orderId } = await orderCards(office, people.bestiller, { subscriptionId: people.introId, cards });
      expect((await listOrders(office, people.bestiller, { subscriptionId: people.introId })).rows[0]).toMatchObject({
        id: orderId,
        cards,
      });
    });

    test.each([0, -20, 10, 19, 21, 30, 150, 501, 1_000, 20.5, Number.NaN])(
      'R6: %d cards are refused, and the sizes named',
      async (cards) => {
        const { people, office } = world;
        const order = { subscriptionId: people.introId, cards };
        const [code, en, nb] = both(await refusalOf(orderCards(office, people.bestiller, order)));
        expect(code).toBe('orderSize');
        expect(en).toBe(`${cards} cards cannot be ordered; choose 20, 50, 100, 200, 300, 400, 500.`);
        expect(nb).toBe(`Det kan ikke bestilles ${cards} kort; velg 20, 50, 100, 200, 300, 400, 500.`);
      },
    );

    test('R2: the card type must be chosen where there are two, and be one of the agreement', async () => {
      const { people, office } = world;
      const unchosen = await refusalOf(orderCards(office, people.bestiller, { subscriptionId: people.sosialId, cards: 20 }));
      expect(both(unchosen)).toEqual([
        'cardTypeNotChosen',
        'The subscription Bydelens sosialtjeneste has both Kronekort and Kontantkort; choose one of them in "Type kort".',
        'Abonnementet Bydelens sosialtjeneste har både Kronekort og Kontantkort; velg riktig korttype i «Type kort».',
      ]);
      const order = { subscriptionId: people.introId, cardType: 'kontantkort', cards: 20 } as const;
      expect(both(await refusalOf(orderCards(office, people.bestiller, order)))).toEqual([
        'cardTypeNotHeld',
        'The subscription Bydelens flyktningtjeneste does not have Kontantkort; choose the card type of its agreement.',
        'Abonnementet Bydelens flyktningtjeneste har ikke Kontantkort; velg korttypen som står i avtalen.',
      ]);
      expect(await orderCards(office, people.bestiller, { subscriptionId: people.introId, cards: 20 })).toMatchObject({
        cardType: 'kronekort',
      });
    });

    test('not in a main subscription: it is named where', async () => {
      const { people, office } = world;
      expect(both(await refusalOf(orderCards(office, people.bestiller, { subscriptionId: people.mainId, cards: 20 })))).toEqual([
        'orderInMain',
        'Cards are not ordered in the main subscription Bykommunen; order them in Bydelens sosialtjeneste, Bydelens flyktningtjeneste.',
        'Det bestilles ikke kort i hovedabonnementet Bykommunen; bestill dem i Bydelens sosialtjeneste, Bydelens flyktningtjeneste.',
      ]);
    });

    test('R6: only a bestiller orders', async () => {
      const { people } = world;
      for (const actor of [people.administrator, people.clerks[0]])
        expect((await refusalOf(world.order(actor))).code).toBe('bestillerOnly');
      expect((await refusalOf(world.order(people.bank))).code).toBe('notOfSubscription');
    });

    test('R6: one order a day, by the date in Oslo', async () => {
      const { clock } = world;
      await world.order();
      // From 10 to 23 o'clock.
      clock.nowMs += 13 * HOUR_MS;
      const [code, en, nb] = both(await refusalOf(world.order()));
      expect(code).toBe('ordersOneADay');
      expect(en).toMatch(
        /^Cards were ordered for Bydelens sosialtjeneste today already; one order a day is possible, so order again from 2026-\d\d-\d\d on\.$/,
      );
      expect(nb).toMatch(
        /^Det er allerede bestilt kort for Bydelens sosialtjeneste i dag; .* én bestilling per dag, så bestill igjen fra \d\d\.\d\d\.2026\.$/,
      );
      clock.nowMs += 2 * HOUR_MS;
      await world.order();
      clock.nowMs -= 15 * HOUR_MS - DAY_MS;
    });

    test('R6: of orders at once on one day, one is registered', async () => {
      const results = await Promise.allSettled(Array.from({ length: 5 }, () => world.order()));
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      for (const result of results) if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'ordersOneADay' });
    });

    test('the order is charged to tilbakeføringskonto, and refused when that does not suffice', async () => {
      const { people } = world;
      const before = await returnBalance();
      const order = { subscriptionId: people.sosialId, cardType: 'kronekort', cards: 20 } as const;
      const dear = world.officeWith({ cardPriceMinor: Math.floor(before / 20) + 1 });
      const [code, en, nb] = both(await refusalOf(orderCards(dear, people.bestiller, order)));
      expect(code).toBe('orderNotCovered');
      expect(en).toMatch(
        /^The return account \(tilbakeføringskonto\) \d{4}\.\d\d\.\d{5} does not cover the order; pay money in, or order fewer cards\.$/,
      );
      expect(nb).toMatch(
        /^Tilbakeføringskonto \d{4}\.\d\d\.\d{5} har ikke dekning for bestillingen; sett inn penger, eller bestill færre kort\.$/,
      );
      const priced = world.officeWith({ cardPriceMinor: 2_500 });
      const { orderId, chargedMinor } = await orderCards(priced, people.bestiller, order);
      expect(chargedMinor).toBe(50_000);
      expect(await returnBalance()).toBe(before - 50_000);
      // Whatever a card costs by then.
      await cancelOrder(world.office, people.bestiller, orderId);
      expect(await returnBalance()).toBe(before);
      expect(before).toBe(OPENING_MINOR);
    });
  });

  describe('Kansellert', () => {
    test('R8: a registered order is cancelled, and its day is free again by the setting', async () => {
      const { people, office } = world;
      const { orderId } = await world.order();
      expect(await cancelOrder(office, people.bestiller, orderId)).toMatchObject({ status: 'cancelled', statusText: 'Kansellert' });
      expect(await statusOf(orderId)).toBe('Kansellert');
      const second = await world.order();
      await cancelOrder(world.officeWith({ cancelledOrderFreesDay: false }), people.bestiller, second.orderId);
      expect((await refusalOf(world.order())).code).toBe('ordersOneADay');
    });

    test('R8: an order that was moved on is not cancelled any more', async () => {
      const { people, office } = world;
      const { orderId } = await world.order();
      await moveOrderOn(office, people.bank, orderId);
      expect(both(await refusalOf(cancelOrder(office, people.bestiller, orderId)))).toEqual([
        'cancelTooLate',
        `Order ${orderId} cannot be cancelled any more: its status is "Cards ordered", and only "Card order registered" can be cancelled.`,
        `Bestilling ${orderId} kan ikke lenger slettes: status er «Kort Bestilt», og bare «Kortbestilling Registrert» kan slettes.`,
      ]);
      await moveOrderOn(office, people.bank, orderId);
    });

    test('only a bestiller cancels, and what is not there is not found', async () => {
      const { people, office } = world;
      const { orderId } = await world.order();
      expect((await refusalOf(cancelOrder(office, people.administrator, orderId))).code).toBe('bestillerOnly');
      expect(both(await refusalOf(cancelOrder(office, people.bestiller, 99_999)))).toEqual([
        'orderUnknown',
        'There is no order 99999 that BES001 may see; choose one of the order history.',
        'Det finnes ingen bestilling 99999 som BES001 kan se; velg en i bestillingshistorikken.',
      ]);
      expect((await refusalOf(cancelOrder(office, people.bank, orderId))).code).toBe('orderUnknown');
    });
  });

  describe('the bank desk and the clock', () => {
    test('R8, R12, R5: Kort Bestilt, then Kort bestilt, Konto mottatt with accounts, serials and a card each', async () => {
      const { people, office, store } = world;
      const { orderId } = await world.order();
      expect((await moveOrderOn(office, people.bank, orderId)).statusText).toBe('Kort Bestilt');
      expect((await moveOrderOn(office, people.bank, orderId)).statusText).toBe('Kort bestilt, Konto mottatt');
      const rows = await office.database.query<{
        number: string;
        serial: number;
        name: string;
        card_token: string;
        expiry: string;
        expires_at_ms: number;
      }>('SELECT number, serial, name, card_token, expiry, expires_at_ms FROM card_account WHERE order_id = $1 ORDER BY serial', [orderId]);
      expect(rows).toHaveLength(20);
      const first = rows[0]?.serial ?? 0;
      for (const [index, { number, serial, name, card_token, expiry, expires_at_ms }] of rows.entries()) {
        expect(number).toMatch(/^5606/);
        expect(isAccountNumber(number)).toBe(true);
        expect(serial).toBe(first + index);
        expect(name).toBe(`L${String(serial).padStart(4, '0')}`);
        const card = await store.cards.get(card_token);
        expect(card).toMatchObject({ status: 'inactive', profile: 'kronekort', ledgerMinor: 0, expiry, expiresAtMs: expires_at_ms });
        expect(expiry.slice(0, 2)).toBe('28');
      }
      await expect(moveOrderOn(office, people.bank, orderId)).rejects.toMatchObject({ code: 'orderWaitsForReceipt' });
    });

    test('only the bank moves orders on, and not from where they end', async () => {
      const { people, office } = world;
      const { orderId } = await world.order();
      expect((await refusalOf(moveOrderOn(office, people.bestiller, orderId))).code).toBe('bankOnly');
      await cancelOrder(office, people.bestiller, orderId);
      expect(both(await refusalOf(moveOrderOn(office, people.bank, orderId)))).toEqual([
        'orderAtItsEnd',
        `Order ${orderId} has the status "Cancelled"; the bank has nothing to move on.`,
        `Bestilling ${orderId} har status «Kansellert»; banken har ikke noe å føre videre.`,
      ]);
    });

    test('R5: with the setting exactDate an account expires with the day two years after the order', async () => {
      const { people, office, clock } = world;
      const { orderId } = await world.order();
      const exact = world.officeWith({ expiry: 'exactDate' });
      const orderedOn = new Date(clock.nowMs).toISOString().slice(0, 10);
      await moveOrderOn(exact, people.bank, orderId);
      await moveOrderOn(exact, people.bank, orderId);
      const [row] = await office.database.query<{ readonly expires_at_ms: number }>(
        'SELECT expires_at_ms FROM card_account WHERE order_id = $1',
        [orderId],
      );
      const oslo = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Oslo', dateStyle: 'short', timeStyle: 'medium' });
      expect(oslo.format((row?.expires_at_ms ?? 0) - 1_000)).toBe(`2028${orderedOn.slice(4)} 23:59:59`);
    });

    test('the clock moves orders on after the banking days of the settings', async () => {
      const { office, clock } = world;
      await moveDueOrders(office);
      while (new Date(clock.nowMs).getUTCDay() !== FRIDAY) world.nextDay();
      const { orderId } = await world.order();
      const statuses: (string | undefined)[] = [];
      for (let day = 0; day < 8; day += 1) {
        await moveDueOrders(office);
        statuses.push(await statusOf(orderId));
        world.nextDay();
      }
      const [registered, ordered, received] = ['Kortbestilling Registrert', 'Kort Bestilt', 'Kort bestilt, Konto mottatt'];
      expect(statuses).toEqual([registered, registered, registered, ordered, ordered, ordered, received, received]);
    });
  });

  describe('Bekreft mottatt kort', () => {
    test('R10: several ticked at once become Pin bestilt', async () => {
      const { people, office } = world;
      const first = await world.delivered();
      world.nextDay();
      const second = await world.delivered();
      const confirmed = await confirmCardsReceived(office, people.bestiller, [first, second, first]);
      expect(confirmed.map(({ id, statusText }) => [id, statusText])).toEqual([
        [first, 'Pin bestilt'],
        [second, 'Pin bestilt'],
      ]);
    });

    test('what was not delivered, cancelled, confirmed already or not ticked is refused, and nothing is confirmed', async () => {
      const { people, office } = world;
      const delivered = await world.delivered();
      world.nextDay();
      const { orderId } = await world.order();
      const confirm = (ids: readonly number[]) => refusalOf(confirmCardsReceived(office, people.bestiller, ids));
      expect(both(await confirm([delivered, orderId]))).toEqual([
        'cardsNotSent',
        `The cards of order ${orderId} were not delivered yet (status "Card order registered"); confirm when the status is "Cards ordered, accounts received".`,
        `Kortene i bestilling ${orderId} er ikke levert ennå (status «Kortbestilling Registrert»); bekreft når status er «Kort bestilt, Konto mottatt».`,
      ]);
      expect(await statusOf(delivered)).toBe('Kort bestilt, Konto mottatt');
      await cancelOrder(office, people.bestiller, orderId);
      expect(both(await confirm([delivered, orderId]))).toEqual([
        'orderCancelled',
        `Order ${orderId} was cancelled; no cards were sent for it.`,
        `Bestilling ${orderId} er kansellert; det er ikke sendt noen kort for den.`,
      ]);
      await confirmCardsReceived(office, people.bestiller, [delivered]);
      expect(both(await confirm([delivered]))).toEqual([
        'confirmedAlready',
        `The cards of order ${delivered} were confirmed already; its status is "PIN ordered".`,
        `Kortene i bestilling ${delivered} er allerede bekreftet mottatt; status er «Pin bestilt».`,
      ]);
      expect(both(await confirm([]))[1]).toBe('No order is ticked; tick those whose cards were received in the column "Velg".');
      expect(await confirm(Array.from({ length: 101 }, (_, n) => n))).toMatchObject({ code: 'tickedTooMany' });
      expect((await refusalOf(confirmCardsReceived(office, people.clerks[0], [delivered]))).code).toBe('bestillerOnly');
    });
  });

  test('the order history is for those who administer the subscription, page by page', async () => {
    const { people, office } = world;
    expect((await refusalOf(listOrders(office, people.clerks[0], { subscriptionId: people.sosialId }))).code).toBe('administerOnly');
    await world.order();
    const first = await listOrders(office, people.bestiller, { subscriptionId: people.sosialId, pageSize: 2 });
    const second = await listOrders(office, people.bank, { subscriptionId: people.sosialId, pageSize: 2, cursor: first.cursor });
    const ids = [...first.rows, ...second.rows].map(({ id }) => id);
    expect(ids).toEqual(ids.toSorted((a, b) => b - a));
    expect(new Set(ids).size).toBe(4);
  });

  test('every change is audited, without whole card numbers', async () => {
    const rows = await world.office.database.query<{ readonly action: string; readonly detail: string }>(
      'SELECT action, detail FROM audit',
    );
    const actions = new Set(rows.map(({ action }) => action));
    for (const action of ['orderCards', 'cancelOrder', 'moveOrderOn', 'makeAccounts', 'confirmCardsReceived'])
      expect(actions).toContain(action);
    expect(JSON.stringify(rows)).not.toMatch(/957899\d{10}/);
  });
}
