/** The table of docs/lifecycle.md has the cases of the conformance suite, name by name, in its order. */
import { expect, test } from 'vitest';
import { ALL_FLAGS } from '../../src/protocol/message.ts';
import { isOutcome } from '../../src/protocol/outcome.ts';
import { read } from '../support/sources.ts';
import { LIFECYCLE_CASES } from './stores/conformance/lifecycle-cases.ts';
import { REPEAT_CASES } from './stores/conformance/repeat-cases.ts';
import { RESENT_CASES } from './stores/conformance/resent-cases.ts';
import { UNDO_CASES } from './stores/conformance/undo-cases.ts';

/** Rows of a section's table, as cells; heading and rule left out. */
function tableOf(section: string): readonly (readonly string[])[] {
  const text = read('docs/lifecycle.md').split(`\n## ${section}\n`)[1]?.split('\n## ')[0] ?? '';
  const lines = text.split('\n').filter((line) => line.startsWith('|'));
  return lines.slice(2).map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

const rows = tableOf('The cases');

test('the cases are those of the suite, in its order', () => {
  const names = [...LIFECYCLE_CASES, ...UNDO_CASES, ...REPEAT_CASES, ...RESENT_CASES].map(({ name }) => name);
  expect(rows.map(([name]) => name)).toEqual(names);
});

test('each says what is answered and what is left, in the words of the tables', () => {
  const known = (word: string): boolean => isOutcome(word) || ['repeated', 'nested', 'kronekort', ...ALL_FLAGS].includes(word);
  for (const [name, ...cells] of rows) {
    expect([name, cells.length, cells.includes('')]).toEqual([name, 2, false]);
    const words = [...cells.join(' ').matchAll(/`(\w+)`/g)].map((match) => match[1] ?? '');
    expect([name, words.filter((word) => !known(word))]).toEqual([name, []]);
  }
});

test('every flag has its rows', () => {
  const flags = tableOf('Flags').flatMap(([cell = '']) => (cell === '' ? [] : [cell.replaceAll('`', '')]));
  expect([...new Set(flags)].sort()).toEqual([...ALL_FLAGS].sort());
});
