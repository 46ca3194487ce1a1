/** Elements with a bitmap of their own, as dialect files describe them: round trip, cut at every byte, random bytes. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { WriteError } from '../../../../src/protocol/iso8583/codec/write/message-writer.ts';
import type { Dialect } from '../../../../src/protocol/iso8583/dialect/dialect.ts';
import { DIALECT_NAMES, type DialectName, readDialect } from '../../../../src/protocol/iso8583/dialect/dialect-file.ts';
import { readSubElements, type SubLayout, subLayoutOf, writeSubElements } from '../../../../src/protocol/iso8583/elements/sub-elements.ts';
import { runs } from '../../../support/property-settings.ts';

/** The forms: eight bytes, three bytes as BASE I has them, hexadecimal digits, a dataset of ISO 8583:2003. */
const FORMS = [
  {},
  { bitmap: 'raw', bitmapBytes: 3 },
  { bitmap: 'hex', bitmapBytes: 2 },
  { bitmap: 'raw', bitmapBytes: 2, dataset: '71' },
  { bitmap: 'ebcdicHex' },
] as const;

const ELEMENTS = {
  '1': { name: 'Network', format: 'n 4' },
  '2': { name: 'Switch key', format: 'ans ..32' },
  '3': { name: 'Stand-in code', format: 'n 3' },
  '4': { name: 'Account', format: 'n ..19', mask: 'pan' },
  '5': { name: 'Flags', format: 'b 2' },
  '16': { name: 'Data', format: 'b ...99' },
};
const LATE = { '63': { name: 'Late', format: 'an 2' }, '64': { name: 'Last', format: 'ans ...20' } };

function dialectOf(base: DialectName, form: (typeof FORMS)[number]): Dialect {
  const elements = 'bitmapBytes' in form ? ELEMENTS : { ...ELEMENTS, ...LATE };
  const holder = { name: 'Private data', format: 'b ...255', subElements: { ...form, elements } };
  return readDialect({ extends: base, name: 'mine', about: 'A test.', fields: { reason: 0 }, elements: { '63': holder } }, 'mine.json');
}

const LAYOUTS = DIALECT_NAMES.flatMap((base) => FORMS.map((form) => subLayoutOf(dialectOf(base, form), 63) as SubLayout));

function digits(least: number, most: number): fc.Arbitrary<string> {
  return fc.array(fc.constantFrom(...'0123456789'), { minLength: least, maxLength: most }).map((all) => all.join(''));
}

function text(most: number): fc.Arbitrary<string> {
  return fc.array(fc.constantFrom(...'ABCxyz 019'), { maxLength: most }).map((all) => all.join(''));
}

function bytes(least: number, most: number): fc.Arbitrary<string> {
  return fc.uint8Array({ minLength: least, maxLength: most }).map((all) => Buffer.from(all).toString('hex').toUpperCase());
}

const anyValues = fc.record(
  {
    1: digits(4, 4),
    2: text(32),
    3: digits(3, 3),
    4: digits(1, 19),
    5: bytes(2, 2),
    16: bytes(0, 99),
    63: fc.constant('Z9'),
    64: text(20),
  },
  { requiredKeys: [] },
);
const anyLayout = fc.constantFrom(...LAYOUTS);

/** The values of the numbers that the form has. */
function valuesFor({ bitmapBytes }: SubLayout, values: object): ReadonlyMap<number, string> {
  const all = Object.entries(values).map(([number, value]) => [Number(number), value as string] as const);
  return new Map(all.filter(([number]) => number <= bitmapBytes * 8));
}

describe('sub-elements', () => {
  test('what is written is read, and fills the element', () => {
    fc.assert(
      fc.property(anyLayout, anyValues, (layout, values) => {
        const written = valuesFor(layout, values);
        const element = writeSubElements(layout, written);
        const { found, problem, endOffset } = readSubElements(layout, element);
        expect(problem).toBe('');
        expect(new Map(found.map((each) => [each.number, each.element.text]))).toEqual(written);
        expect(endOffset).toBe(element.length);
        for (const [index, each] of found.entries()) {
          const last = found[index - 1]?.element;
          if (last !== undefined) expect(each.element.offset).toBe(last.valueOffset + last.valueBytes);
          expect(each.spec.name).toBe(layout.subElements.elements[each.number]?.name);
        }
      }),
      { numRuns: runs(500) },
    );
  });

  test('cut at any byte: a sentence, and the sub-elements before', () => {
    fc.assert(
      fc.property(anyLayout, anyValues, fc.nat(), (layout, values, cut) => {
        const element = writeSubElements(layout, valuesFor(layout, values));
        const bytesLeft = cut % element.length;
        const { found, problem } = readSubElements(layout, element.subarray(0, bytesLeft));
        expect(problem).toMatch(/^[A-Z].*\.$/);
        const whole = readSubElements(layout, element).found;
        expect(found).toEqual(whole.slice(0, found.length));
        for (const each of found) expect(each.element.valueOffset + each.element.valueBytes).toBeLessThanOrEqual(bytesLeft);
      }),
      { numRuns: runs(500) },
    );
  });

  test('any bytes: what is found lies in them, and is written the same', () => {
    const noise = fc.oneof(
      fc.uint8Array({ maxLength: 80 }),
      fc.string({ maxLength: 80 }).map((one) => Buffer.from(one, 'latin1')),
    );
    fc.assert(
      fc.property(anyLayout, noise, (layout, some) => {
        const element = Buffer.from(some);
        const { found, problem, endOffset } = readSubElements(layout, element);
        expect(endOffset).toBeLessThanOrEqual(Math.max(element.length, layout.bitmapBytes * 2 + 3));
        if (problem !== '') return;
        const values = new Map(found.map((each) => [each.number, each.element.text]));
        const again = readSubElements(layout, writeSubElements(layout, values));
        expect(new Map(again.found.map((each) => [each.number, each.element.text]))).toEqual(values);
      }),
      { numRuns: runs(1_000) },
    );
  });
});

describe('the bytes', () => {
  const bcd = (form: (typeof FORMS)[number]): SubLayout => subLayoutOf(dialectOf('1987-bcd', form), 63) as SubLayout;
  const values = new Map([
    [1, '0002'],
    [3, '123'],
  ]);

  test.each([
    ['three bytes', FORMS[1], 'a0000000020123'],
    ['hexadecimal digits', FORMS[2], '4130303000020123'],
    ['a dataset', FORMS[3], '710006a00000020123'],
    ['hexadecimal digits in EBCDIC', FORMS[4], `c1f0${'f0'.repeat(14)}00020123`],
  ])('%s', (_name, form, expected) => {
    expect(writeSubElements(bcd(form), values).toString('hex')).toBe(expected);
  });

  test.each([
    ['', 'The element does not begin with a bitmap of 3 bytes.'],
    ['a000000002', 'Sub-element 3 (Stand-in code): the element ends within it.'],
    ['a00000000201', 'Sub-element 3 (Stand-in code): the element ends within it.'],
    ['80000000020123', 'Bytes are left over after the last sub-element.'],
    ['8000000A02', 'Sub-element 1 (Network): it must hold digits only.'],
    ['0200000002', 'Bit 7 is set, but the dialect has no sub-element 7.'],
  ])('%s: %s', (hex, expected) => {
    expect(readSubElements(bcd(FORMS[1]), Buffer.from(hex, 'hex')).problem).toBe(expected);
  });

  test.each([
    ['72000600', 'The element does not begin with dataset 71.'],
    ['710005a00000020123', 'The length of dataset 71 does not count what follows it.'],
    ['71', 'The length of dataset 71 does not count what follows it.'],
  ])('%s: %s', (hex, expected) => {
    expect(readSubElements(bcd(FORMS[3]), Buffer.from(hex, 'hex')).problem).toBe(expected);
  });

  test('what cannot be written is told with its number', () => {
    expect(() => writeSubElements(bcd(FORMS[1]), new Map([[9, '1']]))).toThrow(new WriteError(9, 'The dialect has no sub-element 9.'));
    expect(() => writeSubElements(bcd(FORMS[1]), new Map([[3, '1234']]))).toThrow(
      new WriteError(3, 'Sub-element 3 holds at most 3 characters.'),
    );
  });
});
