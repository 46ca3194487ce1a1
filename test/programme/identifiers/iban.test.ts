import { expect, test } from 'vitest';
import { norwegianIban, readNorwegianIban } from '../../../src/programme/identifiers/iban.ts';
import { input, rows } from '../../pin/vectors.ts';

test.each(rows('identifiers', 'iban-from-bban'))('%s', (_name, vector) => {
  const { iban } = vector.expected as { iban: string };
  expect(norwegianIban(input(vector, 'bban'))).toBe(iban);
});

test.each(rows('identifiers', 'iban-valid'))('%s', (_name, vector) => {
  const { valid, bban } = vector.expected as { valid: boolean; bban?: string };
  const read = readNorwegianIban(input(vector, 'iban'));
  expect(read).toEqual(valid ? { number: bban } : { fault: expect.any(String) });
});

test.each([
  ['NO93 8601 1117 947', { number: '86011117947' }],
  ['no9386011117947', { fault: 'digits' }],
  ['NO9286011117947', { fault: 'check' }],
  ['NO2386011117946', { fault: 'check' }],
  ['NO938601111794', { fault: 'length' }],
  ['DK5000400440116243', { fault: 'digits' }],
  ['', { fault: 'digits' }],
])('%o is read as %o', (text, read) => {
  expect(readNorwegianIban(text)).toEqual(read);
});
