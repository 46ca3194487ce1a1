/** Decimal digits in a text, read and written without a regular expression: these run for every message. */

const DIGIT_0 = 0x30;

/** True when the characters from `start` up to `end` are there and are all digits. */
export function isDigits(text: string, start: number, end: number): boolean {
  if (end > text.length) return false;
  for (let at = start; at < end; at += 1) {
    const digit = text.charCodeAt(at) - DIGIT_0;
    if (!(digit >= 0 && digit <= 9)) return false;
  }
  return true;
}

/** The number that `length` digits from `start` make (at most 15, so that it is exact); -1 when one is missing or no digit. */
export function digitsValue(text: string, start: number, length: number): number {
  let value = 0;
  for (let at = start; at < start + length; at += 1) {
    const digit = text.charCodeAt(at) - DIGIT_0;
    if (!(digit >= 0 && digit <= 9)) return -1;
    value = value * 10 + digit;
  }
  return value;
}

/** A number as exactly `width` digits. Throws a RangeError when it is no whole number that fits; `what` begins its sentence. */
export function paddedDigits(value: number, width: number, what: string): string {
  const digits = String(value);
  if (!Number.isSafeInteger(value) || value < 0 || digits.length > width) {
    throw new RangeError(`${what} must be a whole number of at most ${width} digits.`);
  }
  return digits.padStart(width, '0');
}

/** The text without its leading zeros; '' when it holds nothing else. */
export function withoutLeadingZeros(text: string): string {
  let at = 0;
  while (text.charCodeAt(at) === DIGIT_0) at += 1;
  return text.slice(at);
}
