/** A municipality for scenarios and the demonstration: its people, subscriptions and accounts, by name. */
import { issueAccountNumber } from '../identifiers/account-number.ts';
import { readNationalNumber } from '../identifiers/national-number.ts';

/** By the name that a step gives. Siri and Åse share the role Utbetalere. */
export const PEOPLE = {
  Bente: { userId: 'BANK01', name: 'Bente Bank' },
  Anne: { userId: 'ADM001', name: 'Anne Administrator' },
  Bjørn: { userId: 'BES001', name: 'Bjørn Bestiller' },
  Siri: { userId: 'SAK001', name: 'Siri Saksbehandler' },
  Åse: { userId: 'SAK002', name: 'Åse Saksbehandler' },
} as const;
export type Person = keyof typeof PEOPLE;
export function isPersonName(text: string): text is Person {
  return Object.hasOwn(PEOPLE, text);
}

export const BANK_PERSON: Person = 'Bente';
export const CLERKS: readonly Person[] = ['Siri', 'Åse'];

/** Persons of a municipality that are registered at the start, in the order of their national numbers. */
export const MUNICIPAL_PEOPLE: readonly Person[] = ['Anne', 'Bjørn', 'Siri', 'Åse'];

export const SUBSCRIPTIONS = ['main', 'sosial', 'intro'] as const;
export type SubscriptionName = (typeof SUBSCRIPTIONS)[number];

export const AGREEMENTS: Readonly<Record<SubscriptionName, { readonly number: string; readonly name: string }>> = {
  main: { number: '1000001', name: 'Bykommunen' },
  sosial: { number: '1000002', name: 'Bydelens sosialtjeneste' },
  intro: { number: '1000003', name: 'Bydelens flyktningtjeneste' },
};

/** Each starts with a million kroner. */
export const BANK_ACCOUNTS = ['main loading', 'sosial loading', 'sosial return', 'sosial payer', 'intro return', 'intro payer'] as const;
export type BankAccountName = (typeof BANK_ACCOUNTS)[number];
export const OPENING_MINOR = 100_000_000;

/** Of another bank than that of the cards. */
export function bankAccountNumber(name: BankAccountName): string {
  const index = BANK_ACCOUNTS.indexOf(name) + 1;
  for (let last = 0; last < 10; last++) {
    const number = issueAccountNumber(`8601110${String(index).padStart(2, '0')}${last}`);
    if (number !== undefined) return number;
  }
  throw new RangeError(`There is no account number for ${name}.`);
}

/** Of a person who does not exist: a synthetic number, another one for each index below 20. */
export function syntheticNationalNumber(index: number): string {
  const stem = `${String(index + 1).padStart(2, '0')}8190`;
  for (let rest = 0; rest < 50_000; rest++) {
    const number = stem + String(rest).padStart(5, '0');
    if (!('fault' in readNationalNumber(number))) return number;
  }
  throw new RangeError(`There is no synthetic national number ${index}.`);
}
