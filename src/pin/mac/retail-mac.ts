/**
 * The retail MAC: ISO/IEC 9797-1 MAC algorithm 3 over DES (ANSI X9.19).
 *
 *     H = CBC under K1, from zero, over the padded message; its last block
 *     MAC = E(K3, D(K2, H))        with K3 = K1 of a double-length key
 */
import { DES_BLOCK_BYTES, DES_KEY_BYTES, desBlock, desPasses } from '../cipher/des.ts';
import { createScratch } from '../cipher/scratch.ts';
import { decryptionSteps, encryptionSteps } from '../cipher/tdes.ts';
import type { KeyedMac } from './keyed-mac.ts';
import { paddedMacBytes, writeMacPadded } from './padding.ts';

/**
 * K1, K2 and K3, 8 bytes each. With 16 or 24 bytes, each step is TDES instead of DES. The caller
 * zeroes them.
 */
export interface RetailMacKeys {
  readonly k1: Buffer;
  readonly k2: Buffer;
  readonly k3: Buffer;
}

/**
 * Splits a TDES key into K1 K2, or K1 K2 K3; views of its memory. Throws a RangeError unless it has
 * 16 or 24 bytes.
 */
function retailMacKeys(key: Buffer): RetailMacKeys {
  if (key.length !== 16 && key.length !== 24) throw new RangeError(`A retail MAC key has 16 or 24 bytes, not ${key.length}.`);
  const k1 = key.subarray(0, DES_KEY_BYTES);
  return { k1, k2: key.subarray(DES_KEY_BYTES, 16), k3: key.length === 16 ? k1 : key.subarray(16) };
}

/**
 * Computes MACs of 8 bytes under a TDES key, or under keys given one by one. The caller zeroes the
 * keys.
 */
export function createRetailMac(key: Buffer | RetailMacKeys): KeyedMac {
  const { k1, k2, k3 } = Buffer.isBuffer(key) ? retailMacKeys(key) : key;
  const chain = desPasses(encryptionSteps(k1));
  const last = desPasses([...encryptionSteps(k1), ...decryptionSteps(k2), ...encryptionSteps(k3)]);
  const scratch = createScratch();
  return {
    compute: (message, padding) => {
      const padded = scratch(paddedMacBytes(padding, message.length, DES_BLOCK_BYTES));
      writeMacPadded(padded, padding, message, DES_BLOCK_BYTES);
      const lastAt = padded.length - DES_BLOCK_BYTES;
      for (let at = 0; at < lastAt; at += DES_BLOCK_BYTES) {
        desBlock(chain, padded, at);
        for (let i = at; i < at + DES_BLOCK_BYTES; i++) {
          padded[i + DES_BLOCK_BYTES] = (padded[i + DES_BLOCK_BYTES] as number) ^ (padded[i] as number);
        }
      }
      desBlock(last, padded, lastAt);
      const mac = Buffer.alloc(DES_BLOCK_BYTES);
      padded.copy(mac, 0, lastAt);
      padded.fill(0);
      return mac;
    },
  };
}
