/** Norwegian IBANs (ISO 13616): `NO`, two check digits, and an account number. */
import { ACCOUNT_NUMBER_DIGITS, readAccountNumber } from './account-number.ts';
import { digitsFault, type Identifier, withoutBlanks } from './identifier.ts';

/** N and O as ISO 7064 counts letters: A is 10. */
const COUNTRY_DIGITS = '2324';

function remainder97(digits: string): number {
  return Number(BigInt(digits) % 97n);
}

/** The IBAN of an account number. */
export function norwegianIban(accountNumber: string): string {
  const check = 98 - remainder97(`${accountNumber}${COUNTRY_DIGITS}00`);
  return `NO${String(check).padStart(2, '0')}${accountNumber}`;
}

/**
 * The account number in a Norwegian IBAN, with blanks anywhere. Both checks count: MOD 97 over the
 * whole, and MOD 11 of the account number, which MOD 97 does not imply.
 */
export function readNorwegianIban(text: string): Identifier {
  const iban = withoutBlanks(text);
  if (!iban.startsWith('NO')) return { fault: 'digits' };
  const fault = digitsFault(iban.slice(2), ACCOUNT_NUMBER_DIGITS + 2);
  if (fault !== undefined) return { fault };
  const account = iban.slice(4);
  // 00, 01 and 99 are never given out, but have the remainder of 97, 98 and 02.
  if (norwegianIban(account) !== iban) return { fault: 'check' };
  return readAccountNumber(account);
}
