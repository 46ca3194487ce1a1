/**
 * Reads and writes decimal digits in a text. Uses loops instead of regular expressions, because
 * these functions run for every message.
 */

const DIGIT_0 = 0x30;

/** True when the text reaches to `end` and all characters from `start` up to `end` are digits. */
export function isDigits(text: string, start: number, end: number): boolean {
  if (end > text.length) return false;
  for (let at = start; at < end; at += 1) {
    const digit = text.charCodeAt(at) - DIGIT_0;
    if (!(digit >= 0 && digit <= 9)) return false;
  }
  return true;
}

/**
 * The value of the `length` digits at `start`; -1 when one is missing or not a digit. At most 15
 * digits, so that the value is exact.
 */
export function digitsValue(text: string, start: number, length: number): number {
  let value = 0;
  for (let at = start; at < start + length; at += 1) {
    const digit = text.charCodeAt(at) - DIGIT_0;
    if (!(digit >= 0 && digit <= 9)) return -1;
    value = value * 10 + digit;
  }
  return value;
}

/**
 * A number as exactly `width` digits. Throws a RangeError when it is not a whole number that fits;
 * the error message begins with `what`.
 */
export function paddedDigits(value: number, width: number, what: string): string {
  const digits = String(value);
  if (!Number.isSafeInteger(value) || value < 0 || digits.length > width) {
    throw new RangeError(`${what} must be a whole number of at most ${width} digits.`);
  }
  return digits.padStart(width, '0');
}

/** The text without its leading zeros; '' when it is all zeros. */
export function withoutLeadingZeros(text: string): string {
  let at = 0;
  while (text.charCodeAt(at) === DIGIT_0) at += 1;
  return text.slice(at);
}
