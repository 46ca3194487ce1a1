/** Numbers of persons and accounts that do not exist, with correct check digits. */
import { issueAccountNumber } from '../../src/programme/identifiers/account-number.ts';
import { readNationalNumber } from '../../src/programme/identifiers/national-number.ts';

/** Of a synthetic person (month 81, tax administration), another one for each index below 20. */
export function nationalNumberOf(index: number): string {
  const stem = `${String(index + 1).padStart(2, '0')}8190`;
  for (let rest = 0; rest < 50_000; rest++) {
    const number = stem + String(rest).padStart(5, '0');
    if (!('fault' in readNationalNumber(number))) return number;
  }
  throw new Error(`no national number for index ${index}`);
}

/** An account of another bank than the one of the cards, another one for each index below 1,000. */
export function accountNumberOf(index: number): string {
  for (let last = 0; last < 10; last++) {
    const number = issueAccountNumber(`860111${String(index).padStart(3, '0')}${last}`);
    if (number !== undefined) return number;
  }
  throw new Error(`no account number for index ${index}`);
}
