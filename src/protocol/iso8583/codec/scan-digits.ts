/**
 * The digits of an element as they stand in a message, checked and valued in one pass. Each gives the value (exact up to 15
 * digits), or -1 - the offset of the byte that is no digit.
 */
import { BCD_LEFT } from './layout.ts';

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

/** An odd number of digits is filled: on the left with 0, on the right with 0 or F. */
export function bcdDigits(frame: Buffer, start: number, end: number, digits: number, encoding: number): number {
  const odd = (digits & 1) === 1;
  let value = 0;
  for (let at = start; at < end; at += 1) {
    const byte = frame[at] as number;
    const high = byte >> 4;
    const low = byte & 15;
    const fillsLow = odd && encoding !== BCD_LEFT && at === end - 1;
    const fillsHigh = odd && encoding === BCD_LEFT && at === start;
    if ((fillsHigh ? high !== 0 : high > 9) || (fillsLow ? low !== 0 && low !== 15 : low > 9)) return -1 - at;
    value = fillsLow ? value * 10 + high : value * 100 + high * 10 + low;
  }
  return value;
}
