/**
 * Norwegian account numbers (kontonummer): four digits for the bank, two for the type, four serial
 * digits and a MOD 11 check digit.
 */

const WEIGHTS = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2] as const;
const ACCOUNT_NUMBER_DIGITS = 11;
/** Some banks use another check digit for accounts of type 00, so none is issued here. */
const UNISSUED_TYPE = '00';

/**
 * The check digit for the first ten digits: r = weighted sum mod 11, check = (11 − r) mod 11.
 * Undefined when it would be 10, because no such account exists. Throws a RangeError unless `stem`
 * is ten digits.
 */
export function mod11CheckDigit(stem: string): string | undefined {
  let sum = 0;
  let digits = 0;
  for (let i = 0; i < WEIGHTS.length; i++) {
    const digit = stem.charCodeAt(i) - 48;
    if (digit >= 0 && digit <= 9) digits++;
    sum += digit * (WEIGHTS[i] ?? 0);
  }
  if (stem.length !== WEIGHTS.length || digits !== WEIGHTS.length) {
    throw new RangeError('A MOD 11 check digit of an account is made of its first ten digits.');
  }
  const check = (11 - (sum % 11)) % 11;
  return check === 10 ? undefined : String(check);
}

/** True for eleven digits with a correct check digit. */
export function isAccountNumber(text: string): boolean {
  if (text.length !== ACCOUNT_NUMBER_DIGITS || !/^\d+$/.test(text)) return false;
  return mod11CheckDigit(text.slice(0, -1)) === text.slice(-1);
}

/** Adds the check digit to ten digits. Undefined when that account number is never issued. */
export function issueAccountNumber(stem: string): string | undefined {
  const check = mod11CheckDigit(stem);
  return check === undefined || stem.slice(4, 6) === UNISSUED_TYPE ? undefined : stem + check;
}
