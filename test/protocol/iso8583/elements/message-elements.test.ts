/** Vectors: test/vectors/iso8583_subfields.json and iso8583_messages.json, each with its source. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { encodeFrame, headerKind } from '../../../../src/protocol/framing/frame.ts';
import { compileDialect, type Layout } from '../../../../src/protocol/iso8583/codec/layout.ts';
import { MessageWriter, WriteError } from '../../../../src/protocol/iso8583/codec/write/message-writer.ts';
import type { Encoding, LengthEncoding } from '../../../../src/protocol/iso8583/dialect/dialect.ts';
import { DIALECT_NAMES, loadDialect } from '../../../../src/protocol/iso8583/dialect/dialect-file.ts';
import { pack, unpack } from '../../../../src/protocol/iso8583/elements/message-elements.ts';
import { formatOf, oddDialect } from '../codec/any-message.ts';
import { vectorRows } from './subfield-vectors.ts';

interface MessageVector {
  readonly inputs: { readonly dialect: string; readonly fields: Readonly<Record<string, string>> };
  readonly expected: string;
}

const MESSAGES: readonly MessageVector[] = JSON.parse(
  readFileSync(new URL('../../../vectors/iso8583_messages.json', import.meta.url), 'utf8'),
);

function elementsOf(layout: Layout, frame: Buffer): Readonly<Record<string, string>> {
  const { mti, elements, problem } = unpack(layout, frame);
  expect(problem).toBeUndefined();
  return { '0': mti, ...Object.fromEntries(elements.map(({ number, text }) => [number, text])) };
}

/** Something legal for any element. */
function filler(layout: Layout, element: number): string {
  const format = formatOf(layout, element);
  const units = format.lengthDigits === 0 ? format.unitsMax : 1;
  if (format.class === 'b') return '00'.repeat(units);
  return format.class === 'x+n' ? `C${'0'.repeat(units - 1)}` : '0'.repeat(units);
}

describe('messages', () => {
  test.each(MESSAGES)('$inputs.dialect', ({ inputs, expected }) => {
    const layout = compileDialect(loadDialect('1987-ascii-hex'));
    const fields = new Map(Object.entries(inputs.fields).map(([number, text]) => [Number(number), text]));
    expect(pack(layout, fields).toString('hex')).toBe(expected);
    expect(elementsOf(layout, Buffer.from(expected, 'hex'))).toEqual(inputs.fields);
  });

  test('the same message in the other dialects', () => {
    const [vector] = MESSAGES;
    const fields = new Map(Object.entries(vector?.inputs.fields ?? {}).map(([number, text]) => [Number(number), text]));
    const hexOf = (name: (typeof DIALECT_NAMES)[number]): string => pack(compileDialect(loadDialect(name)), fields).toString('hex');
    const [pan, type, amount] = ['4242424242424242', '123456', '000000000100'];
    const ascii = (text: string): string => Buffer.from(text).toString('hex');
    const ebcdic = (text: string): string => [...text].map((digit) => `f${digit}`).join('');
    expect(hexOf('1987-ascii')).toBe(`${ascii('0100')}7000000000000000${ascii(`16${pan}${type}${amount}`)}`);
    expect(hexOf('1987-bcd')).toBe(`0000000000010070000000000000001642424242424242421234560000000001${'00'}`);
    expect(hexOf('1987-ebcdic')).toBe(`${ebcdic('0100')}7000000000000000${ebcdic(`16${pan}${type}${amount}`)}`);
    expect(hexOf('1993-bcd')).toBe(`01007000000000000000104242424242424242123456000000000100`);
  });
});

describe('bitmaps', () => {
  const rows = vectorRows<{ hex: string; secondary: boolean }>('iso8583-bitmap', 'fields');
  describe.each(DIALECT_NAMES)('%s', (name) => {
    const layout = compileDialect(loadDialect(name));
    test.each(rows)('elements %s', (listed, { hex, secondary }) => {
      const fields = listed.split(',').map(Number);
      const frame = pack(layout, new Map([[0, '0200'], ...fields.map((number) => [number, filler(layout, number)] as const)]));
      const { bitmapOffset, bitmapBytes, elements } = unpack(layout, frame);
      const bitmap = frame.subarray(bitmapOffset, bitmapOffset + bitmapBytes);
      expect(layout.dialect.bitmap === 'hex' ? bitmap.toString('latin1') : bitmap.toString('hex').toUpperCase()).toBe(hex);
      expect(bitmapBytes).toBe(layout.bitmapBytes * (secondary ? 2 : 1));
      expect(elements.map(({ number }) => number)).toEqual(fields);
    });
  });
});

describe('variable elements', () => {
  const LENGTHS: Readonly<Record<string, LengthEncoding>> = { ascii2: 'ascii', bcd1: 'bcd', bin1: 'binary1' };
  const DATA: Readonly<Record<string, Encoding>> = { ascii: 'ascii', 'bcd-right-pad-0': 'bcdRight', 'bcd-left-pad-0': 'bcdLeft' };
  const inputs = ['value', 'length', 'data'].map((input) => vectorRows<{ hex: string }>('iso8583-llvar', input));
  const rows = (inputs[0] ?? []).map(([value, expected], row) => ({
    value,
    length: inputs[1]?.[row]?.[0] ?? '',
    data: inputs[2]?.[row]?.[0] ?? '',
    hex: expected.hex.toLowerCase(),
  }));

  test.each(rows)('$value, length $length, as $data', ({ value, length, data, hex }) => {
    const [lengthEncoding, encoding] = [LENGTHS[length], DATA[data]];
    if (lengthEncoding === undefined || encoding === undefined) throw new Error('The vector names an encoding that is not known.');
    const layout = compileDialect(oddDialect({ formatClass: 'n', encoding, length: lengthEncoding, counts: 'units', unitsMax: 19 }));
    const frame = pack(
      layout,
      new Map([
        [0, '0200'],
        [2, value],
      ]),
    );
    expect(frame.subarray(12).toString('hex')).toBe(hex);
    expect(elementsOf(layout, frame)).toEqual({ '0': '0200', '2': value });
  });
});

describe('length headers', () => {
  test.each(vectorRows<{ hex: string; valid: boolean }>('tcp-length-header-2byte-be', 'bodyLength'))(
    '%s bytes',
    (length, { hex, valid }) => {
      const header = headerKind('2b', false);
      const framed = (): string =>
        encodeFrame(header, Buffer.alloc(Number(length)))
          .toString('hex', 0, 2)
          .toUpperCase();
      if (!valid) expect(framed).toThrow(RangeError);
      else {
        expect(framed()).toBe(hex);
        expect(header.read(Buffer.from(hex, 'hex'), 0)).toBe(Number(length));
      }
    },
  );
});

describe('amounts', () => {
  test.each(vectorRows<{ de4: string }>('iso8583-de4', 'minorUnits'))('%s', (minor, { de4 }) => {
    for (const name of DIALECT_NAMES) {
      const layout = compileDialect(loadDialect(name));
      const writer = new MessageWriter(layout);
      writer.begin(200, false);
      writer.putInteger(4, Number(minor));
      expect(elementsOf(layout, writer.finish())).toEqual({ '0': '0200', '4': de4 });
    }
  });
});

describe('what cannot be packed', () => {
  const layout = compileDialect(loadDialect('1987-ascii'));
  test.each([
    ['an MTI of letters', [[0, 'ABCD']], 0],
    ['no MTI', [[4, '1']], 0],
    [
      'a third bitmap',
      [
        [0, '0200'],
        [65, '0'],
      ],
      65,
    ],
    [
      'an element behind the last',
      [
        [0, '0200'],
        [129, '0'],
      ],
      129,
    ],
    [
      'a PAN of 20 digits',
      [
        [0, '0200'],
        [2, '0'.repeat(20)],
      ],
      2,
    ],
    [
      'a PIN block of 9 bytes',
      [
        [0, '0200'],
        [52, '00'.repeat(9)],
      ],
      52,
    ],
    [
      'an element of 1,000 characters',
      [
        [0, '0200'],
        [48, 'A'.repeat(1_000)],
      ],
      48,
    ],
  ] as const)('%s', (_what, elements, element) => {
    const packed = (): Buffer => pack(layout, new Map<number, string>(elements));
    expect(packed).toThrow(WriteError);
    expect(packed).toThrow(expect.objectContaining({ element, code: 'iso8583Write' }));
  });

  test('short texts are filled: digits with zeros on the left, characters with blanks on the right, bytes with zeros', () => {
    const frame = pack(
      layout,
      new Map([
        [0, '0200'],
        [4, '7'],
        [41, 'AB'],
        [52, 'FF'],
      ]),
    );
    expect(elementsOf(layout, frame)).toEqual({ '0': '0200', '4': '000000000007', '41': 'AB      ', '52': 'FF00000000000000' });
  });
});
