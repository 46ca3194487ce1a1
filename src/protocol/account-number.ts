/** Norwegian account numbers (kontonummer): four digits of bank, two of type, four of serial, a MOD 11 check digit. */

const WEIGHTS = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2] as const;
const ACCOUNT_NUMBER_DIGITS = 11;
/** Accounts `bbbb.00.` follow another rule at some banks, so that none is ever issued. */
const UNISSUED_TYPE = '00';

/**
 * The check digit of the first ten digits: r = weighted sum mod 11, check = (11 − r) mod 11.
 * Undefined when it would be 10: no such account exists. Throws a RangeError when it is not ten digits.
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

/** True for eleven digits of which the last is the check digit of the others. */
export function isAccountNumber(text: string): boolean {
  if (text.length !== ACCOUNT_NUMBER_DIGITS || !/^\d+$/.test(text)) return false;
  return mod11CheckDigit(text.slice(0, -1)) === text.slice(-1);
}

/** The account number of ten digits, or undefined when it is one that is never issued. */
export function issueAccountNumber(stem: string): string | undefined {
  const check = mod11CheckDigit(stem);
  return check === undefined || stem.slice(4, 6) === UNISSUED_TYPE ? undefined : stem + check;
}
