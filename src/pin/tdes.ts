/** Triple DES keys (NIST SP 800-67). Single DES does not exist here, nor in OpenSSL 3. */

/**
 * The 24 bytes K1 K2 K3 that OpenSSL takes, of a double-length key (K1 K2 becomes K1 K2 K1) or a triple-length one.
 * Always a new buffer: the caller zeroes it, and its own, after use.
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

/** Sets the lowest bit of each byte so that the byte has odd parity (SP 800-67, section 3.1); in place. */
export function adjustTdesParity(key: Buffer): Buffer {
  for (let i = 0; i < key.length; i++) {
    const byte = key[i] as number;
    let ones = 0;
    for (let bit = 1; bit < 8; bit++) ones += (byte >> bit) & 1;
    key[i] = (byte & 0xfe) | (ones % 2 === 0 ? 1 : 0);
  }
  return key;
}
