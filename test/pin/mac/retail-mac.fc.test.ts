import { createCipheriv, createDecipheriv } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MAC_PADDINGS, padMac } from '../../../src/pin/mac/padding.ts';
import { createRetailMac } from '../../../src/pin/mac/retail-mac.ts';
import { runs } from '../../support/property-settings.ts';

const bytes = (min: number, max: number) => fc.uint8Array({ minLength: min, maxLength: max }).map((array) => Buffer.from(array));
const thrice = (key: Buffer) => Buffer.concat([key, key, key]);

/** The rule in OpenSSL's words: CBC under K1, then D(K2) and E(K3) on its last block; DES is TDES under K K K. */
function plainMac(key: Buffer, padded: Buffer): Buffer {
  const [k1, k2] = [key.subarray(0, 8), key.subarray(8, 16)];
  const k3 = key.length === 24 ? key.subarray(16) : k1;
  const chained = createCipheriv('des-ede3-cbc', thrice(k1), Buffer.alloc(8)).setAutoPadding(false).update(padded).subarray(-8);
  const between = createDecipheriv('des-ede3-ecb', thrice(k2), null).setAutoPadding(false).update(chained);
  return createCipheriv('des-ede3-ecb', thrice(k3), null).setAutoPadding(false).update(between);
}

test('any key, padding and message: what OpenSSL makes of them', () => {
  const keys = fc.oneof(bytes(16, 16), bytes(24, 24));
  fc.assert(
    fc.property(keys, fc.constantFrom(...MAC_PADDINGS), bytes(0, 300), (key, padding, message) => {
      expect(createRetailMac(key).compute(message, padding)).toEqual(plainMac(key, padMac(padding, message, 8)));
    }),
    { numRuns: runs(500) },
  );
});
