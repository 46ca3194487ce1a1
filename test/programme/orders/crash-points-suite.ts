/** Database and card store are two systems: after a failure between them the next run finishes, with no card twice and none missing. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { CardEntry } from '../../../src/cards/card-entry.ts';
import { createPinVerifier } from '../../../src/pin/pin-verifier.ts';
import { settleCardStatuses } from '../../../src/programme/accounts/card-status.ts';
import { suggestAccount } from '../../../src/programme/accounts/list-accounts.ts';
import { nameAccount } from '../../../src/programme/accounts/name-account.ts';
import type { Office } from '../../../src/programme/core/office.ts';
import { confirmCardsReceived } from '../../../src/programme/orders/confirm-cards-received.ts';
import { moveDueOrders, moveOrderOn } from '../../../src/programme/orders/move-order.ts';
import { type PinMailer, producePins } from '../../../src/programme/orders/produce-pins.ts';
import { refusalOf } from '../../support/refused.ts';
import { type Failure, failingCards, StoreGone } from './failing-cards.ts';
import type { OrderWorld } from './order-world.ts';

export function crashPointsSuite(open: () => Promise<OrderWorld>): void {
  let world: OrderWorld;
  beforeAll(async () => {
    world = await open();
  });
  afterAll(() => world.close());
  beforeEach(() => world.nextDay());

  function failing(failure: Failure): Office {
    return { ...world.office, cards: failingCards(world.office.cards, failure) };
  }

  async function allTokens(): Promise<readonly string[]> {
    const { cards } = await world.store.cards.list('', 100_000);
    return cards.map(({ token }) => token).sort();
  }

  async function accountTokens(): Promise<readonly string[]> {
    const rows = await world.office.database.query<{ readonly card_token: string }>('SELECT card_token FROM card_account');
    return rows.map(({ card_token }) => card_token).sort();
  }

  async function ordered(): Promise<number> {
    const { orderId } = await world.order();
    await moveOrderOn(world.office, world.people.bank, orderId);
    return orderId;
  }

  const FAILURES: readonly (readonly [number, boolean])[] = [1, 2].flatMap((call) => [[call, false] as const, [call, true] as const]);

  describe('Konto mottatt', () => {
    test.each(FAILURES)('the store fails at call %i, carried out %s: the next run ends it', async (call, isCarriedOut) => {
      const { people, office } = world;
      const orderId = await ordered();
      await expect(moveOrderOn(failing({ call, isCarriedOut }), people.bank, orderId)).rejects.toThrow(StoreGone);
      const [order] = await office.database.query('SELECT status FROM card_order WHERE id = $1', [orderId]);
      expect(order).toEqual({ status: 'ordered' });
      if (call === 2) expect(await moveDueOrders(office)).toBe(1);
      else await moveOrderOn(office, people.bank, orderId);
      expect(await allTokens()).toEqual(await accountTokens());
      const [count] = await office.database.query('SELECT count(*) AS cards FROM card_account WHERE order_id = $1', [orderId]);
      expect(count).toEqual({ cards: 20 });
    });

    test('moved on by several at once: each card once', async () => {
      const { people, office } = world;
      const orderId = await ordered();
      const moves = await Promise.allSettled(Array.from({ length: 4 }, () => moveOrderOn(office, people.bank, orderId)));
      expect(moves.some(({ status }) => status === 'fulfilled')).toBe(true);
      for (const move of moves) if (move.status === 'rejected') expect(move.reason).toMatchObject({ code: 'orderWaitsForReceipt' });
      expect(await allTokens()).toEqual(await accountTokens());
    });

    test('a PAN that another card got meanwhile is drawn anew, and that card stays as it is', async () => {
      const { people, office, store } = world;
      const orderId = await ordered();
      await expect(moveOrderOn(failing({ call: 2, isCarriedOut: false }), people.bank, orderId)).rejects.toThrow(StoreGone);
      const [row] = await office.database.query<{ card_token: string; number: string }>(
        'SELECT card_token, number FROM card_account WHERE order_id = $1 ORDER BY serial LIMIT 1',
        [orderId],
      );
      const token = row?.card_token ?? '';
      const other = { token, maskedPan: 'x', expiry: '3001', status: 'active', profile: 'kronekort', pinReference: '1:1234' } as const;
      await store.cards.create([{ ...other, balanceMinor: 7 }]);
      await moveOrderOn(office, people.bank, orderId);
      expect(await store.cards.get(token)).toMatchObject({ pinReference: '1:1234', ledgerMinor: 7 });
      const [renewed] = await office.database.query<{ card_token: string }>('SELECT card_token FROM card_account WHERE number = $1', [
        row?.number ?? '',
      ]);
      expect(renewed?.card_token).not.toBe(token);
      expect(await allTokens()).toEqual([...(await accountTokens()), token].sort());
      await store.cards.change(token, { status: 'closed' });
    });
  });

  async function confirmed(): Promise<number> {
    const orderId = await world.delivered();
    await confirmCardsReceived(world.office, world.people.bestiller, [orderId]);
    return orderId;
  }

  /** Each PIN of the mailers is the right one of its card, and no other is. */
  async function expectPins(orderId: number, mailers: readonly PinMailer[], pins: readonly CardEntry[]): Promise<void> {
    expect(mailers).toHaveLength(20);
    const verifier = createPinVerifier(world.ring);
    const rows = await world.office.database.query<{ readonly number: string; readonly sealed_pan: Buffer; readonly card_token: string }>(
      'SELECT number, sealed_pan, card_token FROM card_account WHERE order_id = $1 ORDER BY serial',
      [orderId],
    );
    for (const [index, { number, sealed_pan, card_token }] of rows.entries()) {
      const pan = world.office.vault.open(sealed_pan, number);
      const pin = mailers[index]?.pin ?? '';
      const reference = (await world.store.cards.get(card_token))?.pinReference ?? '';
      expect(verifier.matches(reference, pan, pin)).toBe(true);
      expect(pins.findLast((entry) => entry.pan === pan)?.pin).toBe(pin);
    }
  }

  describe('PIN production', () => {
    test.each([1, 7, 20])('R10: the store fails at card %i: all PINs are produced again, and mailers are given once', async (call) => {
      const { office, testPins } = world;
      const orderId = await confirmed();
      const taken: PinMailer[][] = [];
      const sink = (mailers: readonly PinMailer[]): void => {
        taken.push([...mailers]);
      };
      await expect(producePins(failing({ call, isCarriedOut: true }), orderId, sink)).rejects.toThrow(StoreGone);
      expect(taken).toEqual([]);
      expect(await producePins(office, orderId, sink)).toBe(20);
      expect(taken).toHaveLength(1);
      await expectPins(orderId, taken[0] ?? [], testPins);
      expect((await refusalOf(producePins(office, orderId, sink))).code).toBe('pinsProducedAlready');
      expect(taken).toHaveLength(1);
    });

    test('mailers that could not be taken are void: the PINs are others the next time', async () => {
      const { office, testPins } = world;
      const orderId = await confirmed();
      let lost: readonly PinMailer[] = [];
      const failingSink = (mailers: readonly PinMailer[]): void => {
        lost = mailers;
        throw new Error('The printer is out of paper.');
      };
      await expect(producePins(office, orderId, failingSink)).rejects.toThrow('out of paper');
      let mailers: readonly PinMailer[] = [];
      await producePins(office, orderId, (given) => {
        mailers = given;
      });
      await expectPins(orderId, mailers, testPins);
      expect(mailers.map(({ pin }) => pin)).not.toEqual(lost.map(({ pin }) => pin));
    });

    test('of two productions at once one ends, and its mailers are the right ones', async () => {
      const { office, testPins } = world;
      const orderId = await confirmed();
      const taken = new Map<number, readonly PinMailer[]>();
      const results = await Promise.allSettled([0, 1].map((n) => producePins(office, orderId, (mailers) => void taken.set(n, mailers))));
      const winner = results.findIndex(({ status }) => status === 'fulfilled');
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      await expectPins(orderId, taken.get(winner) ?? [], testPins);
    });
  });

  describe('hand-out', () => {
    test.each([false, true])('the store fails (carried out: %s): the next start makes the card active', async (isCarriedOut) => {
      const { people, office, store } = world;
      await world.withPins();
      const suggested = await suggestAccount(office, people.bestiller, { subscriptionId: people.sosialId, cardType: 'kronekort' });
      const { account = '', version = 0 } = suggested ?? {};
      const handOut = { account, version, clientId: 'K-1', reason: 'noAccount' } as const;
      await expect(nameAccount(failing({ call: 1, isCarriedOut }), people.bestiller, handOut)).rejects.toThrow(StoreGone);
      const [row] = await office.database.query<{ readonly card_token: string }>('SELECT card_token FROM card_account WHERE number = $1', [
        account,
      ]);
      const statusOf = async () => (await store.cards.get(row?.card_token ?? ''))?.status;
      expect(await statusOf()).toBe(isCarriedOut ? 'active' : 'inactive');
      expect(await settleCardStatuses(office)).toBe(1);
      expect(await statusOf()).toBe('active');
      expect(await settleCardStatuses(office)).toBe(0);
    });
  });
}
