import { expect, test } from 'vitest';
import { codeColumn, codeParts } from '../../../../src/protocol/iso8583/elements/code-parts.ts';

const COLUMNS = [codeColumn('first', 2, { '01': 'one' }), codeColumn('second', 1, { A: 'letter' })];

test('each part has its position, code and meaning', () => {
  expect(codeParts('01A', COLUMNS)).toEqual([
    { name: 'first', position: 1, code: '01', meaning: 'one' },
    { name: 'second', position: 3, code: 'A', meaning: 'letter' },
  ]);
});

test('a code that is not in the table has no meaning', () => {
  expect(codeParts('02B', COLUMNS)?.map(({ meaning }) => meaning)).toEqual(['', '']);
});

test.each(['', '01', '01AB'])('%j has another length', (text) => {
  expect(codeParts(text, COLUMNS)).toBeUndefined();
});
