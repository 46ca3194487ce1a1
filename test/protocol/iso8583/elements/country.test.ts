import { expect, test } from 'vitest';
import { alpha3Of, countryName, countryOf, NO_SUCH_COUNTRY } from '../../../../src/protocol/iso8583/elements/country.ts';

const ALL = Array.from({ length: 1_000 }, (_, numeric) => numeric).filter((numeric) => countryName(numeric) !== '');

test('the table is whole: 249 countries, each with three codes of its own', () => {
  expect(ALL).toHaveLength(249);
  expect(new Set(ALL.map(alpha3Of)).size).toBe(249);
  expect(new Set(ALL.map(countryName)).size).toBe(249);
  for (const numeric of ALL) {
    expect(alpha3Of(numeric)).toMatch(/^[A-Z]{3}$/);
    expect(countryOf(alpha3Of(numeric))).toBe(numeric);
    expect(countryOf(String(numeric).padStart(3, '0'))).toBe(numeric);
  }
});

test('each has an alpha-2 code, as ICU has them, with or without a blank', () => {
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  const alpha2 = letters.flatMap((first) => letters.map((second) => first + second)).filter((code) => countryOf(code) !== NO_SUCH_COUNTRY);
  expect(alpha2).toHaveLength(249);
  expect(alpha2.map((code) => countryOf(`${code} `)).sort((a, b) => a - b)).toEqual(ALL);
  const names = new Intl.DisplayNames('en', { type: 'region' });
  const unlike = alpha2.filter((code) => names.of(code) === code || names.of(code)?.[0] !== countryName(countryOf(code))[0]);
  // These three begin with another letter in ICU: Caribbean Netherlands, Congo - Kinshasa, Vatican City.
  expect(unlike).toEqual(['BQ', 'CD', 'VA']);
});

test.each([
  ['NOR', 578, 'Norway'],
  ['NO', 578, 'Norway'],
  ['NO ', 578, 'Norway'],
  ['578', 578, 'Norway'],
  ['0578', 578, 'Norway'],
  ['no ', 578, 'Norway'],
  [' NO', 578, 'Norway'],
  ['SJM', 744, 'Svalbard and Jan Mayen'],
  ['744', 744, 'Svalbard and Jan Mayen'],
  ['SE ', 752, 'Sweden'],
  ['DNK', 208, 'Denmark'],
  ['004', 4, 'Afghanistan'],
])('%j is %i, %s', (code, numeric, name) => {
  expect(countryOf(code)).toBe(numeric);
  expect(countryName(numeric)).toBe(name);
});

test.each(['', ' ', '  ', '   ', '    ', '000', '0000'])('%j names no country', (code) => {
  expect(countryOf(code)).toBe(0);
});

test.each(['XXX', 'ZZ ', 'N', '47', '999', '0999', '5780', '579', 'NORWAY', 'N0R', '\0\0\0', '__proto__'])('%j is no country', (code) => {
  expect(countryOf(code)).toBe(NO_SUCH_COUNTRY);
});

test.each([0, 999, -1, 578.5, Number.NaN])('%d has no name', (numeric) => {
  expect(countryName(numeric)).toBe('');
  expect(alpha3Of(numeric)).toBe('');
});
