import { describe, expect, it, test } from 'vitest';
import { FrameError } from '../../../src/protocol/errors.ts';
import { encodeFrame, FrameReader, HEADER_4B, headerKind } from '../../../src/protocol/framing/frame.ts';
import { HEADER_NAMES, type HeaderName } from '../../../src/protocol/iso8583/dialect/dialect.ts';

/** The header of a payload of `length` bytes, in hexadecimal. */
const WRITTEN: readonly (readonly [HeaderName, boolean, number, string])[] = [
  ['2b', false, 0, '0000'],
  ['2b', false, 0x0102, '0102'],
  ['2b', false, 65_535, 'ffff'],
  ['2b', true, 0, '0002'],
  ['2b', true, 65_533, 'ffff'],
  ['4b', false, 0x01020304, '01020304'],
  ['4b', false, 0xffff_ffff, 'ffffffff'],
  ['4b', true, 0, '00000004'],
  ['4b', true, 0xffff_fffb, 'ffffffff'],
  ['2a', false, 7, '3037'],
  ['2a', false, 99, '3939'],
  ['2a', true, 0, '3032'],
  ['2a', true, 97, '3939'],
  ['4a', false, 0, '30303030'],
  ['4a', false, 120, '30313230'],
  ['4a', false, 9_999, '39393939'],
  ['4a', true, 0, '30303034'],
  ['4a', true, 9_995, '39393939'],
  ['2bcd', false, 120, '0120'],
  ['2bcd', false, 9_999, '9999'],
  ['2bcd', true, 0, '0002'],
  ['2bcd', true, 9_997, '9999'],
  ['2le', false, 0x0102, '0201'],
  ['2le', false, 65_535, 'ffff'],
  ['2le', true, 0, '0200'],
  ['2le', true, 65_533, 'ffff'],
  ['4le', false, 0x01020304, '04030201'],
  ['4le', false, 0xffff_ffff, 'ffffffff'],
  ['4le', true, 0, '04000000'],
  ['1', false, 0, '00'],
  ['1', false, 255, 'ff'],
  ['1', true, 0, '01'],
  ['1', true, 254, 'ff'],
];
const ALL = HEADER_NAMES.flatMap((name) => [headerKind(name, false), headerKind(name, true)]);

/** What these bytes give as the start of a stream: a length that is waited for, frames, or an error's code. */
function codeOf(name: HeaderName, inclusive: boolean, hex: string): string {
  const reader = new FrameReader(headerKind(name, inclusive), 1_000);
  try {
    reader.push(Buffer.from(hex, 'hex'), () => undefined);
    return 'read';
  } catch (error) {
    expect(error).toBeInstanceOf(FrameError);
    expect(reader.pendingBytes).toBe(0);
    return error instanceof FrameError ? error.code : '';
  }
}

describe('headerKind', () => {
  it('is the same object each time; HEADER_4B is one of them', () => {
    for (const name of HEADER_NAMES) expect(headerKind(name, true)).toBe(headerKind(name, true));
    expect(headerKind('4b', false)).toBe(HEADER_4B);
    expect(new Set(ALL).size).toBe(2 * HEADER_NAMES.length);
    expect(new Set(ALL.map(({ name }) => name)).size).toBe(ALL.length);
    expect(new Set(ALL.map(({ description }) => description)).size).toBe(ALL.length);
  });

  test.each(WRITTEN)('%s, inclusive %s: %i bytes are %s', (name, inclusive, length, hex) => {
    const kind = headerKind(name, inclusive);
    const bytes = Buffer.alloc(kind.bytes + 2, 0xee);
    kind.write(bytes, length, 1);
    expect(bytes.toString('hex')).toBe(`ee${hex}ee`);
    expect(kind.read(bytes, 1)).toBe(length);
  });

  test.each(ALL)('$name: more than it can say is refused before anything is written', (kind) => {
    const bytes = Buffer.alloc(kind.bytes, 0xee);
    kind.write(bytes, kind.lengthMax, 0);
    expect(kind.read(bytes, 0)).toBe(kind.lengthMax);
    bytes.fill(0xee);
    const sentence = `A message is longer than the ${kind.lengthMax} bytes that a ${kind.description} can say; choose another header.`;
    expect(() => kind.write(bytes, kind.lengthMax + 1, 0)).toThrow(expect.objectContaining({ code: 'frameTooLong', message: sentence }));
    expect(bytes.equals(Buffer.alloc(kind.bytes, 0xee))).toBe(true);
  });

  it('says so of a whole frame', () => {
    expect(() => encodeFrame(headerKind('2a', true), Buffer.alloc(98))).toThrow(FrameError);
    expect(encodeFrame(headerKind('2a', true), Buffer.alloc(97))).toHaveLength(99);
  });
});

describe('a header that is none ends the stream', () => {
  const BAD: readonly (readonly [string, HeaderName, boolean, string])[] = [
    ['a letter', '4a', false, '30413230'],
    ['the character before 0', '4a', false, '3031322f'],
    ['the character after 9', '4a', false, '3031323a'],
    ['a sign', '4a', false, '2b303132'],
    ['blanks', '4a', false, '20203132'],
    ['binary', '4a', false, '00000078'],
    ['EBCDIC digits', '4a', false, 'f0f1f2f0'],
    ['a letter of two', '2a', false, '4830'],
    ['nibble A in front', '2bcd', false, 'a120'],
    ['nibble F at the end', '2bcd', false, '012f'],
    ['nibble A in the first byte', '2bcd', false, '0a20'],
    ['nibble B in the second byte', '2bcd', false, '01b0'],
    ['less than itself', '2b', true, '0001'],
    ['zero', '2b', true, '0000'],
    ['less than itself', '4b', true, '00000003'],
    ['less than itself', '2a', true, '3031'],
    ['less than itself', '4a', true, '30303033'],
    ['less than itself', '2bcd', true, '0001'],
    ['less than itself', '2le', true, '0100'],
    ['less than itself', '4le', true, '03000000'],
    ['zero', '1', true, '00'],
  ];
  test.each(BAD)('%s (%s, inclusive %s)', (_what, name, inclusive, hex) => {
    expect(codeOf(name, inclusive, hex)).toBe('badHeader');
  });

  it('with a sentence that says what was expected, and nothing of what came', () => {
    const reader = new FrameReader(headerKind('4a', true));
    expect(() => reader.push(Buffer.from('0800'.repeat(3).replace('0', 'X')), () => undefined)).toThrow(
      'A frame does not begin with a 4-digit ASCII header that counts itself; check which header the other side sends.',
    );
  });

  it('after the frames in front of it were given', () => {
    const reader = new FrameReader(headerKind('4a', false));
    const seen: string[] = [];
    expect(() => reader.push(Buffer.from('0003one0003twoHTTP'), (frame) => void seen.push(frame.toString()))).toThrow(FrameError);
    expect(seen).toEqual(['one', 'two']);
  });

  it('only when it is whole', () => {
    const reader = new FrameReader(headerKind('4a', false));
    reader.push(Buffer.from('X00'), () => undefined);
    expect(() => reader.push(Buffer.from('1'), () => undefined)).toThrow(FrameError);
  });
});

describe('a claimed length', () => {
  // The limit here is 1,000, which a header of one byte cannot claim: test/protocol/framing/frame.fc.test.ts.
  test.each([
    ['2b', false, '03e8', '03e9'],
    ['2b', true, '03ea', '03eb'],
    ['4b', false, '000003e8', 'ffffffff'],
    ['4b', true, '000003ec', '000003ed'],
    ['4a', false, '31303030', '31303031'],
    ['4a', true, '31303034', '31303035'],
    ['2bcd', false, '1000', '1001'],
    ['2bcd', true, '1002', '1003'],
    ['2le', false, 'e803', 'e903'],
    ['2le', true, 'ea03', 'eb03'],
    ['4le', false, 'e8030000', 'ffffffff'],
    ['4le', true, 'ec030000', 'ed030000'],
  ] as const)('%s, inclusive %s: at the limit is waited for, beyond it refused before anything is kept', (name, inclusive, at, beyond) => {
    expect(codeOf(name, inclusive, at)).toBe('read');
    expect(codeOf(name, inclusive, beyond)).toBe('frameTooLong');
  });
});
