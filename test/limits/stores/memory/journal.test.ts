/** The journal of the embedded store is read while decisions go on. */
import { expect, it } from 'vitest';
import type { JournalEntry } from '../../../../src/limits/store.ts';
import { JOURNAL_ENTRIES_MAX, Journal } from '../../../../src/limits/stores/memory/journal.ts';
import { T0 } from '../conformance/world.ts';

function note(journal: Journal, n: number): void {
  journal.happened({ atMs: T0 + n, cardToken: `token${n}`, event: 'fund', amountMinor: n, ledgerMinor: 2 * n });
}

function entries(from: number, to: number): readonly JournalEntry[] {
  return Array.from({ length: to - from }, (_, at) => {
    const n = from + at;
    const noted = { atMs: T0 + n, cardToken: `token${n}`, event: 'fund', amountMinor: n, ledgerMinor: 2 * n };
    return { id: String(n + 1), ...noted, key: '', terminalId: '', type: '', outcome: '', flag: '' };
  });
}

it.each([1, 7, 4_000])('what is read stays as it was at the call, while %i entries are noted', (noted) => {
  const journal = new Journal();
  let n = 0;
  const noteSome = (count: number): void => {
    for (let left = count; left > 0; left -= 1) note(journal, n++);
  };
  noteSome(JOURNAL_ENTRIES_MAX + 123);
  const reads = [JOURNAL_ENTRIES_MAX, 5_000, 1, JOURNAL_ENTRIES_MAX + 1].map((limit) => {
    const read = { at: n, length: Math.min(limit, JOURNAL_ENTRIES_MAX), entries: journal.newest(limit) };
    noteSome(noted);
    return read;
  });
  noteSome(noted);
  for (const { at, length, entries: read } of reads) {
    expect(read.length).toBe(length);
    const iterator = read[Symbol.iterator]();
    const first = iterator.next().value;
    noteSome(noted);
    expect([first, ...{ [Symbol.iterator]: () => iterator }]).toEqual(entries(at - length, at));
    expect([...read]).toEqual(entries(at - length, at));
  }
  expect([...journal.newest(10)]).toEqual(entries(n - 10, n));
});

it('a journal that is not full is read from its first entry on', () => {
  const journal = new Journal(600);
  for (let n = 0; n < 300; n += 1) note(journal, n);
  const read = journal.newest(1_000);
  for (let n = 300; n < 1_500; n += 1) note(journal, n);
  expect([...read]).toEqual(entries(0, 300));
  expect([...journal.newest(1_000)]).toEqual(entries(900, 1_500));
});

it('without a reader, a full ring is written over', () => {
  const journal = new Journal(3);
  for (let n = 0; n < 3; n += 1) note(journal, n);
  const [, second] = journal.newest(2);
  for (let n = 3; n < 9; n += 1) note(journal, n);
  expect(second).toEqual(entries(2, 3)[0]);
  expect([...journal.newest(9)]).toEqual(entries(6, 9));
});
