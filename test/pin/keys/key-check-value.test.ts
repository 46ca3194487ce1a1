import { expect, test } from 'vitest';
import { createBlockCipher } from '../../../src/pin/cipher/block-cipher.ts';
import { keyCheckValue } from '../../../src/pin/keys/key-check-value.ts';
import { doubleLength, hex, input, rows } from '../vectors.ts';

test.each(rows('kcv', 'kcv-tdes'))('%s', (_name, vector) => {
  const value = keyCheckValue(createBlockCipher('TDES', doubleLength(input(vector, 'key'))));
  expect(value).toHaveLength(6);
  expect(value.slice(0, 2 * Number(input(vector, 'length')))).toBe(vector.expected);
});

test.each(rows('kcv_aes'))('%s', (_name, vector) => {
  expect(keyCheckValue(createBlockCipher('AES', hex(input(vector, 'key'))))).toBe(vector.expected);
});
