import { expect, test } from 'vitest';
import { isAccountNumber, issueAccountNumber, mod11CheckDigit } from '../../src/protocol/account-number.ts';
import { input, rows } from '../pin/vectors.ts';

test.each(rows('identifiers', 'no-kontonummer-valid'))('%s', (_name, vector) => {
  const expected = vector.expected as { valid: boolean; checkDigit?: string };
  const number = input(vector, 'number');
  expect(isAccountNumber(number)).toBe(expected.valid);
  if (expected.checkDigit !== undefined) expect(mod11CheckDigit(number.slice(0, 10))).toBe(expected.checkDigit);
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
  for (let serial = 0; serial < 10_000; serial++) {
    const number = issueAccountNumber(prefix + String(serial).padStart(4, '0'));
    if (number !== undefined && isAccountNumber(number)) issued++;
  }
  expect(issued).toBe(issuable);
});

test.each(['', '560612345', '56061234567', '560612345x', '5606 12345'])('%o is not ten digits', (stem) => {
  expect(() => mod11CheckDigit(stem)).toThrow('first ten digits');
});
