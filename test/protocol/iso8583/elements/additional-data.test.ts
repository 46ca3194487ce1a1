import { describe, expect, it } from 'vitest';
import { ADDITIONAL_FIELDS, type AdditionalData, type AdditionalField } from '../../../../src/protocol/iso8583/dialect/dialect.ts';
import { readAdditional, writeAdditional } from '../../../../src/protocol/iso8583/elements/additional-data.ts';

/** A0 for the first word, A1 for the second, … */
const SPEC: AdditionalData = {
  element: 48,
  tagLength: 2,
  lengthDigits: 3,
  tags: Object.fromEntries(ADDITIONAL_FIELDS.map((field, index) => [field, `A${index.toString(36).toUpperCase()}`])) as Record<
    AdditionalField,
    string
  >,
};

function read(text: string, spec = SPEC): unknown {
  const fields = readAdditional(text, spec);
  return typeof fields === 'string' ? fields : Object.fromEntries(fields);
}

describe('reading', () => {
  it.each([
    ['one word', 'A0009increment', { purpose: 'increment' }],
    ['two words', 'A0009incrementA2008tpk-test', { purpose: 'increment', pinKeyId: 'tpk-test' }],
    ['an empty word', 'A0000', { purpose: '' }],
    ['nothing', '', {}],
    ['another tag behind ours', 'A0009incrementZZ003abcA2001k', { purpose: 'increment', pinKeyId: 'k' }],
    ['the same tag twice', 'A0001aA0001b', { purpose: 'a' }],
    ['a value that looks like a tag', 'A0006A2001kA2001x', { purpose: 'A2001k', pinKeyId: 'x' }],
  ])('%s', (_what, text, expected) => {
    expect(read(text)).toEqual(expected);
  });

  it.each(['B0009increment', 'ZZ', 'A', ' A0001a', 'a0001a', '1234567890'])('%j is foreign', (text) => {
    expect(read(text)).toBe('foreign');
  });

  it.each([
    ['a value past the end', 'A0010increment'],
    ['a length of letters', 'A0xyzincrement'],
    ['a length cut off', 'A000'],
    ['a tag alone', 'A0'],
    ['a length with a blank', 'A0 09increment'],
    ['a second one past the end', 'A0009incrementA2002k'],
    ['a tag cut off at the end', 'A0009incrementA'],
    ['an unknown one past the end', 'A0009incrementZZ004abc'],
  ])('%s is malformed', (_what, text) => {
    expect(read(text)).toBe('malformed');
  });

  it('goes by the dialect', () => {
    const spec: AdditionalData = { ...SPEC, tagLength: 3, lengthDigits: 2, tags: { ...SPEC.tags, purpose: 'PUR' } };
    expect(read('PUR09increment', spec)).toEqual({ purpose: 'increment' });
    expect(read('A0009increment', spec)).toBe('foreign');
  });
});

describe('writing', () => {
  it('takes pairs or a map, in their order', () => {
    const pairs = [
      ['pinKeyId', 'k'],
      ['purpose', 'increment'],
    ] as const;
    expect(writeAdditional(pairs, SPEC)).toBe('A2001kA0009increment');
    expect(writeAdditional(new Map(pairs), SPEC)).toBe('A2001kA0009increment');
    expect(writeAdditional([], SPEC)).toBe('');
  });

  it('names the word that is too long, and does not quote it', () => {
    expect(() => writeAdditional([['pinKeyId', 'k'.repeat(1_000)]], SPEC)).toThrow(
      new RangeError('The length of pinKeyId in element 48 must be a whole number of at most 3 digits.'),
    );
  });
});
