/**
 * Computes the Visa PIN verification value (PVV): four digits from PAN, PVK index and PIN under a
 * PIN verification key.
 */
import { hasMembers, requireArgument } from '../config/argument.ts';
import type { BlockCipher } from './cipher/block-cipher.ts';
import { digitAt, isDigits, nibbleAt, xorNibble, zeroBytes } from './nibbles.ts';

/** Eleven PAN digits and the check digit. */
export const PVV_PAN_DIGITS_MIN = 12;
const PVV_PAN_DIGITS_MAX = 19;
const PAN_PART_DIGITS = 11;
const PVV_DIGITS = 4;
const NIBBLES = 16;

/**
 * The transformed security parameter. All verifiers of a process share this buffer safely: it is
 * filled, used and zeroed within one synchronous call.
 */
const parameter = Buffer.alloc(8);

/**
 * The PVV as four digits. `pvki`: 0 to 9. `pan`: 12 to 19 digits. `pin`: at least four ASCII
 * digits; only the first four count. Throws a RangeError on other arguments.
 */
export function visaPvv(pvk: BlockCipher, pvki: number, pan: string, pin: Buffer): string {
  requireArguments(pvk, pvki, pan, pin);
  return String(10 ** PVV_DIGITS + visaPvvNumber(pvk, pvki, pan, pin)).slice(1);
}

/**
 * The PVV as a number, 0 to 9999. Does not check its arguments; they must be valid for {@link
 * visaPvv}.
 */
export function visaPvvNumber(pvk: BlockCipher, pvki: number, pan: string, pin: Buffer): number {
  const start = pan.length - 1 - PAN_PART_DIGITS;
  for (let i = 0; i < PAN_PART_DIGITS; i++) xorNibble(parameter, i, digitAt(pan, start + i));
  xorNibble(parameter, PAN_PART_DIGITS, pvki);
  for (let i = 0; i < PVV_DIGITS; i++) xorNibble(parameter, PAN_PART_DIGITS + 1 + i, (pin[i] as number) - 48);
  pvk.encryptBlock(parameter);

  // First scan: take the decimal digits from the left. Second scan, if they are fewer than four:
  // take A to F as 0 to 5.
  let value = 0;
  let found = 0;
  for (let i = 0; i < NIBBLES && found < PVV_DIGITS; i++) {
    const nibble = nibbleAt(parameter, i);
    if (nibble > 9) continue;
    value = value * 10 + nibble;
    found++;
  }
  for (let i = 0; i < NIBBLES && found < PVV_DIGITS; i++) {
    const nibble = nibbleAt(parameter, i);
    if (nibble <= 9) continue;
    value = value * 10 + nibble - 10;
    found++;
  }
  zeroBytes(parameter);
  return value;
}

function requireArguments(pvk: BlockCipher, pvki: number, pan: string, pin: Buffer): void {
  requireArgument(hasMembers(pvk, 'algorithm'), 'visaPvv', 'pvk', 'a block cipher, which createBlockCipher makes');
  if (pvk.algorithm !== 'TDES') throw new RangeError('A PVV is made with a TDES key.');
  if (!(Number.isInteger(pvki) && pvki >= 0 && pvki <= 9)) throw new RangeError('A PVK index (PVKI) is a number from 0 to 9.');
  if (!isDigits(pan, PVV_PAN_DIGITS_MIN, PVV_PAN_DIGITS_MAX)) throw new RangeError('A PVV needs a PAN of 12 to 19 digits.');
  requireArgument(Buffer.isBuffer(pin), 'visaPvv', 'pin', 'a Buffer of ASCII digits');
  for (let i = 0; i < PVV_DIGITS; i++) {
    const byte = pin[i] ?? 0;
    if (byte < 48 || byte > 57) throw new RangeError('A PVV needs a PIN of at least 4 digits.');
  }
}
