/** Key check values, which people compare to see that they have the same key. Safe to print. */
import type { BlockCipher } from '../cipher/block-cipher.ts';
import { cmac } from '../mac/cmac.ts';

export const CHECK_VALUE_BYTES = 3;

/**
 * Six upper-case hexadecimal digits. TDES: of an enciphered block of zeros (ANSI X9.24-1). AES: of
 * the CMAC of a block of zeros (ANSI X9.24-1:2017, Annex A), which reveals no AES output under the
 * key.
 */
export function keyCheckValue(cipher: BlockCipher): string {
  const zeros = Buffer.alloc(cipher.blockBytes);
  const full = cipher.algorithm === 'TDES' ? cipher.encrypt(zeros) : cmac(cipher, zeros);
  return full.toString('hex', 0, CHECK_VALUE_BYTES).toUpperCase();
}
