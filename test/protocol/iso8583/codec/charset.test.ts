import { describe, expect, test } from 'vitest';
import { FROM_EBCDIC, HEX_VALUE, NIBBLE_DIGIT, TO_EBCDIC } from '../../../../src/protocol/iso8583/codec/charset.ts';

/** Bytes 40 to FF as ISO-8859-1, a row of 16 each: the codec `cp037` of Python 3.11, made from Unicode's CP037.TXT. */
const CP037 = `
20a0e2e4e0e1e3e5e7f1a22e3c282b7c
26e9eaebe8edeeefecdf21242a293bac
2d2fc2c4c0c1c3c5c7d1a62c255f3e3f
f8c9cacbc8cdcecfcc603a2340273d22
d8616263646566676869abbbf0fdfeb1
b06a6b6c6d6e6f707172aabae6b8c6a4
b57e737475767778797aa1bfd0dddeae
5ea3a5b7a9a7b6bcbdbe5b5dafa8b4d7
7b414243444546474849adf4f6f2f3f5
7d4a4b4c4d4e4f505152b9fbfcf9faff
5cf7535455565758595ab2d4d6d2d3d5
30313233343536373839b3dbdcd9da9f
`;

test('every byte of code page 037 from 40 on', () => {
  const latin1 = Buffer.from(CP037.replace(/\s/g, ''), 'hex');
  expect(Buffer.from(FROM_EBCDIC.subarray(0x40))).toEqual(latin1);
  expect(new Set(latin1).size).toBe(192);
});

test('control characters read as blanks, and what code page 037 has not is written as one', () => {
  expect([...FROM_EBCDIC.subarray(0, 0x40)]).toEqual(new Array(64).fill(0x20));
  const written = Array.from({ length: 256 }, (_none, char) => char).filter((char) => FROM_EBCDIC[TO_EBCDIC[char] ?? 0] !== char);
  expect(written).toHaveLength(256 - 192);
  for (const char of written) expect(TO_EBCDIC[char]).toBe(0x40);
});

describe('digits and letters of known places', () => {
  test.each([
    ['0', 0xf0],
    ['9', 0xf9],
    ['A', 0xc1],
    ['I', 0xc9],
    ['J', 0xd1],
    ['S', 0xe2],
    ['Z', 0xe9],
    ['a', 0x81],
    [' ', 0x40],
    ['=', 0x7e],
    ['Å', 0x67],
    ['Ø', 0x80],
    ['Æ', 0x9e],
    ['å', 0x47],
    ['ø', 0x70],
    ['æ', 0x9c],
  ])('%s is %i', (char, byte) => {
    expect(TO_EBCDIC[char.charCodeAt(0)]).toBe(byte);
    expect(FROM_EBCDIC[byte]).toBe(char.charCodeAt(0));
  });
});

test('hexadecimal digits of both cases, and nothing else', () => {
  for (let char = 0; char < 256; char += 1) {
    const text = String.fromCharCode(char);
    expect(HEX_VALUE[char]).toBe(/[0-9a-fA-F]/.test(text) ? Number.parseInt(text, 16) : 255);
  }
  expect(Buffer.from(NIBBLE_DIGIT).toString('latin1')).toBe('0123456789ABCDEF');
});
