import { describe, expect, test } from 'vitest';
import { ADDITIONAL_FIELDS } from '../../../src/protocol/iso8583/dialect.ts';
import { DIALECT_NAMES, loadDialect } from '../../../src/protocol/iso8583/dialect-file.ts';

describe.each(DIALECT_NAMES)('%s', (name) => {
  const dialect = loadDialect(name);

  test('is named as its file', () => {
    expect(dialect.name).toBe(name);
  });

  test('has every element but the bitmaps', () => {
    const numbers = Array.from({ length: 128 }, (_none, index) => index + 1).filter((element) => element !== 1 && element !== 65);
    expect(Object.keys(dialect.elements).map(Number)).toEqual(numbers);
  });

  test('has a tag of its own for each word that ISO 8583 has no element for', () => {
    const tags = dialect.additionalData?.tags ?? {};
    expect(Object.keys(tags).sort()).toEqual([...ADDITIONAL_FIELDS].sort());
    expect(new Set(Object.values(tags)).size).toBe(ADDITIONAL_FIELDS.length);
  });
});
