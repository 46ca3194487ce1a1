/** What happened to a card, read back in pieces of any size. */
import { expect } from 'vitest';
import type { JournalEntry } from '../../../../src/limits/store.ts';
import { type ConformanceCase, T0, World } from './world.ts';

/** All of it in pieces of so many entries. */
export async function historyOf({ store, token }: Pick<World, 'store' | 'token'>, entriesMax: number): Promise<readonly JournalEntry[]> {
  const entries: JournalEntry[] = [];
  let cursor = '';
  do {
    const piece = await store.cards.history(token, { cursor, entriesMax });
    if (piece === undefined) throw new Error(`The cursor "${cursor}" is refused.`);
    expect(piece.entries.length).toBeLessThanOrEqual(entriesMax);
    entries.push(...piece.entries);
    cursor = piece.cursor;
  } while (cursor !== '');
  return entries;
}

/** Each kind of entry: issue, a sale and its repeat, a decline, a hold that expires, a reversal, a load, a change. */
async function live(world: World): Promise<void> {
  const other = new World(world.store);
  await world.issue();
  await other.issue();
  const sale = world.attempt({ amountMinor: 1_000 });
  await world.decide(sale, 'approved');
  await other.decide(other.attempt({ amountMinor: 7 }), 'approved');
  await world.decide({ ...sale, repeat: true, attemptId: 'again' });
  await world.decide(world.atm(5_000_000), 'exceedsAmountLimit');
  await world.decide(world.hold(300, { holdMs: 1_000 }), 'approved');
  await world.follow(world.reversal(sale.key));
  await other.decide(other.attempt({ amountMinor: 8 }), 'approved');
  await world.store.cards.fund(world.token, 250);
  await world.store.cards.change(world.token, { status: 'blocked' });
  await world.decide(world.attempt({ instantMs: T0 + 5_000 }), 'restrictedCard');
}

const EVENTS = ['spend', 'expire', 'change', 'fund', 'reversal', 'hold', 'spend', 'spend', 'issue'];

export const HISTORY_CASES: readonly ConformanceCase[] = [
  {
    name: 'history: all that happened to a card, newest first, and nothing of others',
    run: async (world) => {
      await live(world);
      const history = await historyOf(world, 100);
      expect(history.map(({ event }) => event)).toEqual(EVENTS);
      expect(history.every(({ cardToken }) => cardToken === world.token)).toBe(true);
      const [, , change, fund, reversal, hold, decline, sale, issue] = history;
      expect(issue).toMatchObject({ amountMinor: 10_000_000, ledgerMinor: 10_000_000 });
      expect(sale).toMatchObject({ type: 'purchase', amountMinor: 1_000, outcome: 'approved', terminalId: 'POS00001', atMs: T0 });
      expect(decline).toMatchObject({ type: 'cash', outcome: 'exceedsAmountLimit', ledgerMinor: 9_999_000 });
      expect([hold?.amountMinor, reversal?.amountMinor, fund?.amountMinor, change?.outcome]).toEqual([300, 1_000, 250, 'status']);
      const journal = [...(await world.store.journal(200))].filter(({ cardToken }) => cardToken === world.token);
      const plain = ({ id: _id, ...entry }: JournalEntry): unknown => entry;
      expect(history.map(plain)).toEqual(journal.toReversed().map(plain));
    },
  },
  ...[1, 2, 5].map(
    (entriesMax): ConformanceCase => ({
      name: `history: in pieces of ${entriesMax}`,
      run: async (world) => {
        await live(world);
        expect(await historyOf(world, entriesMax)).toEqual(await historyOf(world, 100));
      },
    }),
  ),
  {
    name: 'history: what comes while it is read does not move the older pieces',
    run: async (world) => {
      await live(world);
      const whole = await historyOf(world, 100);
      const first = await world.store.cards.history(world.token, { cursor: '', entriesMax: 4 });
      await world.decide(world.attempt({ instantMs: T0 + 5_000 }), 'restrictedCard');
      const second = await world.store.cards.history(world.token, { cursor: first?.cursor ?? '', entriesMax: 4 });
      expect([...(first?.entries ?? []), ...(second?.entries ?? [])]).toEqual(whole.slice(0, 8));
    },
  },
  {
    name: 'history: a wrong cursor and a card that is not on file',
    run: async (world) => {
      expect((await world.store.cards.history(world.token, { cursor: '', entriesMax: 9 }))?.entries ?? []).toEqual([]);
      await world.issue();
      for (const cursor of ['x', '1', '-', '999999999-1-1', 'a-b-c']) {
        expect(await world.store.cards.history(world.token, { cursor, entriesMax: 9 })).toBeUndefined();
      }
    },
  },
];
