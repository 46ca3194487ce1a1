/**
 * IBM 3624 PINs: the natural PIN is part of the PAN enciphered and made decimal; the offset is what
 * the holder's PIN differs from it, digit by digit, modulo 10. PINs here have 4 to 16 digits, all
 * of which count.
 */
import type { BlockCipher } from './cipher/block-cipher.ts';
import { digitAt, isDigits, nibbleAt, xorNibble } from './nibbles.ts';

export const IBM3624_DIGITS_MIN = 4;
export const IBM3624_DIGITS_MAX = 16;
const VALIDATION_DATA_NIBBLES = 16;
const PAN_DIGITS_MAX = 19;
const CONVERSION_TABLE_DIGITS = 16;

export interface Ibm3624Key {
  readonly pvk: BlockCipher;
  /** Sixteen decimal digits: what each of 0 to F becomes. The usual one is `0123456789012345`. */
  readonly conversionTable: string;
}

/**
 * Which PAN digits are enciphered: `panDigits` (1 to 16) of them from `panStart` (0: the first),
 * filled with one hex digit on the right.
 */
export interface ValidationRule {
  readonly panStart: number;
  readonly panDigits: number;
  readonly pad: string;
}

/** The eight bytes to encipher. Throws a RangeError when PAN and rule do not fit. */
export function ibm3624ValidationData(pan: string, rule: ValidationRule): Buffer {
  const { panStart, panDigits, pad } = rule;
  if (!isDigits(pan, 1, PAN_DIGITS_MAX)) throw new RangeError('A PAN has at most 19 digits and nothing else.');
  if (!/^[0-9A-Fa-f]$/.test(pad)) throw new RangeError('The pad of IBM 3624 validation data is one hexadecimal digit.');
  const inPan = Number.isInteger(panStart) && Number.isInteger(panDigits) && panStart >= 0 && panStart + panDigits <= pan.length;
  if (!inPan || panDigits < 1 || panDigits > VALIDATION_DATA_NIBBLES) {
    throw new RangeError('IBM 3624 validation data is 1 to 16 digits that lie within the PAN.');
  }
  const padValue = Number.parseInt(pad, 16);
  const data = Buffer.alloc(VALIDATION_DATA_NIBBLES / 2);
  for (let i = 0; i < VALIDATION_DATA_NIBBLES; i++) xorNibble(data, i, i < panDigits ? digitAt(pan, panStart + i) : padValue);
  return data;
}

/** Sixteen ASCII digits; the caller zeroes them. */
export function decimalize(enciphered: Buffer, conversionTable: string): Buffer {
  if (!isDigits(conversionTable, CONVERSION_TABLE_DIGITS, CONVERSION_TABLE_DIGITS)) {
    throw new RangeError('A conversion table has 16 decimal digits.');
  }
  const digits = Buffer.alloc(VALIDATION_DATA_NIBBLES);
  for (let i = 0; i < VALIDATION_DATA_NIBBLES; i++) digits[i] = conversionTable.charCodeAt(nibbleAt(enciphered, i));
  return digits;
}

/** The natural PIN, 16 ASCII digits of which a PIN uses the first; the caller zeroes them. */
function naturalDigits(key: Ibm3624Key, validationData: Buffer): Buffer {
  if (key.pvk.algorithm !== 'TDES' || validationData.length !== key.pvk.blockBytes) {
    throw new RangeError('An IBM 3624 PIN is made with a TDES key and 8 bytes of validation data.');
  }
  const enciphered = key.pvk.encrypt(validationData);
  try {
    return decimalize(enciphered, key.conversionTable);
  } finally {
    enciphered.fill(0);
  }
}

/**
 * The PIN that an offset stands for, in ASCII digits, as long as the offset; the caller zeroes it.
 */
export function ibm3624Pin(key: Ibm3624Key, validationData: Buffer, offset: string): Buffer {
  if (!isDigits(offset, IBM3624_DIGITS_MIN, IBM3624_DIGITS_MAX)) throw new RangeError('An IBM 3624 offset has 4 to 16 digits.');
  const natural = naturalDigits(key, validationData);
  const pin = Buffer.alloc(offset.length);
  for (let i = 0; i < pin.length; i++) pin[i] = 48 + (((natural[i] as number) - 48 + digitAt(offset, i)) % 10);
  natural.fill(0);
  return pin;
}

/** The offset of a PIN in ASCII digits, as long as the PIN: the reference value to compare with. */
export function ibm3624Offset(key: Ibm3624Key, validationData: Buffer, pin: Buffer): string {
  const isPin = pin.every((byte) => byte >= 48 && byte <= 57);
  if (!isPin || pin.length < IBM3624_DIGITS_MIN || pin.length > IBM3624_DIGITS_MAX) {
    throw new RangeError('An IBM 3624 PIN has 4 to 16 digits and nothing else.');
  }
  const natural = naturalDigits(key, validationData);
  let offset = '';
  for (let i = 0; i < pin.length; i++) offset += String(((pin[i] as number) - (natural[i] as number) + 10) % 10);
  natural.fill(0);
  return offset;
}
