/**
 * IBM 3624 PINs. The natural PIN is a part of the PAN, enciphered and converted to decimal digits.
 * The offset is the difference between the cardholder's PIN and the natural PIN, digit by digit,
 * modulo 10. PINs have 4 to 16 digits here, and all of them count.
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
  /** Sixteen decimal digits, one for each of 0 to F. Usually `0123456789012345`. */
  readonly conversionTable: string;
}

/**
 * The PAN digits to encipher: `panDigits` (1 to 16) digits from `panStart` (from 0), padded on the
 * right with the hexadecimal digit `pad`.
 */
export interface ValidationRule {
  readonly panStart: number;
  readonly panDigits: number;
  readonly pad: string;
}

/** The eight bytes to encipher. Throws a RangeError when the rule does not fit the PAN. */
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

/** Converts 8 bytes to 16 decimal digits in ASCII by a conversion table. The caller zeroes them. */
export function decimalize(enciphered: Buffer, conversionTable: string): Buffer {
  if (!isDigits(conversionTable, CONVERSION_TABLE_DIGITS, CONVERSION_TABLE_DIGITS)) {
    throw new RangeError('A conversion table has 16 decimal digits.');
  }
  const digits = Buffer.alloc(VALIDATION_DATA_NIBBLES);
  for (let i = 0; i < VALIDATION_DATA_NIBBLES; i++) digits[i] = conversionTable.charCodeAt(nibbleAt(enciphered, i));
  return digits;
}

/**
 * The natural PIN as 16 ASCII digits; a shorter PIN uses the first ones. The caller zeroes them.
 */
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

/** The PIN for an offset, in ASCII digits, as long as the offset. The caller zeroes it. */
export function ibm3624Pin(key: Ibm3624Key, validationData: Buffer, offset: string): Buffer {
  if (!isDigits(offset, IBM3624_DIGITS_MIN, IBM3624_DIGITS_MAX)) throw new RangeError('An IBM 3624 offset has 4 to 16 digits.');
  const natural = naturalDigits(key, validationData);
  const pin = Buffer.alloc(offset.length);
  for (let i = 0; i < pin.length; i++) pin[i] = 48 + (((natural[i] as number) - 48 + digitAt(offset, i)) % 10);
  natural.fill(0);
  return pin;
}

/** The offset of a PIN in ASCII digits, as long as the PIN. It is the card's reference value. */
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
