/**
 * Norwegian national numbers: the fødselsnummer (day, month, year, three digits, two check digits)
 * and the D-number, whose day is 40 higher. Numbers of synthetic persons are read too, so that no real
 * person is needed in tests: their month is 80 higher (tax administration) or 40 higher (NAV).
 */
import { isCalendarDate } from '../calendar/calendar-date.ts';
import { digitsFault, type IdentifierFault, withoutBlanks } from './identifier.ts';
import { checkDigit } from './mod11.ts';

const NATIONAL_NUMBER_DIGITS = 11;
const FIRST_WEIGHTS = [3, 7, 6, 1, 8, 9, 4, 5, 2] as const;
const SECOND_WEIGHTS = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2] as const;
const D_NUMBER_DAY = 40;
const SYNTHETIC_MONTHS = [80, 40, 0] as const;

export interface NationalNumber {
  readonly number: string;
  readonly kind: 'birthNumber' | 'dNumber';
  readonly birthDate: string;
  readonly isSynthetic: boolean;
}

/** Individual numbers (digits 7 to 9) and two-digit years → the century. */
const CENTURIES = [
  { individual: [0, 499], years: [0, 99], century: 1900 },
  { individual: [500, 749], years: [54, 99], century: 1800 },
  { individual: [500, 999], years: [0, 39], century: 2000 },
  { individual: [900, 999], years: [40, 99], century: 1900 },
] as const;

function within(value: number, [from, to]: readonly [number, number]): boolean {
  return from <= value && value <= to;
}

function birthDateOf(number: string, day: number, month: number): string | undefined {
  const year = Number(number.slice(4, 6));
  const individual = Number(number.slice(6, 9));
  const row = CENTURIES.find((each) => within(individual, each.individual) && within(year, each.years));
  if (row === undefined) return undefined;
  const date = `${row.century + year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  return isCalendarDate(date) ? date : undefined;
}

/** Reads eleven digits, with blanks anywhere. Both check digits must be right, and the date must exist. */
export function readNationalNumber(text: string): NationalNumber | { readonly fault: IdentifierFault } {
  const number = withoutBlanks(text);
  const fault = digitsFault(number, NATIONAL_NUMBER_DIGITS);
  if (fault !== undefined) return { fault };
  if (checkDigit(number, FIRST_WEIGHTS) !== number[9] || checkDigit(number, SECOND_WEIGHTS) !== number[10]) return { fault: 'check' };
  const day = Number(number.slice(0, 2));
  const month = Number(number.slice(2, 4));
  const isDNumber = day > D_NUMBER_DAY;
  const added = SYNTHETIC_MONTHS.find((each) => month > each) ?? 0;
  const birthDate = birthDateOf(number, isDNumber ? day - D_NUMBER_DAY : day, month - added);
  if (birthDate === undefined) return { fault: 'date' };
  return { number, kind: isDNumber ? 'dNumber' : 'birthNumber', birthDate, isSynthetic: added > 0 };
}
