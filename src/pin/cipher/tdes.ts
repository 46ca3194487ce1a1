/** Triple DES (NIST SP 800-67): its keys, and the row of DES operations that it is. */
import { DES_KEY_BYTES, type DesStep } from './des.ts';

/**
 * Enciphering under K1 K2 K3: E(K1) D(K2) E(K3), with K3 = K1 under a double-length key (section
 * 3.2). A key of 8 bytes is single DES, for the retail MAC. The steps share the key's memory.
 */
export function encryptionSteps(key: Buffer): readonly DesStep[] {
  if (key.length === DES_KEY_BYTES) return [{ operation: 'E', key }];
  const part = (number: number): Buffer => {
    const start = (number * DES_KEY_BYTES) % key.length;
    return key.subarray(start, start + DES_KEY_BYTES);
  };
  return [
    { operation: 'E', key: part(0) },
    { operation: 'D', key: part(1) },
    { operation: 'E', key: part(2) },
  ];
}

/** Deciphering: the same backwards. */
export function decryptionSteps(key: Buffer): readonly DesStep[] {
  return encryptionSteps(key)
    .map((step): DesStep => ({ operation: step.operation === 'E' ? 'D' : 'E', key: step.key }))
    .reverse();
}

/**
 * The 24 bytes K1 K2 K3 that OpenSSL takes, of a double-length key (K1 K2 becomes K1 K2 K1) or a
 * triple-length one. Always a new buffer: the caller zeroes it, and its own, after use.
 */
export function expandTdesKey(key: Buffer): Buffer {
  if (key.length !== 16 && key.length !== 24) {
    throw new RangeError(`A TDES key has 16 or 24 bytes, not ${key.length}.`);
  }
  const expanded = Buffer.alloc(24);
  key.copy(expanded);
  if (key.length === 16) key.copy(expanded, 16, 0, 8);
  return expanded;
}

/**
 * Sets the lowest bit of each byte so that the byte has odd parity (SP 800-67, section 3.1); in
 * place.
 */
export function adjustTdesParity(key: Buffer): Buffer {
  for (let i = 0; i < key.length; i++) {
    const byte = key[i] as number;
    let ones = 0;
    for (let bit = 1; bit < 8; bit++) ones += (byte >> bit) & 1;
    key[i] = (byte & 0xfe) | (ones % 2 === 0 ? 1 : 0);
  }
  return key;
}
