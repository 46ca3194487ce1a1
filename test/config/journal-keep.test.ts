import { expect, test } from 'vitest';
import { parseJournalKeep } from '../../src/config/journal-keep.ts';
import { settingsWith } from '../../src/config/settings.ts';

const ALL = Number.POSITIVE_INFINITY;

test.each([
  [settingsWith().journalKeep, 400 * 86_400_000, 20 * 2 ** 30],
  ['7d', 7 * 86_400_000, ALL],
  ['512MiB', ALL, 512 * 2 ** 20],
  ['1d,2TiB', 86_400_000, 2 * 2 ** 40],
  ['all', ALL, ALL],
])('%s', (text, ageMs, bytes) => expect(parseJournalKeep(text)).toEqual({ ageMs, bytes }));

test.each(['', ',', '0d', '5', '5h', '20GB', '20GiB,400d', '400d;20GiB', '-1d', '1.5d'])('%j is refused in one sentence', (text) => {
  expect(() => parseJournalKeep(text)).toThrow('journalKeep must be days, a size, or both, such as 400d,20GiB; all keeps everything.');
});
