/** Card numbers (PAN): ISO/IEC 7812-1 and its Luhn check digit (Annex B). */

export const PAN_DIGITS_MIN = 8;

export const PAN_DIGITS_MAX = 19;

/**
 * Sum of the digits, each second one from the right doubled; NaN when a character is not a digit.
 */
function luhnSum(digits: string, doubleLast: boolean): number {
  let sum = 0;
  let double = doubleLast;
  for (let i = digits.length - 1; i >= 0; i--) {
    const digit = digits.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9) return Number.NaN;
    const weighted = double ? digit * 2 : digit;
    sum += weighted > 9 ? weighted - 9 : weighted;
    double = !double;
  }
  return sum;
}

/**
 * The check digit of a number that lacks it. Throws a RangeError when it is empty or not all
 * digits.
 */
export function luhnCheckDigit(payload: string): string {
  const sum = luhnSum(payload, true);
  if (payload === '' || Number.isNaN(sum)) throw new RangeError('A Luhn check digit is made of decimal digits only.');
  return String((10 - (sum % 10)) % 10);
}

/** True for 8 to 19 decimal digits: what ISO 8583 DE2 may hold. Says nothing of the check digit. */
export function isPan(text: string): boolean {
  if (text.length < PAN_DIGITS_MIN || text.length > PAN_DIGITS_MAX) return false;
  for (let i = 0; i < text.length; i++) {
    const digit = text.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9) return false;
  }
  return true;
}

/** True when a number, check digit included, is all digits and passes the Luhn check. */
export function isLuhnValid(number: string): boolean {
  return number.length > 1 && luhnSum(number, false) % 10 === 0;
}
