/** The journal as it goes on, from a position. */
import { expect } from 'vitest';
import type { JournalEntry, JournalPiece } from '../../../../src/limits/store.ts';
import { historyOf } from './history-cases.ts';
import { type ConformanceCase, World } from './world.ts';

/** What comes behind a position, in pieces of so many entries, until so many are of the card. */
async function readFrom({ store, token }: World, position: string, entriesMax: number, wanted: number): Promise<readonly JournalEntry[]> {
  const found: JournalEntry[] = [];
  let after = position;
  while (found.length < wanted) {
    // A store may give out what is a millisecond old only.
    const upTo = await store.journalEnd();
    for (;;) {
      const piece: JournalPiece | undefined = await store.journalAfter({ after, upTo, entriesMax });
      if (piece === undefined) throw new Error(`The position "${after}" is refused.`);
      expect(piece.entries.length).toBeLessThanOrEqual(entriesMax);
      expect(piece.missed).toBe(0);
      for (const entry of piece.entries) if (entry.cardToken === token) found.push(entry);
      if (piece.position === after) break;
      after = piece.position;
    }
  }
  return found;
}

async function live(world: World): Promise<void> {
  const others = [new World(world.store), new World(world.store), new World(world.store)];
  for (const each of [world, ...others]) await each.issue();
  for (let n = 1; n <= 30; n += 1) for (const each of [world, ...others]) await each.decide(each.attempt({ amountMinor: n }), 'approved');
}

const plain = ({ id: _id, ...entry }: JournalEntry): unknown => entry;

export const JOURNAL_CASES: readonly ConformanceCase[] = [
  ...[1, 7, 500].map(
    (entriesMax): ConformanceCase => ({
      name: `journal: all that comes behind a position, once and in order, in pieces of ${entriesMax}`,
      run: async (world) => {
        const start = await world.store.journalEnd();
        await live(world);
        const found = await readFrom(world, start, entriesMax, 31);
        expect(found.map(plain)).toEqual((await historyOf(world, 100)).toReversed().map(plain));
        expect(new Set(found.map(({ id }) => id)).size).toBe(31);
      },
    }),
  ),
  {
    name: 'journal: the id of an entry is a position',
    run: async (world) => {
      const start = await world.store.journalEnd();
      await live(world);
      const found = await readFrom(world, start, 500, 31);
      const rest = await readFrom(world, found[10]?.id ?? '', 9, 20);
      expect(rest).toEqual(found.slice(11));
    },
  },
  {
    name: 'journal: without a position, the newest',
    run: async (world) => {
      const start = await world.store.journalEnd();
      await live(world);
      const found = await readFrom(world, start, 500, 31);
      const upTo = await world.store.journalEnd();
      const newest = await world.store.journalAfter({ after: '', upTo, entriesMax: 40 });
      expect([newest?.entries.length, newest?.position]).toEqual([40, upTo]);
      const own = newest?.entries.filter(({ cardToken }) => cardToken === world.token) ?? [];
      expect(own.length).toBeGreaterThan(5);
      expect(own).toEqual(found.slice(-own.length));
    },
  },
  {
    name: 'journal: a wrong position',
    run: async ({ store }) => {
      const upTo = await store.journalEnd();
      for (const after of ['x', '1', '1-2-3-4', 'zz-1', '1-1-99']) {
        expect(await store.journalAfter({ after, upTo, entriesMax: 9 })).toBeUndefined();
      }
    },
  },
];
