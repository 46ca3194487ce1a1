/** Key check values: what two people compare to know that they hold the same key. Safe to print. */
import type { BlockCipher } from '../cipher/block-cipher.ts';
import { cmac } from '../mac/cmac.ts';

export const CHECK_VALUE_BYTES = 3;

/**
 * Six upper-case hexadecimal digits. TDES: a block of zeros encrypted (ANSI X9.24-1); AES: the CMAC
 * of a block of zeros (ANSI X9.24-1:2017 Annex A), so that no AES output under the key is given
 * away.
 */
export function keyCheckValue(cipher: BlockCipher): string {
  const zeros = Buffer.alloc(cipher.blockBytes);
  const full = cipher.algorithm === 'TDES' ? cipher.encrypt(zeros) : cmac(cipher, zeros);
  return full.toString('hex', 0, CHECK_VALUE_BYTES).toUpperCase();
}
