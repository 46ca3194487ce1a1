import { describe, expect, it } from 'vitest';
import {
  type AmountEntry,
  amountOfType,
  amountText,
  amountTypeName,
  readAmounts,
  readFee,
} from '../../../../src/protocol/iso8583/elements/amounts.ts';
import { vectorRows } from './subfield-vectors.ts';

describe('DE54', () => {
  it.each(vectorRows<{ entries: readonly AmountEntry[] }>('iso8583-de54', 'de54'))('reads and writes %s', (text, { entries }) => {
    expect(readAmounts(text)).toEqual(entries);
    expect(entries.map(amountText).join('')).toBe(text);
    for (const { amountType, amountMinor } of entries) expect(amountOfType(text, amountType)).toBe(amountMinor);
    expect(amountOfType(text, '99')).toBe(0);
    expect(amountOfType(text, '')).toBe(entries[0]?.amountMinor);
  });

  it.each(vectorRows<{ reason: string }>('iso8583-de54-invalid', 'de54'))('refuses %s', (text) => {
    expect(readAmounts(text)).toBeUndefined();
    expect(amountOfType(text, '02')).toBe(-1);
  });

  it.each([
    ['seven entries', '2002578C000000000001'.repeat(7)],
    ['a currency of letters', '2002NOKC000000000001'],
    ['an amount of letters', '2002578C00000000000A'],
    ['a blank type', '20  578C000000000001'],
    ['a second entry that is malformed', '2002578C0000000000012002578X000000000001'],
  ])('refuses %s', (_what, text) => {
    expect(readAmounts(text)).toBeUndefined();
    expect(amountOfType(text, '02')).toBe(-1);
  });

  it('holds nothing when it is empty', () => {
    expect(readAmounts('')).toEqual([]);
    expect(amountOfType('', '40')).toBe(0);
  });

  it('takes the first of an amount in two currencies', () => {
    expect(amountOfType('0040578D0000000500000040978D000000004321', '40')).toBe(50_000);
  });

  it.each([
    ['01', 'ledger balance'],
    ['02', 'available balance'],
    ['40', 'cashback'],
    ['99', ''],
    ['constructor', ''],
  ])('amount type %s is %j', (amountType, name) => {
    expect(amountTypeName(amountType)).toBe(name);
  });

  it('accepts types of letters', () => {
    expect(readAmounts('0S1a578C000000000007')?.[0]).toMatchObject({ accountType: '0S', amountType: '1a', amountMinor: 7 });
  });

  it.each([
    ['an amount of 13 digits', { amountMinor: 1e12 }],
    ['an amount below zero', { amountMinor: -1 }],
    ['half an øre', { amountMinor: 0.5 }],
    ['a short account type', { accountType: '2' }],
    ['a long amount type', { amountType: '002' }],
    ['a currency of four', { currency: '0578' }],
  ])('does not write %s', (_what, change) => {
    const entry: AmountEntry = { accountType: '20', amountType: '02', currency: '578', sign: 'C', amountMinor: 1, ...change };
    expect(() => amountText(entry)).toThrow(RangeError);
  });
});

describe('fees', () => {
  it.each(vectorRows<{ sign: string; minor: number }>('iso8583-de28', 'de28'))('%s', (text, { sign, minor }) => {
    expect(readFee(text)).toEqual({ sign, amountMinor: minor });
  });

  it.each(['', 'D0000150', 'X00001500', 'D0000150A', 'D000015000', '000001500'])('refuses %j', (text) => {
    expect(readFee(text)).toBeUndefined();
  });
});
