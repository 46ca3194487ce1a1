import { describe, expect, it } from 'vitest';
import { describeServiceCode, parseTrack2 } from '../../../../src/protocol/iso8583/elements/track2.ts';
import { vectorRows } from './subfield-vectors.ts';

interface Expected {
  readonly pan: string;
  readonly expiryYYMM: string;
  readonly serviceCode: string;
  readonly discretionary: string;
}

describe('track 2', () => {
  it.each(vectorRows<Expected>('iso8583-track2', 'de35'))('%s', (text, { expiryYYMM, ...expected }) => {
    const parts = { ...expected, expiryYymm: expiryYYMM };
    expect(parseTrack2(text)).toEqual(parts);
    expect(parseTrack2(text.replace('=', 'D'))).toEqual(parts);
    expect(parseTrack2(`${text.replace('=', 'D')}F`)).toEqual(parts);
  });

  it.each(vectorRows<{ reason: string }>('iso8583-track2-invalid', 'de35'))('%s is none', (text) => {
    expect(parseTrack2(text)).toBeUndefined();
  });

  it('may end with the service code', () => {
    expect(parseTrack2('95780056=2806221')).toEqual({ pan: '95780056', expiryYymm: '2806', serviceCode: '221', discretionary: '' });
  });

  it('has 37 characters at most, a fill not counted', () => {
    const longest = `${'9'.repeat(19)}D2806221${'1'.repeat(10)}`;
    expect(longest).toHaveLength(37);
    expect(parseTrack2(`${longest}F`)?.discretionary).toBe('1'.repeat(10));
    expect(parseTrack2(`${longest}1`)).toBeUndefined();
  });

  it.each([
    ['nothing', ''],
    ['a PAN of seven', '9578005=2806221'],
    ['a PAN of twenty', `${'9'.repeat(20)}=2806221`],
    ['two separators', '9578005606123458=2806=2211'],
    ['a letter', '9578005606123458=280622A'],
    ['a service code cut off', '9578005606123458=280622'],
    ['a service code cut off by a fill', '9578005606123458D280622F'],
    ['sentinels', ';9578005606123458=2806221?'],
  ])('%s is none', (_what, text) => {
    expect(parseTrack2(text)).toBeUndefined();
  });
});

describe('service code', () => {
  it.each(vectorRows<object>('iso7813-service-code', 'serviceCode'))('%s', (text, expected) => {
    expect(describeServiceCode(text)).toEqual(expected);
  });

  it('of digits not given out has no meaning', () => {
    expect(describeServiceCode('339')).toEqual({ interchange: '', authorisation: '', services: '' });
  });

  it.each(['', '22', '2211', '22A'])('%j is none', (text) => {
    expect(describeServiceCode(text)).toBeUndefined();
  });
});
