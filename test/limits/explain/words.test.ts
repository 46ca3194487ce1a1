import { describe, expect, test } from 'vitest';
import { formatAmount, formatInstant } from '../../../src/limits/explain/format.ts';
import { WORDS, words } from '../../../src/limits/explain/words.ts';

function places(text: string): readonly string[] {
  return [...text.matchAll(/\{(\w+)\}/g)].map(([, place]) => place ?? '').sort();
}

test.each(Object.entries(WORDS))('%s has the same places in both languages', (_name, { en, nb }) => {
  expect(en).not.toBe('');
  expect(places(nb)).toEqual(places(en));
});

test('places are filled in', () => {
  expect(words('nb', 'ofTries', { used: '2', max: '3' })).toBe('2 av 3 brukt');
});

describe('amounts', () => {
  test.each([
    [0, '0.00 NOK', '0,00 kr'],
    [5, '0.05 NOK', '0,05 kr'],
    [99_999, '999.99 NOK', '999,99 kr'],
    [123_456_750, '1,234,567.50 NOK', '1 234 567,50 kr'],
    [-150_000, '-1,500.00 NOK', '-1 500,00 kr'],
    [1_000_000_000_000_001, '10,000,000,000,000.01 NOK', '10 000 000 000 000,01 kr'],
  ])('%d øre', (minor, en, nb) => {
    expect([formatAmount('en', minor), formatAmount('nb', minor)]).toEqual([en, nb]);
  });
});

describe('instants, by the clock in Oslo', () => {
  test.each([
    [Date.UTC(2026, 10, 25, 12), '2026-11-25 13:00:00', '25.11.2026 kl. 13.00.00'],
    [Date.UTC(2026, 5, 30, 22), '2026-07-01 00:00:00', '01.07.2026 kl. 00.00.00'],
    [Date.UTC(2026, 9, 25, 0, 59, 59, 1), '2026-10-25 02:00:00', '25.10.2026 kl. 02.00.00'],
    [Date.UTC(2026, 5, 1, 10, 0, 0, 1), '2026-06-01 12:00:01', '01.06.2026 kl. 12.00.01'],
  ])('%d', (instantMs, en, nb) => {
    expect([formatInstant('en', instantMs), formatInstant('nb', instantMs)]).toEqual([en, nb]);
  });
});
