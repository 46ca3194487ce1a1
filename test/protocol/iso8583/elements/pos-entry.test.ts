import { describe, expect, it } from 'vitest';
import { describeEntry1987, describeEntry1993 } from '../../../../src/protocol/iso8583/elements/pos-entry.ts';
import { vectorRows } from './subfield-vectors.ts';

interface Expected {
  readonly panEntryMode: string;
  readonly pinEntry: string;
  readonly meaning: readonly string[];
}

describe('1987', () => {
  it.each(vectorRows<Expected>('iso8583-de22-1987', 'de22'))('%s', (text, { panEntryMode, pinEntry, meaning }) => {
    const parts = describeEntry1987(text);
    expect(parts?.map(({ code }) => code)).toEqual([panEntryMode, pinEntry]);
    expect(parts?.map((part) => part.meaning)).toEqual(meaning);
  });

  it.each(['', '05', '0510'])('%j is no three digits', (text) => {
    expect(describeEntry1987(text)).toBeUndefined();
  });

  it('shows codes that it does not know', () => {
    expect(describeEntry1987('XX9')?.map(({ code, meaning }) => [code, meaning])).toEqual([
      ['XX', ''],
      ['9', ''],
    ]);
  });
});

describe('1993', () => {
  it('tells twelve positions', () => {
    expect(describeEntry1993('51010151134C')?.map(({ position, name, meaning }) => `${position} ${name}: ${meaning}`)).toEqual([
      '1 card data input capability: integrated circuit card',
      '2 cardholder authentication capability: PIN',
      '3 card capture capability: none',
      '4 operating environment: on merchant premises, attended',
      '5 cardholder: present',
      '6 card: present',
      '7 card data input: integrated circuit card',
      '8 cardholder authentication: PIN',
      '9 authenticated by: integrated circuit card',
      '10 card data output capability: integrated circuit card',
      '11 terminal output capability: printing and display',
      '12 PIN capture capability: up to 12 digits',
    ]);
  });

  it.each(['', '51010151134', '51010151134C0'])('%j is no twelve characters', (text) => {
    expect(describeEntry1993(text)).toBeUndefined();
  });
});
