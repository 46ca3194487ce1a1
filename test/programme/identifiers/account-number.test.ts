import { expect, test } from 'vitest';
import {
  accountNumbers,
  isAccountNumber,
  issueAccountNumber,
  mod11CheckDigit,
  readAccountNumber,
  shownAccountNumber,
} from '../../../src/programme/identifiers/account-number.ts';
import { input, rows } from '../../pin/vectors.ts';

test.each(rows('identifiers', 'no-kontonummer-valid'))('%s', (_name, vector) => {
  const expected = vector.expected as { valid: boolean; checkDigit?: string; formatted?: string };
  const number = input(vector, 'number');
  expect(isAccountNumber(number)).toBe(expected.valid);
  expect('number' in readAccountNumber(number)).toBe(expected.valid);
  if (expected.checkDigit !== undefined) expect(mod11CheckDigit(number.slice(0, 10))).toBe(expected.checkDigit);
  if (expected.formatted !== undefined) {
    expect(shownAccountNumber(number)).toBe(expected.formatted);
    expect(readAccountNumber(expected.formatted)).toEqual({ number });
  }
});

test.each(rows('identifiers', 'no-kontonummer-unissuable-stem'))('%s', (_name, vector) => {
  expect(mod11CheckDigit(input(vector, 'stem10'))).toBeUndefined();
  expect(issueAccountNumber(input(vector, 'stem10'))).toBeUndefined();
});

test.each(rows('identifiers', 'no-kontonummer-00-rule'))('%s', (_name, vector) => {
  const { standardCheckDigit } = vector.expected as { standardCheckDigit: string };
  expect(mod11CheckDigit(input(vector, 'stem10'))).toBe(standardCheckDigit);
  expect(issueAccountNumber(input(vector, 'stem10'))).toBeUndefined();
});

test.each(rows('identifiers', 'no-kontonummer-generator-density'))('%s', (_name, vector) => {
  const { issuable } = vector.expected as { issuable: number };
  const prefix = input(vector, 'prefix');
  let issued = 0;
  for (const number of accountNumbers(`${prefix}00000`)) {
    if (!number.startsWith(prefix)) break;
    if (isAccountNumber(number)) issued++;
  }
  expect(issued).toBe(issuable);
});

test.each(['', '560612345', '56061234567', '560612345x', '5606 12345'])('%o is not ten digits', (stem) => {
  expect(() => mod11CheckDigit(stem)).toThrow('first ten digits');
});

test.each([
  [' 8601 11 17947\t', { number: '86011117947' }],
  ['8601.11.17947', { number: '86011117947' }],
  ['8601. 11. 17947', { number: '86011117947' }],
  ['', { fault: 'length' }],
  ['8601.11.1794', { fault: 'digits' }],
  ['860.111.17947', { fault: 'digits' }],
  ['8601111794', { fault: 'length' }],
  ['860111179470', { fault: 'length' }],
  ['8601111794A', { fault: 'digits' }],
  ['٨6011117947', { fault: 'digits' }],
  ['86011117948', { fault: 'check' }],
])('%o is read as %o', (text, read) => {
  expect(readAccountNumber(text)).toEqual(read);
});

test('numbers are issued in order, from the first that is not below the given one', () => {
  const [first, second] = accountNumbers();
  expect([first, second]).toEqual(['56060100018', '56060100026']);
  expect([...accountNumbers('56060100019')][0]).toBe(second);
  expect([...accountNumbers('56060000000')][0]).toBe(first);
  const all = [...accountNumbers()];
  expect(all).toEqual([...new Set(all)].sort());
  expect(all.every((number) => isAccountNumber(number) && !number.startsWith('560600'))).toBe(true);
  expect(all.at(-1)?.slice(0, 10)).toMatch(/^5606999{2}[0-9]/);
  expect(all).toHaveLength(990_000 - UNISSUABLE);
});

/** Stems of 560601 to 560699 whose check digit would be 10, counted by the plain rule. */
const UNISSUABLE = (() => {
  let count = 0;
  for (let stem = 10_000; stem <= 999_999; stem++) {
    const digits = [...`5606${String(stem).padStart(6, '0')}`].map(Number);
    const sum = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2].reduce((total, weight, i) => total + weight * (digits[i] ?? 0), 0);
    if (sum % 11 === 1) count++;
  }
  return count;
})();

test.each(['15067328555', '5606', '5606010000x', ''])('no number of the range begins at %o', (from) => {
  expect(() => [...accountNumbers(from)]).toThrow('Kronekort accounts begin with 5606');
});
