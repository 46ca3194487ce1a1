/** Triple DES (NIST SP 800-67): its keys and its sequence of DES operations. */
import { DES_KEY_BYTES, type DesStep } from './des.ts';

/**
 * Enciphering under K1 K2 K3: E(K1) D(K2) E(K3), where K3 = K1 for a double-length key (section
 * 3.2). A key of 8 bytes means single DES, for the retail MAC. The steps are views of the key's
 * memory.
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

/** Deciphering: the inverse operations in reverse order. */
export function decryptionSteps(key: Buffer): readonly DesStep[] {
  return encryptionSteps(key)
    .map((step): DesStep => ({ operation: step.operation === 'E' ? 'D' : 'E', key: step.key }))
    .reverse();
}

/**
 * The 24 bytes K1 K2 K3 that OpenSSL needs, from a double-length key (K1 K2 becomes K1 K2 K1) or a
 * triple-length key. Always a new buffer; the caller zeroes both after use.
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
 * Sets the lowest bit of each byte, in place, to give the byte odd parity (SP 800-67, section 3.1).
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
