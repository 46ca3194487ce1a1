/**
 * Checks and converts digits in one pass. Each function returns the value (exact up to 15 digits),
 * or -1 minus the offset of the first byte that is not a digit.
 */
import { FROM_EBCDIC, HEX_VALUE } from '../charset.ts';
import { BCD_LEFT, EBCDIC, EBCDIC_HEX, LATIN1 } from '../layout.ts';

const ASCII_0 = 0x30;
const EBCDIC_0 = 0xf0;

export function asciiDigits(frame: Buffer, start: number, end: number): number {
  let value = 0;
  for (let at = start; at < end; at += 1) {
    const digit = (frame[at] as number) - ASCII_0;
    if (digit < 0 || digit > 9) return -1 - at;
    value = value * 10 + digit;
  }
  return value;
}

export function ebcdicDigits(frame: Buffer, start: number, end: number): number {
  let value = 0;
  for (let at = start; at < end; at += 1) {
    const digit = (frame[at] as number) - EBCDIC_0;
    if (digit < 0 || digit > 9) return -1 - at;
    value = value * 10 + digit;
  }
  return value;
}

/**
 * `digits` digits, two in a byte. An odd number is padded with 0 or F: on the left (BCD_LEFT), or
 * on the right.
 */
export function bcdDigits(frame: Buffer, start: number, digits: number, encoding: number): number {
  const end = start + ((digits + 1) >> 1);
  const odd = (digits & 1) === 1;
  let value = 0;
  for (let at = start; at < end; at += 1) {
    const byte = frame[at] as number;
    const low = byte & 15;
    const fillsLow = odd && encoding !== BCD_LEFT && at === end - 1;
    const fillsHigh = odd && encoding === BCD_LEFT && at === start;
    const high = fillsHigh && byte >> 4 === 15 ? 0 : byte >> 4;
    if ((fillsHigh ? high !== 0 : high > 9) || (fillsLow ? low !== 0 && low !== 15 : low > 9)) return -1 - at;
    value = fillsLow ? value * 10 + high : value * 100 + high * 10 + low;
  }
  return value;
}

/** `digits` digits in any encoding of digits. */
export function elementDigits(frame: Buffer, encoding: number, start: number, digits: number): number {
  if (encoding <= LATIN1) return asciiDigits(frame, start, start + digits);
  if (encoding === EBCDIC) return ebcdicDigits(frame, start, start + digits);
  return bcdDigits(frame, start, digits, encoding);
}

/** The value of the hexadecimal digit at `at`; 255 when it is not one. */
export function hexDigitAt(frame: Buffer, encoding: number, at: number): number {
  const byte = frame[at] as number;
  return HEX_VALUE[encoding === EBCDIC_HEX ? (FROM_EBCDIC[byte] as number) : byte] as number;
}
