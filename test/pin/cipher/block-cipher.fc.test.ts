import { createCipheriv, createDecipheriv } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createBlockCipher } from '../../../src/pin/cipher/block-cipher.ts';
import { desBlock, desPasses } from '../../../src/pin/cipher/des.ts';
import { expandTdesKey } from '../../../src/pin/cipher/tdes.ts';
import { runs } from '../../support/property-settings.ts';

const bytes = (count: number) => fc.uint8Array({ minLength: count, maxLength: count }).map((array) => Buffer.from(array));
const blocks = (blockBytes: number) => fc.integer({ min: 0, max: 5 }).chain((count) => bytes(count * blockBytes));

/** OpenSSL's answer, in ECB without padding. */
function openSsl(name: string, key: Buffer, data: Buffer): { readonly encrypted: Buffer; readonly decrypted: Buffer } {
  return {
    encrypted: createCipheriv(`${name}-ecb`, key, null).setAutoPadding(false).update(data),
    decrypted: createDecipheriv(`${name}-ecb`, key, null).setAutoPadding(false).update(data),
  };
}

test.each([16, 24])('TDES of our own is TDES of OpenSSL, under keys of %i bytes', (keyBytes) => {
  fc.assert(
    fc.property(bytes(keyBytes), blocks(8), (key, data) => {
      const cipher = createBlockCipher('TDES', key);
      const expected = openSsl('des-ede3', expandTdesKey(key), data);
      expect(cipher.encrypt(data)).toEqual(expected.encrypted);
      expect(cipher.decrypt(data)).toEqual(expected.decrypted);
    }),
    { numRuns: runs(500) },
  );
});

test.each([16, 24, 32])('AES of our own is AES of OpenSSL, under keys of %i bytes', (keyBytes) => {
  fc.assert(
    fc.property(bytes(keyBytes), blocks(16), (key, data) => {
      const cipher = createBlockCipher('AES', key);
      const expected = openSsl(`aes-${keyBytes * 8}`, key, data);
      expect(cipher.encrypt(data)).toEqual(expected.encrypted);
      expect(cipher.decrypt(data)).toEqual(expected.decrypted);
    }),
    { numRuns: runs(500) },
  );
});

test('DES is TDES under K K K, and works on the block at its place only', () => {
  fc.assert(
    fc.property(bytes(8), bytes(24), (key, data) => {
      const expected = openSsl('des-ede3', Buffer.concat([key, key, key]), data.subarray(8, 16));
      const work = Buffer.from(data);
      desBlock(desPasses([{ operation: 'E', key }]), work, 8);
      expect(work).toEqual(Buffer.concat([data.subarray(0, 8), expected.encrypted, data.subarray(16)]));
      desBlock(desPasses([{ operation: 'D', key }]), work, 8);
      expect(work).toEqual(data);
    }),
    { numRuns: runs(500) },
  );
});

test('the key and what is enciphered are left as they are', () => {
  for (const algorithm of ['TDES', 'AES'] as const) {
    const key = Buffer.alloc(16, 0x3d);
    const data = Buffer.alloc(32, 0x41);
    const cipher = createBlockCipher(algorithm, key);
    cipher.encrypt(data);
    cipher.decrypt(data);
    expect([key, data]).toEqual([Buffer.alloc(16, 0x3d), Buffer.alloc(32, 0x41)]);
  }
});
