import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { DAY_MS } from '../../../src/config/duration.ts';
import { StoreError } from '../../../src/limits/store.ts';
import { verifyBooks } from '../../../src/programme/bank/verify-books.ts';
import type { Office } from '../../../src/programme/core/office.ts';
import { settleMoves } from '../../../src/programme/money/settle-moves.ts';
import { type Pause, Settler } from '../../../src/programme/money/settler.ts';
import type { Municipality } from '../../support/municipality.ts';
import type { TestOffice } from '../../support/office.ts';
import { refusalOf } from '../../support/refused.ts';
import { approveFile, upload } from './payments.ts';
import { registerPayers, stockCards, tokenOfAccount } from './stocked-office.ts';

let opened: TestOffice;
let people: Municipality;
let cards: readonly string[] = [];
let files = 0;

/** Puts moves into the outbox: to each of the cards, as often as it says. */
async function loadAll(times: number, amountMinor = 1_000): Promise<void> {
  files += 1;
  const file = await upload(opened, {
    actor: people.clerks[0],
    subscriptionId: people.sosialId,
    debtorAccount: people.accounts.sosialLoading,
    messageId: `M-${files}`,
    payments: Array.from({ length: times * cards.length }, (_, index) => ({
      creditorAccount: cards[index % cards.length] ?? '',
      amountMinor,
    })),
    registerAndApprove: true,
  });
  await approveFile(opened, people.clerks[1], file);
}

type Fund = Office['cards']['fund'];

/** The office with another `fund`. */
function withFund(fund: (real: Fund) => Fund): Office {
  const real: Fund = (...given) => opened.office.cards.fund(...given);
  const cardsOfTest = Object.create(opened.office.cards, { fund: { value: fund(real) } }) as Office['cards'];
  return { ...opened.office, cards: new Proxy(cardsOfTest, { get: (target, name) => memberOf(target, name) }) };
}

/** Methods with private fields need their own object. */
function memberOf(target: Office['cards'], name: string | symbol): unknown {
  if (name === 'fund') return target.fund;
  const value: unknown = Reflect.get(opened.office.cards, name, opened.office.cards);
  return typeof value === 'function' ? value.bind(opened.office.cards) : value;
}

async function ledgers(): Promise<readonly number[]> {
  const shown = await opened.office.cards.query(cards.map(tokenOfAccount));
  return shown.map((card) => card?.ledgerMinor ?? -1);
}

async function booksBalance(): Promise<void> {
  expect((await verifyBooks(opened.office)).differences).toEqual([]);
}

/** What an outbox does on every database. */
export function outboxSuite(open: () => Promise<TestOffice>): void {
  beforeAll(async () => {
    opened = await open();
    people = await registerPayers(opened);
  });
  afterAll(() => opened.close());
  beforeEach(async () => {
    cards = await stockCards(opened, { subscriptionId: people.sosialId, count: 3 });
  });

  test('what the store did before the process ended is not done again', async () => {
    await loadAll(2);
    const dying = withFund((real) => async (...given) => {
      await real(...given);
      throw new Error('the process ends here');
    });
    await expect(settleMoves(dying)).rejects.toThrow('the process ends here');
    expect(Math.max(...(await ledgers()))).toBe(1_000);
    await booksBalance();
    expect(await settleMoves(opened.office)).toEqual({ done: 6, refused: 0, held: undefined });
    expect(await ledgers()).toEqual([2_000, 2_000, 2_000]);
    await booksBalance();
  });

  test('a store that cannot be reached leaves the moves; those that were done are settled', async () => {
    await loadAll(2);
    let calls = 0;
    const failing = withFund((real) => async (...given) => {
      calls += 1;
      if (calls > 2) throw new StoreError('unreachable', 'Redis is gone.');
      return await real(...given);
    });
    expect(await settleMoves(failing)).toEqual({ done: 2, refused: 0, held: { why: 'unreachable', sentence: 'Redis is gone.' } });
    await booksBalance();
    expect(await settleMoves(opened.office)).toMatchObject({ done: 4, held: undefined });
    expect(await ledgers()).toEqual([2_000, 2_000, 2_000]);
  });

  test('moves of one account go in their order, accounts side by side', async () => {
    await loadAll(3);
    const running = new Set<string>();
    let most = 0;
    const watched = withFund((real) => async (token, ...rest) => {
      expect(running.has(token)).toBe(false);
      running.add(token);
      most = Math.max(most, running.size);
      await new Promise((resolve) => setImmediate(resolve));
      running.delete(token);
      return await real(token, ...rest);
    });
    expect(await settleMoves(watched)).toMatchObject({ done: 9 });
    expect(most).toBe(3);
  });

  describe('a move that is older than the keys of the card store', () => {
    test.each([
      ['was carried out', true],
      ['was not carried out', false],
    ])('%s: it is done once', async (_, wasCarriedOut) => {
      await loadAll(1);
      const dying = withFund((real) => async (...given) => {
        if (wasCarriedOut) await real(...given);
        throw new Error('the process ends here');
      });
      await expect(settleMoves(dying)).rejects.toThrow('the process ends here');
      opened.clock.nowMs += 400 * DAY_MS;
      // So long after, the store keeps no key any more.
      const forgetful = withFund((real) => (token, amountMinor, key) => real(token, amountMinor, `${key} forgotten`));
      expect(await settleMoves(forgetful)).toEqual({ done: 3, refused: 0, held: undefined });
      expect(await ledgers()).toEqual([1_000, 1_000, 1_000]);
      opened.clock.nowMs -= 400 * DAY_MS;
      await booksBalance();
    });

    test('cannot be told when the card was funded by hand', async () => {
      await loadAll(1);
      const token = tokenOfAccount(cards[0] ?? '');
      await opened.office.cards.fund(token, 7);
      opened.clock.nowMs += 400 * DAY_MS;
      expect(await settleMoves(opened.office)).toMatchObject({
        done: 2,
        held: { why: 'fault', sentence: expect.stringContaining('older than 9 days') },
      });
      opened.clock.nowMs -= 400 * DAY_MS;
      await opened.office.cards.fund(token, -7);
      expect(await settleMoves(opened.office)).toMatchObject({ done: 1, held: undefined });
      await booksBalance();
    });
  });

  describe('a key that was used for something else', () => {
    test('holds up its account only, and is said loudly', async () => {
      await loadAll(2);
      const [first] = await opened.office.database.query<{ move_key: string }>(
        "SELECT move_key FROM money_move WHERE state = 'pending' AND account_number = $1 ORDER BY id LIMIT 1",
        [cards[0] ?? ''],
      );
      const key = first?.move_key ?? '';
      const token = tokenOfAccount(cards[0] ?? '');
      await opened.office.cards.fund(token, 5, key);
      const settler = new Settler(opened.office);
      const refusal = await refusalOf(settler.drained());
      expect(refusal.sentence('en')).toContain(`2 movements of money could not be carried out yet: The move ${key} of the outbox`);
      expect(opened.sentences.at(-1)).toContain(`The move ${key} of the outbox cannot be carried out`);
      expect(await ledgers()).toEqual([5, 2_000, 2_000]);
      expect((await verifyBooks(opened.office)).differences).toEqual([
        expect.stringContaining(`The card of account ${cards[0]} was funded with 5 minor units`),
      ]);
      await settler.stop();
      // Mended by hand, so that the books of the other tests balance.
      await opened.office.cards.fund(token, -5, 'mended');
      await opened.office.database.query("UPDATE money_move SET move_key = move_key || '+' WHERE move_key = $1", [key]);
      expect(await settleMoves(opened.office)).toMatchObject({ done: 2, held: undefined });
      await booksBalance();
    });
  });

  test('the settler tries again with growing pauses, and says once what is wrong', async () => {
    await loadAll(1);
    let isDown = true;
    const office = withFund((real) => async (...given) => {
      if (isDown) throw new StoreError('unreachable', 'Redis is away.');
      return await real(...given);
    });
    const pauses: number[] = [];
    const pause: Pause = async (ms) => {
      pauses.push(ms);
      if (pauses.length === 4) isDown = false;
    };
    const settler = new Settler(office, pause);
    settler.poke();
    await expect.poll(() => pauses.length).toBe(4);
    await settler.drained();
    await settler.stop();
    expect(pauses).toEqual([100, 200, 400, 800]);
    expect(opened.sentences.filter((sentence) => sentence === 'Redis is away.')).toHaveLength(1);
    expect(await ledgers()).toEqual([1_000, 1_000, 1_000]);
  });

  test('pokes while it runs are not lost, and two settlers do no harm', async () => {
    const one = new Settler(opened.office);
    const two = new Settler(opened.office);
    // The settlers work while the next file is loaded.
    for (let load = 0; load < 3; load += 1) {
      await loadAll(1);
      one.poke();
      two.poke();
    }
    await Promise.all([one.drained(), two.drained()]);
    await Promise.all([one.stop(), two.stop()]);
    expect(await ledgers()).toEqual([3_000, 3_000, 3_000]);
    await booksBalance();
  });
}
