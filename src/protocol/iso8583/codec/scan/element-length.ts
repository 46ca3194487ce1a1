/** Reads the length of a variable element and converts it to characters, digits or bytes. */
import {
  BCD_LEFT,
  BCD_RIGHT_F,
  COUNTS_BYTES,
  EBCDIC_HEX,
  HEX,
  type Layout,
  LENGTH_ASCII,
  LENGTH_BCD,
  LENGTH_EBCDIC,
  LENGTH_EBCDIC_HEX,
  LENGTH_HEX,
  RAW,
  SIGNED_BCD,
} from '../layout.ts';
import { hexDigitAt } from './scan-digits.ts';

const ASCII_0 = 0x30;
const EBCDIC_0 = 0xf0;

/**
 * The number in the length bytes of an element, which begin at `at`; -1 when they are not a number.
 */
export function lengthAt(frame: Buffer, layout: Layout, element: number, at: number): number {
  const encoding = layout.lengthEncoding[element] as number;
  const end = at + (layout.lengthBytes[element] as number);
  let length = 0;
  if (encoding === LENGTH_ASCII) {
    for (let index = at; index < end; index += 1) {
      const digit = (frame[index] as number) - ASCII_0;
      if (digit < 0 || digit > 9) return -1;
      length = length * 10 + digit;
    }
    return length;
  }
  if (encoding === LENGTH_HEX || encoding === LENGTH_EBCDIC_HEX)
    return hexLengthAt(frame, encoding === LENGTH_HEX ? HEX : EBCDIC_HEX, at, end);
  for (let index = at; index < end; index += 1) {
    const byte = frame[index] as number;
    if (encoding === LENGTH_BCD) {
      if (byte >> 4 > 9 || (byte & 15) > 9) return -1;
      length = length * 100 + (byte >> 4) * 10 + (byte & 15);
    } else if (encoding === LENGTH_EBCDIC) {
      if (byte < EBCDIC_0 || byte > EBCDIC_0 + 9) return -1;
      length = length * 10 + (byte - EBCDIC_0);
    } else {
      length = length * 256 + byte;
    }
  }
  return length;
}

function hexLengthAt(frame: Buffer, encoding: number, start: number, end: number): number {
  let length = 0;
  for (let at = start; at < end; at += 1) {
    const digit = hexDigitAt(frame, encoding, at);
    if (digit > 15) return -1;
    length = length * 16 + digit;
  }
  return length;
}

/**
 * The units (characters, digits or bytes) of an element whose length counts bytes or half bytes; -1
 * when the length is not a whole number of units. A byte count does not say whether the last half
 * byte of BCD is a digit or padding: it is padding when it is F, or when the element would have
 * more digits than its format allows. `lastByte` is the last byte of the value.
 */
export function unitsOfCount(layout: Layout, element: number, counted: number, lastByte: number): number {
  const encoding = layout.encoding[element] as number;
  const max = layout.unitsMax[element] as number;
  const isBytes = layout.counts[element] === COUNTS_BYTES;
  const half = (counted & 1) === 1 ? -1 : counted >> 1;
  if (encoding === HEX || encoding === EBCDIC_HEX) return half;
  if (encoding === SIGNED_BCD) {
    const units = isBytes ? counted * 2 - 1 : counted - 1;
    return units === max + 1 ? max : units;
  }
  if (encoding < BCD_LEFT || encoding === RAW) return isBytes ? counted : half;
  if (!isBytes) return counted;
  const isFilled = encoding === BCD_RIGHT_F && counted > 0 && (lastByte & 15) === 15;
  const units = isFilled ? counted * 2 - 1 : counted * 2;
  return units === max + 1 ? max : units;
}
