/**
 * The retail MAC: ISO/IEC 9797-1 MAC algorithm 3 over DES (ANSI X9.19).
 *
 *     H = CBC under K1, from zero, over the padded message; its last block
 *     MAC = E(K3, D(K2, H))        with K3 = K1 of a double-length key
 */
import { createBlockChain } from './block-chain.ts';
import { createBlockCipher } from './block-cipher.ts';
import type { KeyedMac } from './keyed-mac.ts';
import { paddedMacBytes, writeMacPadded } from './mac-padding.ts';
import { createScratch } from './scratch.ts';

const DES_BYTES = 8;

/** K1, K2 and K3, 8 bytes each; 16 or 24 make each step one of TDES. The caller zeroes them. */
export interface RetailMacKeys {
  readonly k1: Buffer;
  readonly k2: Buffer;
  readonly k3: Buffer;
}

/** The keys of a TDES key: K1 K2, or K1 K2 K3. They share its memory. Throws a RangeError on other lengths than 16 and 24. */
function retailMacKeys(key: Buffer): RetailMacKeys {
  if (key.length !== 16 && key.length !== 24) throw new RangeError(`A retail MAC key has 16 or 24 bytes, not ${key.length}.`);
  const k1 = key.subarray(0, DES_BYTES);
  return { k1, k2: key.subarray(DES_BYTES, 16), k3: key.length === 16 ? k1 : key.subarray(16) };
}

/** OpenSSL 3 has no single DES; under K K, TDES is DES under K. A new buffer. */
function doubled(key: Buffer): Buffer {
  return key.length === DES_BYTES ? Buffer.concat([key, key]) : Buffer.concat([key]);
}

/** MACs of 8 bytes under a TDES key, or under keys given one by one; the caller zeroes them. */
export function createRetailMac(key: Buffer | RetailMacKeys): KeyedMac {
  const { k1, k2, k3 } = Buffer.isBuffer(key) ? retailMacKeys(key) : key;
  const [first, second, third] = [doubled(k1), doubled(k2), doubled(k3)] as const;
  const chain = createBlockChain('TDES', first);
  const middle = createBlockCipher('TDES', second);
  const outer = createBlockCipher('TDES', third);
  for (const copy of [first, second, third]) copy.fill(0);
  const scratch = createScratch();
  return {
    compute: (message, padding) => {
      const padded = scratch(paddedMacBytes(padding, message.length, DES_BYTES));
      writeMacPadded(padded, padding, message, DES_BYTES);
      const last = chain.last(padded);
      padded.fill(0);
      const between = middle.decrypt(last);
      last.fill(0);
      const mac = outer.encrypt(between);
      between.fill(0);
      return mac;
    },
  };
}
