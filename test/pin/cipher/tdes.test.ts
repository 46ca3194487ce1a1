import { expect, test } from 'vitest';
import { createBlockCipher, decryptCbc, encryptCbc } from '../../../src/pin/cipher/block-cipher.ts';
import { adjustTdesParity, expandTdesKey } from '../../../src/pin/cipher/tdes.ts';
import { hex, input, rows, toHex } from '../vectors.ts';

test.each(rows('tdes_basic', 'tdes-ecb'))('%s', (_name, vector) => {
  const cipher = createBlockCipher('TDES', hex(input(vector, 'key')));
  const data = hex(input(vector, 'data'));
  expect(toHex(cipher.encrypt(data))).toBe(vector.expected);
  expect(cipher.decrypt(cipher.encrypt(data))).toEqual(data);
});

test.each(rows('tdes_basic', 'tdes-cbc'))('%s', (_name, vector) => {
  const [key, iv, data] = [hex(input(vector, 'key')), hex(input(vector, 'iv')), hex(input(vector, 'data'))];
  const clear = decryptCbc('TDES', key, iv, data);
  expect(toHex(clear)).toBe(vector.expected);
  expect(encryptCbc('TDES', key, iv, clear)).toEqual(data);
});

test('a double-length key K1 K2 is K1 K2 K1', () => {
  const double = hex('0123456789ABCDEFFEDCBA9876543210');
  expect(toHex(expandTdesKey(double))).toBe('0123456789ABCDEFFEDCBA98765432100123456789ABCDEF');
  const triple = createBlockCipher('TDES', expandTdesKey(double));
  expect(triple.encrypt(Buffer.alloc(8))).toEqual(createBlockCipher('TDES', double).encrypt(Buffer.alloc(8)));
});

test('the expanded key is another buffer, so that both can be zeroed', () => {
  const key = Buffer.alloc(24, 7);
  expandTdesKey(key).fill(0);
  expect(key).toEqual(Buffer.alloc(24, 7));
});

test.each([0, 7, 8, 15, 17, 23, 25, 32])('no TDES key has %i bytes', (bytes) => {
  expect(() => createBlockCipher('TDES', Buffer.alloc(bytes))).toThrow(`not ${bytes}.`);
  expect(() => expandTdesKey(Buffer.alloc(bytes))).toThrow(RangeError);
});

test.each([8, 15, 20, 33])('no AES key has %i bytes', (bytes) => {
  expect(() => createBlockCipher('AES', Buffer.alloc(bytes))).toThrow(`A key for AES has 16 or 24 or 32 bytes, not ${bytes}.`);
});

test('a part of a block is refused and disturbs no later one', () => {
  const cipher = createBlockCipher('AES', Buffer.alloc(16, 1));
  const block = Buffer.alloc(16, 2);
  const expected = cipher.encrypt(block);
  expect(() => cipher.encrypt(Buffer.alloc(5))).toThrow('whole blocks of 16 bytes');
  expect(() => cipher.decrypt(Buffer.alloc(17))).toThrow('whole blocks of 16 bytes');
  expect(cipher.encrypt(block)).toEqual(expected);
  expect(cipher.decrypt(expected)).toEqual(block);
});

test('a block is worked on in place, and nothing beyond it', () => {
  for (const [algorithm, blockBytes] of [
    ['TDES', 8],
    ['AES', 16],
  ] as const) {
    const cipher = createBlockCipher(algorithm, Buffer.alloc(16, 0x11));
    const clear = Buffer.alloc(blockBytes + 5, 0x77);
    const block = Buffer.from(clear);
    cipher.encryptBlock(block);
    expect(block.subarray(0, blockBytes)).toEqual(cipher.encrypt(clear.subarray(0, blockBytes)));
    expect(block.subarray(blockBytes)).toEqual(Buffer.alloc(5, 0x77));
    cipher.decryptBlock(block);
    expect(block).toEqual(clear);
  }
});

test('one cipher, used many times, is the same cipher each time', () => {
  const cipher = createBlockCipher('TDES', Buffer.alloc(16, 0x11));
  const first = cipher.encrypt(Buffer.alloc(8));
  for (let i = 0; i < 100; i++) cipher.encrypt(Buffer.alloc(8, i));
  expect(cipher.encrypt(Buffer.alloc(8))).toEqual(first);
});

test('parity: every byte gets an odd number of ones and keeps its upper seven bits', () => {
  for (let byte = 0; byte < 256; byte++) {
    const [adjusted = 0] = adjustTdesParity(Buffer.from([byte]));
    expect(adjusted >> 1).toBe(byte >> 1);
    expect(adjusted.toString(2).replaceAll('0', '').length % 2).toBe(1);
  }
});
