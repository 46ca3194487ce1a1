import { describe, expect, test } from 'vitest';
import { bytesOfUnits, compileDialect, ELEMENTS, parseFormat, SIGNED_BCD } from '../../../../src/protocol/iso8583/codec/layout.ts';
import { type Dialect, ENCODINGS } from '../../../../src/protocol/iso8583/dialect/dialect.ts';
import { DIALECT_NAMES, loadDialect } from '../../../../src/protocol/iso8583/dialect/dialect-file.ts';

describe('formats', () => {
  test.each([
    ['n 6', 'n', 0, 6],
    ['n ..19', 'n', 2, 19],
    ['ans ...999', 'ans', 3, 999],
    ['z ..37', 'z', 2, 37],
    ['b 8', 'b', 0, 8],
    ['x+n 8', 'x+n', 0, 9],
    ['anp 12', 'anp', 0, 12],
    ['x+n ..16', 'x+n', 2, 17],
  ] as const)('%s', (text, formatClass, lengthDigits, unitsMax) => {
    expect(parseFormat(text)).toEqual({ class: formatClass, lengthDigits, unitsMax });
  });

  test.each([
    '',
    'n',
    'n 0',
    'n6',
    'q 6',
    'n .6',
    'n .......6',
    'n -6',
    'n 65536',
    'x+n 65535',
    'n ..',
    'n 6 ',
    ' n 6',
    'x+n',
    'an ...0',
    'n ..1.5',
  ])('%j is none', (text) => {
    expect(parseFormat(text)).toBeUndefined();
  });
});

describe('bytes of characters, digits and bytes', () => {
  test.each([
    ['ascii', [0, 1, 2, 3, 999]],
    ['latin1', [0, 1, 2, 3, 999]],
    ['ebcdic', [0, 1, 2, 3, 999]],
    ['bcdLeft', [0, 1, 1, 2, 500]],
    ['bcdRight', [0, 1, 1, 2, 500]],
    ['bcdRightF', [0, 1, 1, 2, 500]],
    ['raw', [0, 1, 2, 3, 999]],
    ['hex', [0, 2, 4, 6, 1998]],
    ['ebcdicHex', [0, 2, 4, 6, 1998]],
  ] as const)('%s', (encoding, bytes) => {
    expect([0, 1, 2, 3, 999].map((units) => bytesOfUnits(ENCODINGS.indexOf(encoding), units))).toEqual(bytes);
  });

  test('a sign and BCD digits', () => {
    expect([1, 2, 3, 9, 17].map((units) => bytesOfUnits(SIGNED_BCD, units))).toEqual([1, 2, 2, 5, 9]);
  });
});

/** What a person would look up: element, encoding, bytes of its length, most characters. */
const KNOWN: Readonly<Record<string, readonly (readonly [number, string, number, number])[]>> = {
  '1987-ascii': [
    [2, 'ascii', 2, 19],
    [48, 'ascii', 3, 999],
    [52, 'raw', 0, 8],
    [90, 'ascii', 0, 42],
  ],
  '1987-ascii-hex': [
    [52, 'hex', 0, 8],
    [55, 'hex', 3, 255],
  ],
  '1987-bcd': [
    [2, 'bcdLeft', 1, 19],
    [35, 'bcdRightF', 1, 37],
    [49, 'ascii', 0, 3],
    [55, 'raw', 2, 255],
  ],
  '1987-ebcdic': [
    [2, 'ebcdic', 2, 19],
    [43, 'ebcdic', 0, 40],
    [52, 'raw', 0, 8],
  ],
  '1993-bcd': [
    [2, 'bcdLeft', 1, 19],
    [12, 'bcdLeft', 0, 12],
    [43, 'latin1', 1, 99],
    [48, 'latin1', 2, 999],
  ],
};

describe.each(DIALECT_NAMES)('%s', (name) => {
  const layout = compileDialect(loadDialect(name));

  test('has the elements of its file and no others', () => {
    const known = Array.from({ length: ELEMENTS }, (_none, element) => element).filter((element) => layout.known[element] === 1);
    expect(known).toEqual(Object.keys(layout.dialect.elements).map(Number));
    expect(known).not.toContain(65);
    expect(known).toHaveLength(126);
  });

  test.each(KNOWN[name] ?? [])('element %i: %s, %i bytes of length, at most %i', (element, encoding, lengthBytes, unitsMax) => {
    expect(ENCODINGS[layout.encoding[element] ?? -1]).toBe(encoding);
    expect(layout.lengthBytes[element]).toBe(lengthBytes);
    expect(layout.unitsMax[element]).toBe(unitsMax);
  });
});

test('what stands before the elements', () => {
  const of = (changes: Partial<Dialect>): readonly number[] => {
    const layout = compileDialect({ ...loadDialect('1987-ascii'), ...changes });
    return [layout.headBytes, layout.mtiBytes, layout.bitmapBytes];
  };
  expect(of({})).toEqual([0, 4, 8]);
  expect(of({ tpdu: true, mti: 'bcdLeft' })).toEqual([5, 2, 8]);
  expect(of({ mti: 'ebcdic', bitmap: 'ebcdicHex' })).toEqual([0, 4, 16]);
});
