import { expect, test } from 'vitest';
import { readNationalNumber } from '../../../src/programme/identifiers/national-number.ts';
import { input, rows } from '../../pin/vectors.ts';

test.each(rows('identifiers', 'no-fodselsnummer-valid'))('%s', (_name, vector) => {
  const { valid, birthDate } = vector.expected as { valid: boolean; birthDate?: string };
  const read = readNationalNumber(input(vector, 'number'));
  expect('number' in read).toBe(valid);
  if (birthDate !== undefined) expect(read).toMatchObject({ birthDate });
});

/** Adds both check digits to nine digits by the plain rule; undefined when no such number is issued. */
function withChecks(nine: string): string | undefined {
  const check = (digits: string, weights: readonly number[]): number =>
    (11 - (weights.reduce((sum, weight, i) => sum + weight * Number(digits[i]), 0) % 11)) % 11;
  const first = check(nine, [3, 7, 6, 1, 8, 9, 4, 5, 2]);
  const second = check(`${nine}${first}`, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]);
  return first === 10 || second === 10 ? undefined : `${nine}${first}${second}`;
}

/** The first number that is issued for a date, of a range of individual numbers. */
function numberOf(date: string, from: number): string {
  for (let individual = from; individual < from + 50; individual++) {
    const number = withChecks(date + String(individual).padStart(3, '0'));
    if (number !== undefined) return number;
  }
  throw new Error(`No number for ${date}.`);
}

test.each([
  ['010100', 0, { birthDate: '1900-01-01', kind: 'birthNumber', isSynthetic: false }],
  ['311299', 450, { birthDate: '1999-12-31' }],
  ['311254', 500, { birthDate: '1854-12-31' }],
  ['290200', 500, { birthDate: '2000-02-29' }],
  ['311239', 900, { birthDate: '2039-12-31' }],
  ['311240', 900, { birthDate: '1940-12-31' }],
  ['410100', 500, { birthDate: '2000-01-01', kind: 'dNumber', isSynthetic: false }],
  ['018190', 100, { birthDate: '1990-01-01', kind: 'birthNumber', isSynthetic: true }],
  ['714190', 100, { birthDate: '1990-01-31', kind: 'dNumber', isSynthetic: true }],
  ['290201', 500, { fault: 'date' }],
  ['290200', 0, { fault: 'date' }],
  ['000190', 100, { fault: 'date' }],
  ['400190', 100, { fault: 'date' }],
  ['720190', 100, { fault: 'date' }],
  ['011390', 100, { fault: 'date' }],
  ['019390', 100, { fault: 'date' }],
  ['010040', 100, { fault: 'date' }],
  ['010150', 600, { fault: 'date' }],
  ['010145', 500, { fault: 'date' }],
])('%s with individual numbers from %i is %o', (date, from, expected) => {
  expect(readNationalNumber(numberOf(date, from))).toMatchObject(expected);
});

test.each([
  ['15108695088', { number: '15108695088' }],
  ['151086 95088', { number: '15108695088' }],
  ['151086-95088', { fault: 'digits' }],
  ['1510869508', { fault: 'length' }],
  ['151086950880', { fault: 'length' }],
  ['15108695089', { fault: 'check' }],
  ['15108695098', { fault: 'check' }],
  ['', { fault: 'length' }],
])('%o is read as %o', (text, read) => {
  expect(readNationalNumber(text)).toMatchObject(read);
});
