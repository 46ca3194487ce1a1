import { expect, test } from 'vitest';
import { accountTypeName, describeProcessingCode } from '../../../../src/protocol/iso8583/elements/processing-code.ts';
import { TRANSACTION_TYPES } from '../../../../src/protocol/message.ts';
import { vectorRows } from './subfield-vectors.ts';

test.each(vectorRows<object>('iso8583-de3', 'de3'))('%s', (text, expected) => {
  expect(describeProcessingCode(text)).toEqual(expected);
});

test.each([
  ['012000', 'cash from checking'],
  ['210010', 'deposit to savings'],
  ['400000', 'transfer default account to default account'],
  ['007700', 'purchase from account type 77'],
  ['190000', 'other debit'],
  ['480000', 'other transfer'],
  ['990000', 'private use'],
  ['650000', ''],
])('%s means %j', (text, meaning) => {
  expect(describeProcessingCode(text)?.meaning).toBe(meaning);
});

test.each(['', '00000', '0000000', '00000A', ' 00000'])('%j is no processing code', (text) => {
  expect(describeProcessingCode(text)).toBeUndefined();
});

test('every type of this product has a meaning of its own', () => {
  for (const { code } of TRANSACTION_TYPES) expect(describeProcessingCode(`${code}0000`)?.meaning).not.toMatch(/^(other|private|$)/);
});

test.each([
  ['20', 'checking'],
  ['77', 'account type 77'],
])('account %s is %j', (code, name) => {
  expect(accountTypeName(code)).toBe(name);
});
