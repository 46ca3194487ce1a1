/** Norwegian organisation numbers (organisasjonsnummer): eight digits and a MOD 11 check digit. */
import { digitsFault, type Identifier, withoutBlanks } from './identifier.ts';
import { checkDigit } from './mod11.ts';

const WEIGHTS = [3, 2, 7, 6, 5, 4, 3, 2] as const;
const ORGANISATION_NUMBER_DIGITS = 9;

/** Reads `988077917`, with blanks anywhere. */
export function readOrganisationNumber(text: string): Identifier {
  const number = withoutBlanks(text);
  const fault = digitsFault(number, ORGANISATION_NUMBER_DIGITS);
  if (fault !== undefined) return { fault };
  return checkDigit(number, WEIGHTS) === number.at(-1) ? { number } : { fault: 'check' };
}
