import { expect, test } from 'vitest';
import { createBlockCipher } from '../../../src/pin/cipher/block-cipher.ts';
import { cmac, createCmac } from '../../../src/pin/mac/cmac.ts';
import { hex, input, rows, toHex, vectors } from '../vectors.ts';

test.each(rows('cmac_nist'))('%s', (_name, vector) => {
  const cipher = createBlockCipher(vector.algorithm === 'aes-cmac' ? 'AES' : 'TDES', hex(input(vector, 'key')));
  expect(toHex(cmac(cipher, hex(input(vector, 'data'))))).toBe(vector.expected);
});

test.each(rows('cmac_nist'))('kept for many messages: %s', (_name, vector) => {
  const kept = createCmac(vector.algorithm === 'aes-cmac' ? 'AES' : 'TDES', hex(input(vector, 'key')));
  const data = hex(input(vector, 'data'));
  kept.compute(Buffer.alloc(21, 1), 1);
  expect(toHex(kept.compute(data, 1))).toBe(vector.expected);
});

function verifies(key: Buffer, data: Buffer, tag: Buffer): boolean {
  return cmac(createBlockCipher('AES', key), data).equals(tag);
}

test('Wycheproof: every vector is accepted or refused as it says', () => {
  const unlike: string[] = [];
  let refusedKeys = 0;
  for (const vector of vectors('cmac_wycheproof')) {
    const { valid } = vector.expected as { valid: boolean };
    const key = hex(input(vector, 'key'));
    if (![16, 24, 32].includes(key.length)) {
      expect(valid).toBe(false);
      expect(() => createBlockCipher('AES', key)).toThrow(RangeError);
      refusedKeys++;
      continue;
    }
    if (verifies(key, hex(input(vector, 'data')), hex(input(vector, 'tag'))) !== valid) unlike.push(vector.source);
  }
  expect(unlike).toEqual([]);
  expect(refusedKeys).toBe(2);
});

test('the message is left as it is', () => {
  const message = Buffer.alloc(33, 5);
  cmac(createBlockCipher('AES', Buffer.alloc(16)), message);
  expect(message).toEqual(Buffer.alloc(33, 5));
});
