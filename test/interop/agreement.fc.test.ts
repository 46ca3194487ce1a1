/** Two public libraries and the product read each other's messages, whatever stands in them. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileDialect, type Layout } from '../../src/protocol/iso8583/codec/layout.ts';
import { type DialectName, loadDialect } from '../../src/protocol/iso8583/dialect/dialect-file.ts';
import { pack, unpack } from '../../src/protocol/iso8583/elements/message-elements.ts';
import { isoLibrary } from './iso-8583-library.ts';
import { jsposLibrary } from './jspos-library.ts';
import type { Fields, Library } from './line.ts';

const PAIRS: readonly (readonly [string, Library, DialectName])[] = [
  ['iso_8583', isoLibrary, '1987-ascii'],
  ['jspos, BCD', jsposLibrary('B'), '1987-bcd'],
  ['jspos, characters', jsposLibrary('A'), '1987-ascii-hex'],
];
/** Five bytes of TPDU are not the libraries' matter. */
const NO_TPDU = { tpdu: false };

function digits(min: number, max: number = min): fc.Arbitrary<string> {
  return fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: min, maxLength: max });
}

/** As iso_8583 has `ans`: printable, without what it does not count to it. */
function text(min: number, max: number = min): fc.Arbitrary<string> {
  return fc.string({ unit: fc.constantFrom(...'abcxyzABCXYZ019 .,:/()-'), minLength: min, maxLength: max });
}

/** Odd and even numbers of digits, short and long texts, bytes, elements behind both bitmaps. */
const ELEMENTS: Readonly<Record<number, fc.Arbitrary<string>>> = {
  2: digits(12, 19),
  3: digits(6),
  4: digits(12),
  7: digits(10),
  11: digits(6),
  12: digits(6),
  13: digits(4),
  18: digits(4),
  19: digits(3),
  22: digits(3),
  25: digits(2),
  37: text(12).map((value) => value.replaceAll(/[^0-9A-Za-z]/g, '0')),
  39: digits(2),
  41: text(8),
  42: text(15),
  43: text(40),
  44: text(1, 25),
  49: digits(3),
  52: fc.uint8Array({ minLength: 8, maxLength: 8 }).map((bytes) => Buffer.from(bytes).toString('hex').toUpperCase()),
  54: digits(20, 120),
  63: text(1, 300),
};
const MESSAGES: fc.Arbitrary<Fields> = fc
  .record(ELEMENTS, { requiredKeys: [] })
  .map((elements) => ({ 0: '0200', 11: '000001', ...Object.fromEntries(Object.entries(elements)) }));
/** That of jspos in characters does not read what stands behind a second bitmap. */
const WITH_ORIGINAL = fc.tuple(MESSAGES, fc.option(digits(42), { nil: undefined })).map(([message, original]): Fields => {
  return original === undefined ? message : { ...message, 90: original };
});

function ours(layout: Layout, message: Buffer): Fields {
  const { mti, elements, problem } = unpack(layout, message);
  expect(problem).toBeUndefined();
  return Object.fromEntries([['0', mti], ...elements.map(({ number, text: value }) => [String(number), value])]);
}

/** Theirs, with bytes as we write them: iso_8583 has small letters, jspos numbers. */
function alike({ 52: pinBlock, ...fields }: Fields): Fields {
  if (pinBlock === undefined) return fields;
  const hex = pinBlock.includes(',') ? Buffer.from(pinBlock.split(',').map(Number)).toString('hex') : pinBlock;
  return { ...fields, 52: hex.toUpperCase() };
}

describe.each(PAIRS)('%s', (name, library, dialect) => {
  const layout = compileDialect({ ...loadDialect(dialect), ...NO_TPDU });

  test('what it packs is read here', () => {
    fc.assert(
      fc.property(WITH_ORIGINAL, (message) => {
        expect(ours(layout, library.pack(message))).toEqual(message);
      }),
    );
  });

  test('what is packed here it reads', () => {
    const messages = name === 'jspos, characters' ? MESSAGES : WITH_ORIGINAL;
    fc.assert(
      fc.property(messages, (message) => {
        const bytes = pack(layout, new Map(Object.entries(message).map(([number, value]) => [Number(number), value])));
        expect(alike(library.unpack(bytes))).toEqual(message);
      }),
    );
  });
});
