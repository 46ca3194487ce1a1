import { expect, test } from 'vitest';
import { digitsValue, isDigits, paddedDigits, withoutLeadingZeros } from '../../../../src/protocol/iso8583/codec/digits.ts';
import { vectorRows } from '../elements/subfield-vectors.ts';

test.each([
  ['0123456789', 0, 10, true],
  ['12a4', 0, 2, true],
  ['12a4', 0, 3, false],
  ['12', 0, 3, false],
  ['', 0, 0, true],
  ['1٢', 0, 2, false],
  ['1/', 0, 2, false],
  ['1:', 0, 2, false],
])('%j from %i to %i: %s', (text, start, end, expected) => {
  expect(isDigits(text, start, end)).toBe(expected);
});

test.each([
  ['0012', 0, 4, 12],
  ['x34', 1, 2, 34],
  ['999999999999999', 0, 15, 999_999_999_999_999],
  ['1 3', 0, 3, -1],
  ['12', 1, 2, -1],
  ['-1', 0, 2, -1],
])('%j from %i, %i digits: %d', (text, start, length, expected) => {
  expect(digitsValue(text, start, length)).toBe(expected);
});

test.each(vectorRows<{ de4: string }>('iso8583-de4', 'minorUnits'))('amount %s', (minorUnits, { de4 }) => {
  expect(paddedDigits(Number(minorUnits), 12, 'The amount')).toBe(de4);
});

test.each([-1, 1.5, 1_000, Number.NaN, 1e21])('%d is not three digits', (value) => {
  expect(() => paddedDigits(value, 3, 'The STAN')).toThrow(new RangeError('The STAN must be a whole number of at most 3 digits.'));
});

test.each([
  ['00012', '12'],
  ['000', ''],
  ['10', '10'],
  ['', ''],
])('%j without leading zeros', (text, expected) => {
  expect(withoutLeadingZeros(text)).toBe(expected);
});
