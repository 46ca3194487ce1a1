/** Bytes → elements → the same bytes: every dialect that is shipped, and every way in which another may write an element. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileDialect, type Layout } from '../../../../src/protocol/iso8583/codec/layout.ts';
import { LENGTH_COUNTS, LENGTH_ENCODINGS, type LengthEncoding, THIRD_BITMAPS } from '../../../../src/protocol/iso8583/dialect/dialect.ts';
import { DIALECT_NAMES, loadDialect } from '../../../../src/protocol/iso8583/dialect/dialect-file.ts';
import { isWholeFrame, pack, unpack } from '../../../../src/protocol/iso8583/elements/message-elements.ts';
import { runs } from '../../../support/property-settings.ts';
import { anyMessage, ENCODINGS_OF_CLASS, type OddSpec, oddDialect } from '../codec/any-message.ts';

function textsOf(layout: Layout, frame: Buffer): ReadonlyMap<number, string> {
  const { mti, elements, problem, endOffset } = unpack(layout, frame);
  expect(problem).toBeUndefined();
  expect(endOffset).toBe(frame.length);
  return new Map([[0, mti], ...elements.map(({ number, text }) => [number, text] as const)]);
}

describe.each(DIALECT_NAMES)('%s', (name) => {
  const layout = compileDialect(loadDialect(name));

  test('reads back what it wrote, and writes the same again', () => {
    fc.assert(
      fc.property(anyMessage(layout), fc.uint8Array({ minLength: layout.headBytes, maxLength: layout.headBytes }), (elements, tpdu) => {
        const frame = pack(layout, elements, tpdu);
        expect(textsOf(layout, frame)).toEqual(elements);
        const read = unpack(layout, frame);
        expect(read.tpdu).toEqual(Buffer.from(tpdu));
        expect(pack(layout, textsOf(layout, frame), read.tpdu)).toEqual(frame);
      }),
      { numRuns: runs(100) },
    );
  });

  test('finds the elements before a cut, and says where it is', () => {
    fc.assert(
      fc.property(anyMessage(layout), fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }), (elements, part) => {
        const whole = pack(layout, elements);
        const frame = whole.subarray(0, Math.floor(whole.length * part));
        const { elements: found, problem, mti } = unpack(layout, frame);
        if (problem === undefined) throw new Error('A message that was cut is not whole.');
        expect(['mtiTruncated', 'bitmapTruncated', 'truncated']).toContain(problem.kind);
        expect(problem.offset).toBe(frame.length);
        expect(mti).toBe(problem.kind === 'mtiTruncated' ? '' : elements.get(0));
        for (const { number, text, valueOffset, valueBytes } of found) {
          expect(text).toBe(elements.get(number));
          expect(valueOffset + valueBytes).toBeLessThanOrEqual(frame.length);
          expect(number).toBeLessThan(problem.element);
        }
      }),
      { numRuns: runs(100) },
    );
  });

  test('reads a frame the same whatever was read before', () => {
    fc.assert(
      fc.property(
        anyMessage(layout),
        fc.uint8Array({ maxLength: 8 }),
        fc.double({ min: 0, max: 2, noNaN: true }),
        (elements, noise, part) => {
          const whole = pack(layout, elements);
          const frame = Buffer.concat([whole.subarray(0, Math.floor(whole.length * part)), noise]);
          const fresh = unpack(compileDialect(loadDialect(name)), frame);
          expect(unpack(layout, frame)).toEqual(fresh);
          expect(isWholeFrame(layout, frame)).toBe(fresh.problem === undefined);
        },
      ),
      { numRuns: runs(50) },
    );
  });
});

/** Of both parities, and long enough to need three and four digits of length. */
function oddSpecs(): readonly OddSpec[] {
  const specs: OddSpec[] = [];
  for (const [formatClass, encodings] of Object.entries(ENCODINGS_OF_CLASS)) {
    for (const encoding of encodings) {
      for (const length of LENGTH_ENCODINGS) {
        for (const counts of LENGTH_COUNTS) {
          for (const unitsMax of [19, 124]) specs.push({ formatClass, encoding, length, counts, unitsMax });
          // One byte counts at most 255, so longer elements are refused with it.
          for (const lengthDigits of [4, 6])
            specs.push({ formatClass, encoding, length, counts, unitsMax: length === 'binary1' ? 60 : 1_200, lengthDigits });
        }
      }
    }
  }
  return specs;
}

/** A count of bytes does not tell whether a half byte of 0 is a digit or fills: one digit more is read. */
function readsFill({ formatClass, encoding, counts, unitsMax }: OddSpec, digits: number): boolean {
  const isPacked = encoding === 'bcdLeft' || encoding === 'bcdRight' || (encoding === 'bcdRightF' && formatClass === 'x+n');
  return isPacked && counts === 'bytes' && digits % 2 === 1 && digits < unitsMax;
}

function signless(text: string): string {
  return text.replace(/^[CD]/, '');
}

const SPECS = oddSpecs();

describe('dialects that nobody ships', () => {
  test.each(LENGTH_ENCODINGS)('every class and encoding, counted every way, with %s lengths', (length: LengthEncoding) => {
    const chosen = SPECS.filter((spec) => spec.length === length);
    expect(chosen).toHaveLength((3 * 6 + 2 * 3) * 3 * 4);
    for (const spec of chosen) {
      const layout = compileDialect(oddDialect(spec));
      const isSigned = spec.formatClass === 'x+n';
      fc.assert(
        fc.property(anyMessage(layout, 4), (elements) => {
          const frame = pack(layout, elements);
          const texts = textsOf(layout, frame);
          expect(pack(layout, texts)).toEqual(frame);
          for (const [number, text] of elements) {
            const isVariable = number === 2 || number === 70;
            const digits = isSigned ? text.length - 1 : text.length;
            if (isVariable && readsFill(spec, digits)) expect(signless(texts.get(number) ?? '')).toContain(signless(text));
            else expect(texts.get(number)).toBe(text);
          }
        }),
        { numRuns: runs(5) },
      );
    }
  });

  test.each(['ascii', 'ebcdic', 'bcdLeft'] as const)('MTI in %s before each form of the bitmap', (mti) => {
    for (const bitmap of ['raw', 'hex', 'ebcdicHex'] as const) {
      for (const tpdu of [true, false]) {
        const layout = compileDialect({ ...loadDialect('1987-ascii'), mti, bitmap, tpdu });
        fc.assert(
          fc.property(anyMessage(layout, 8), (elements) => {
            expect(textsOf(layout, pack(layout, elements))).toEqual(elements);
          }),
          { numRuns: runs(20) },
        );
      }
    }
  });

  /** The header of a frame counts at most 65,535 bytes, so one element may nearly fill it. */
  test('the longest element, in every length that can count it', () => {
    for (const [length, lengthDigits] of [
      ['ascii', 5],
      ['ascii', 6],
      ['ebcdic', 6],
      ['bcd', 5],
      ['bcd', 6],
      ['binary2', 6],
      ['hex', 4],
      ['hex', 6],
      ['ebcdicHex', 4],
    ] as const) {
      const layout = compileDialect(
        oddDialect({ formatClass: 'ans', encoding: 'ascii', length, counts: 'units', unitsMax: 65_535, lengthDigits }),
      );
      const elements = new Map([
        [0, '0200'],
        [2, 'x'.repeat(65_535)],
        [4, 'ABCD'],
      ]);
      expect(textsOf(layout, pack(layout, elements))).toEqual(elements);
    }
  });

  test.each(THIRD_BITMAPS.filter((place) => place !== 'none'))('a third bitmap, %s', (thirdBitmap) => {
    for (const bitmap of ['raw', 'hex', 'ebcdicHex'] as const) {
      const plain = loadDialect('1987-ascii');
      const more = Object.fromEntries(
        Array.from({ length: 64 }, (_none, index) => [
          String(129 + index),
          { name: `Element ${129 + index}`, format: index % 2 === 0 ? 'ans ...40' : 'n 4' },
        ]),
      );
      const layout = compileDialect({ ...plain, bitmap, thirdBitmap, elements: { ...plain.elements, ...more } });
      fc.assert(
        fc.property(anyMessage(layout), fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }), (elements, part) => {
          const frame = pack(layout, elements);
          expect(textsOf(layout, frame)).toEqual(elements);
          const { thirdBitmapOffset, bitmapOffset } = unpack(layout, frame);
          const last = Math.max(...elements.keys());
          expect(thirdBitmapOffset > bitmapOffset).toBe(last > 128);
          const cut = unpack(layout, frame.subarray(0, Math.floor(frame.length * part)));
          expect(['mtiTruncated', 'bitmapTruncated', 'truncated']).toContain(cut.problem?.kind);
          for (const { number, text } of cut.elements) expect(text).toBe(elements.get(number));
        }),
        { numRuns: runs(60) },
      );
    }
  });

  test('a third bitmap that the dialect does not have is neither read nor written', () => {
    const plain = loadDialect('1987-ascii');
    const layout = compileDialect({
      ...plain,
      thirdBitmap: 'behindSecond',
      elements: { ...plain.elements, '130': { name: 'More', format: 'ans ...9' } },
    });
    const frame = pack(
      layout,
      new Map([
        [0, '0800'],
        [11, '000001'],
        [130, 'test'],
      ]),
    );
    expect(frame.toString('hex')).toBe(
      `30383030${'8020000000000000'}${'8000000000000000'}${'4000000000000000'}${Buffer.from('000001004test').toString('hex')}`,
    );
    expect(unpack(compileDialect(plain), frame).problem?.kind).not.toBeUndefined();
    expect(() =>
      pack(
        compileDialect(plain),
        new Map([
          [0, '0800'],
          [130, 'test'],
        ]),
      ),
    ).toThrow('The dialect has no element 130.');
  });
});
