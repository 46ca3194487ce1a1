import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  isAccountNumber,
  issueAccountNumber,
  readAccountNumber,
  shownAccountNumber,
} from '../../../src/programme/identifiers/account-number.ts';
import { norwegianIban, readNorwegianIban } from '../../../src/programme/identifiers/iban.ts';
import { readNationalNumber } from '../../../src/programme/identifiers/national-number.ts';
import { readOrganisationNumber } from '../../../src/programme/identifiers/organisation-number.ts';
import { runs } from '../../support/property-settings.ts';

const digits = (length: number) => fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: length, maxLength: length });
const account = digits(10)
  .map((stem) => issueAccountNumber(stem))
  .filter((number) => number !== undefined);

test('an account number is read in every form, and no other digit in one place', () => {
  fc.assert(
    fc.property(account, fc.nat({ max: 10 }), fc.integer({ min: 1, max: 9 }), (number, at, by) => {
      for (const form of [number, shownAccountNumber(number), shownAccountNumber(number).replaceAll('.', ' ')]) {
        expect(readAccountNumber(form)).toEqual({ number });
      }
      expect(readNorwegianIban(norwegianIban(number))).toEqual({ number });
      const wrong = number.slice(0, at) + ((Number(number[at]) + by) % 10) + number.slice(at + 1);
      expect(readAccountNumber(wrong)).toEqual({ fault: 'check' });
      expect(isAccountNumber(wrong)).toBe(false);
    }),
    { numRuns: runs(300) },
  );
});

test('any text is read without a throw', () => {
  const text = fc.oneof(fc.string({ unit: 'binary' }), digits(9), digits(11), fc.string({ unit: fc.constantFrom(...'0123456789. NO') }));
  fc.assert(
    fc.property(text, (any) => {
      for (const read of [readAccountNumber, readNorwegianIban, readNationalNumber, readOrganisationNumber]) {
        const result = read(any);
        if ('number' in result) expect(result.number).toMatch(/^\d{9,11}$/);
        else expect(['digits', 'length', 'check', 'date']).toContain(result.fault);
      }
    }),
    { numRuns: runs(200) },
  );
});
