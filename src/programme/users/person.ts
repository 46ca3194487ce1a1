/** Who a person is: a name, and a national number that is checked. */
import type { Language } from '../../protocol/language.ts';
import { lineOf } from '../core/line.ts';
import { type Refusal, refusalsOf } from '../core/refusal.ts';
import type { IdentifierFault } from '../identifiers/identifier.ts';
import { readNationalNumber } from '../identifiers/national-number.ts';

export const NAME_CHARS_MAX = 100;
const USER_ID_FORM = /^[A-Z0-9]{3,12}$/;

const refuse = refusalsOf({
  personName: {
    kind: 'invalid',
    en: 'The name of the person is missing or longer than {max} characters; write the full name.',
    nb: 'Navnet på personen mangler eller er lengre enn {max} tegn; skriv hele navnet.',
  },
  nationalNumberMissing: {
    kind: 'invalid',
    en: "The new user's national number is missing; give its 11 digits.",
    nb: 'Ny brukers fødsels- og personnummer mangler; oppgi de 11 sifrene.',
  },
  nationalNumberDigits: {
    kind: 'invalid',
    en: "The new user's national number holds something other than digits; give its 11 digits.",
    nb: 'Ny brukers fødsels- og personnummer inneholder annet enn sifre; oppgi de 11 sifrene.',
  },
  nationalNumberLength: {
    kind: 'invalid',
    en: "The new user's national number has {digits} digits; it must have 11.",
    nb: 'Ny brukers fødsels- og personnummer har {digits} sifre; det skal ha 11.',
  },
  nationalNumberCheck: {
    kind: 'invalid',
    en: "The new user's national number has a wrong check digit; compare it with the person's papers.",
    nb: 'Ny brukers fødsels- og personnummer har feil kontrollsiffer; sammenlign det med personens papirer.',
  },
  nationalNumberDate: {
    kind: 'invalid',
    en: "The new user's national number begins with a date that does not exist; compare it with the person's papers.",
    nb: 'Ny brukers fødsels- og personnummer begynner med en dato som ikke finnes; sammenlign det med personens papirer.',
  },
  userIdForm: {
    kind: 'invalid',
    en: 'A BrukerID has 3 to 12 capital letters and digits; correct it.',
    nb: 'En BrukerID har 3 til 12 store bokstaver og sifre; rett den.',
  },
} as const);

export interface Person {
  readonly name: string;
  readonly nationalNumber: string;
}

function faultOf(fault: IdentifierFault, text: string): Refusal {
  if (fault === 'digits') return refuse('nationalNumberDigits');
  if (fault === 'check') return refuse('nationalNumberCheck');
  if (fault === 'date') return refuse('nationalNumberDate');
  const digits = text.replaceAll(/\D/g, '').length;
  return digits === 0 ? refuse('nationalNumberMissing') : refuse('nationalNumberLength', { digits: String(digits) });
}

/** Throws a Refusal. */
export function requireName(text: string): string {
  const name = lineOf(text, NAME_CHARS_MAX);
  if (name === undefined) throw refuse('personName', { max: String(NAME_CHARS_MAX) });
  return name;
}

/** Returns the eleven digits. Throws a Refusal, which never repeats the number. */
export function requireNationalNumber(text: string): string {
  const read = readNationalNumber(text);
  if ('fault' in read) throw faultOf(read.fault, text);
  return read.number;
}

/** Throws a Refusal. */
export function requireUserId(text: string): string {
  if (!USER_ID_FORM.test(text)) throw refuse('userIdForm');
  return text;
}

/** The language in which a person reads, unless told otherwise. */
export const USUAL_LANGUAGE: Language = 'nb';
