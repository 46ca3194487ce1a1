import { expect, test } from 'vitest';
import { readReplacementAmount, writeDe30, writeDe95 } from '../../../../src/protocol/iso8583/elements/replacement-amount.ts';
import { vectorRows } from './subfield-vectors.ts';

test.each(vectorRows<{ actualTransactionAmountMinor: number }>('iso8583-de95', 'de95'))('DE95 %s', (text, expected) => {
  expect(readReplacementAmount(text)).toBe(expected.actualTransactionAmountMinor);
  expect(writeDe95(expected.actualTransactionAmountMinor)).toBe(text);
});

test.each([
  ['fees with signs', '000000015050000000000000C00000000D00000000', 15_050],
  ['fees as digits', '000000015050000000000000000000000000000000', 15_050],
  ['DE30', '000000015050000000000000', 15_050],
  ['nothing stands', '000000000000000000000000', 0],
  ['twelve digits alone', '000000000001', 1],
])('%s', (_what, text, expected) => {
  expect(readReplacementAmount(text)).toBe(expected);
});

test.each([
  ['nothing', ''],
  ['eleven digits', '00000001505'],
  ['a blank', '00000001505 000000000000'],
  ['a sign in front', 'D00000015050000000000000'],
  ['a sign in the settlement amount', '000000015050D00000000000000000000000000000'],
  ['another letter after it', '000000015050000000000000X00000000D00000000'],
  ['43 digits', '0'.repeat(43)],
])('%s is no amount', (_what, text) => {
  expect(readReplacementAmount(text)).toBeNaN();
});

test('DE30 is written as 24 digits and read back', () => {
  expect(writeDe30(15_050)).toBe('000000015050000000000000');
  expect(readReplacementAmount(writeDe30(999_999_999_999))).toBe(999_999_999_999);
});

test.each([-1, 0.5, 1e12, Number.NaN])('%d is not written', (amountMinor) => {
  expect(() => writeDe95(amountMinor)).toThrow(RangeError);
  expect(() => writeDe30(amountMinor)).toThrow(RangeError);
});
