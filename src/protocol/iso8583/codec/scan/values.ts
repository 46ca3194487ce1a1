/**
 * Reads the elements that the scanner found as numbers, texts or bytes. An absent element reads as
 * 0, '' or no bytes.
 */
import { FROM_EBCDIC, NIBBLE_DIGIT } from '../charset.ts';
import { BCD_LEFT, CLASS_DIGITS, EBCDIC, LATIN1, RAW } from '../layout.ts';
import { latin1 } from './latin1.ts';
import type { Scanner } from './scanner.ts';

const NO_BYTES: Buffer = Buffer.alloc(0);
const DIGIT_0 = 0x30;
const BLANK = 0x20;
const UNITS_MAX = 1_000;

/**
 * The number in the characters `from` up to `to` (exclusive, from 0), at most 15 digits; NaN when
 * one of them is not a digit.
 */
export function integerOfSlice(scanner: Scanner, element: number, from: number, to: number): number {
  if (element === 0 || !scanner.has(element) || to > (scanner.units[element] as number)) return 0;
  const { frame, layout } = scanner;
  const encoding = layout.encoding[element] as number;
  const start = scanner.valueStart[element] as number;
  let value = 0;
  if (encoding <= LATIN1) {
    for (let at = start + from; at < start + to; at += 1) {
      const digit = (frame[at] as number) - DIGIT_0;
      if (digit < 0 || digit > 9) return Number.NaN;
      value = value * 10 + digit;
    }
    return value;
  }
  for (let index = from; index < to; index += 1) {
    const digit = scanner.charAt(element, index) - DIGIT_0;
    if (digit < 0 || digit > 9) return Number.NaN;
    value = value * 10 + digit;
  }
  return value;
}

/** The whole element as a number; NaN when it is not a number or has more than 15 digits. */
export function integerOf(scanner: Scanner, element: number): number {
  if (element === 0 || !scanner.has(element)) return 0;
  const units = scanner.units[element] as number;
  if (units > 15) return Number.NaN;
  if (scanner.layout.class[element] === CLASS_DIGITS) return scanner.numbers[element] as number;
  return integerOfSlice(scanner, element, 0, units);
}

/** The whole element as text, with trailing blanks. Binary elements: as hexadecimal digits. */
export function textOf(scanner: Scanner, element: number): string {
  if (element === 0 || !scanner.has(element)) return '';
  const start = scanner.valueStart[element] as number;
  const units = scanner.units[element] as number;
  const encoding = scanner.layout.encoding[element] as number;
  if (encoding <= LATIN1) return latin1(scanner.frame, start, start + units);
  if (encoding === EBCDIC) return ebcdicText(scanner, start, start + units);
  if (scanner.layout.isBinary[element] === 1) return bytesOf(scanner, element).toString('hex').toUpperCase();
  if (encoding === BCD_LEFT && (units & 1) === 0) return evenDigits(scanner, start, units);
  const scratch = scratchOf(scanner, units);
  for (let index = 0; index < units; index += 1) scratch[index] = scanner.charAt(element, index);
  return latin1(scratch, 0, units);
}

/** The scanner's own buffer, or a new one for an element that is longer. */
function scratchOf({ scratch }: Scanner, units: number): Buffer {
  return units <= scratch.length ? scratch : Buffer.allocUnsafe(units);
}

function ebcdicText(scanner: Scanner, start: number, end: number): string {
  const { frame } = scanner;
  const scratch = scratchOf(scanner, end - start);
  for (let at = start; at < end; at += 1) scratch[at - start] = FROM_EBCDIC[frame[at] as number] as number;
  return latin1(scratch, 0, end - start);
}

function evenDigits(scanner: Scanner, start: number, units: number): string {
  const { frame } = scanner;
  const scratch = scratchOf(scanner, units);
  for (let index = 0; index < units; index += 2) {
    const byte = frame[start + (index >> 1)] as number;
    scratch[index] = NIBBLE_DIGIT[byte >> 4] as number;
    scratch[index + 1] = NIBBLE_DIGIT[byte & 15] as number;
  }
  return latin1(scratch, 0, units);
}

/** The text without trailing blanks. `unitsMax`: reads only that many characters from the start. */
export function trimmedTextOf(scanner: Scanner, element: number, unitsMax: number = UNITS_MAX): string {
  if (element === 0 || !scanner.has(element)) return '';
  const encoding = scanner.layout.encoding[element] as number;
  if (encoding > LATIN1) return textOf(scanner, element).slice(0, unitsMax).trimEnd();
  const { frame } = scanner;
  const start = scanner.valueStart[element] as number;
  let end = start + Math.min(scanner.units[element] as number, unitsMax);
  while (end > start && frame[end - 1] === BLANK) end -= 1;
  return end === start ? '' : scanner.recentTexts.text(frame, start, end);
}

/** As {@link textOf}, for elements that have the same value in many messages. */
export function usualTextOf(scanner: Scanner, element: number): string {
  if (element === 0 || !scanner.has(element)) return '';
  if ((scanner.layout.encoding[element] as number) > LATIN1) return textOf(scanner, element);
  const start = scanner.valueStart[element] as number;
  return scanner.recentTexts.text(scanner.frame, start, start + (scanner.units[element] as number));
}

/**
 * The bytes of a binary element: a view of the frame where they are raw, else a copy. A text
 * element: its characters.
 */
export function bytesOf(scanner: Scanner, element: number): Buffer {
  if (element === 0 || !scanner.has(element)) return NO_BYTES;
  const encoding = scanner.layout.encoding[element] as number;
  const start = scanner.valueStart[element] as number;
  const units = scanner.units[element] as number;
  if (encoding === RAW) return scanner.frame.subarray(start, start + units);
  const bytes = Buffer.allocUnsafe(units);
  for (let index = 0; index < units; index += 1) bytes[index] = scanner.charAt(element, index);
  return bytes;
}
