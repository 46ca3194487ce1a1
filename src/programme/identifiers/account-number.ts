/**
 * Norwegian account numbers (kontonummer): four digits for the bank, two for the type, four serial
 * digits and a MOD 11 check digit.
 */
import { digitsFault, type Identifier, withoutBlanks } from './identifier.ts';
import { checkDigit } from './mod11.ts';

const WEIGHTS = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2] as const;
export const ACCOUNT_NUMBER_DIGITS = 11;
const DISPLAY_FORM = /^(\d{4})\.(\d{2})\.(\d{5})$/;

/** The bank's digits of every Kronekort account: 5606.xx.xxxxx. */
const KRONEKORT_BANK = '5606';
/** Some banks use another check digit for accounts of type 00, so none is issued here. */
const UNISSUED_TYPE = '00';
/** Type and serial of the first and last account: 5606.01.0000x and 5606.99.9999x. */
const FIRST_STEM = 10_000;
const LAST_STEM = 999_999;

/**
 * The check digit for the first ten digits. Undefined when it would be 10, because no such account
 * exists. Throws a RangeError unless `stem` is ten digits.
 */
export function mod11CheckDigit(stem: string): string | undefined {
  if (!/^\d{10}$/.test(stem)) throw new RangeError('A MOD 11 check digit of an account is made of its first ten digits.');
  return checkDigit(stem, WEIGHTS);
}

/** Reads `86011117947` and `8601.11.17947`, with blanks anywhere. */
export function readAccountNumber(text: string): Identifier {
  const number = withoutBlanks(text).replace(DISPLAY_FORM, '$1$2$3');
  const fault = digitsFault(number, ACCOUNT_NUMBER_DIGITS);
  if (fault !== undefined) return { fault };
  return checkDigit(number, WEIGHTS) === number.at(-1) ? { number } : { fault: 'check' };
}

/** True for eleven digits with a correct check digit. */
export function isAccountNumber(text: string): boolean {
  return /^\d{11}$/.test(text) && checkDigit(text, WEIGHTS) === text.at(-1);
}

/** True of the accounts of cards; no other account begins so. */
export function isKronekortAccount(number: string): boolean {
  return number.startsWith(KRONEKORT_BANK);
}

/** The display form, dddd.dd.ddddd. */
export function shownAccountNumber(number: string): string {
  return `${number.slice(0, 4)}.${number.slice(4, 6)}.${number.slice(6)}`;
}

/** Adds the check digit to ten digits. Undefined when that account number is never issued. */
export function issueAccountNumber(stem: string): string | undefined {
  const check = mod11CheckDigit(stem);
  return check === undefined || stem.slice(4, 6) === UNISSUED_TYPE ? undefined : stem + check;
}

/**
 * The account numbers of the Kronekort range that can be issued, in order, from the first one that
 * is not below `from`: eleven digits of the range, whatever the check digit. Throws a RangeError for
 * another `from`.
 */
export function* accountNumbers(from: string = `${KRONEKORT_BANK}0100000`): Generator<string, void, undefined> {
  if (!/^\d{11}$/.test(from) || !from.startsWith(KRONEKORT_BANK)) {
    throw new RangeError(`Kronekort accounts begin with ${KRONEKORT_BANK} and have ${ACCOUNT_NUMBER_DIGITS} digits.`);
  }
  for (let stem = Math.max(FIRST_STEM, Number(from.slice(4, 10))); stem <= LAST_STEM; stem++) {
    const number = issueAccountNumber(KRONEKORT_BANK + String(stem).padStart(6, '0'));
    if (number !== undefined && number >= from) yield number;
  }
}
