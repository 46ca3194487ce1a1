import { expect, test } from 'vitest';
import { createBlockCipher } from '../../../src/pin/cipher/block-cipher.ts';
import { hex, input, rows, toHex } from '../vectors.ts';

test.each(rows('aes_fips197'))('%s', (_name, vector) => {
  const cipher = createBlockCipher('AES', hex(input(vector, 'key')));
  const data = hex(input(vector, 'data'));
  const enciphered = cipher.encrypt(data);
  expect(toHex(enciphered)).toBe(vector.expected);
  expect(cipher.decrypt(enciphered)).toEqual(data);
});
