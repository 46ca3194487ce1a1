import { expect, test } from 'vitest';
import { isLuhnValid, isPan, luhnCheckDigit } from '../../src/cards/pan.ts';
import { input, rows } from '../pin/vectors.ts';

test.each(rows('identifiers', 'luhn-valid'))('%s', (_name, vector) => {
  const { valid } = vector.expected as { valid: boolean };
  expect(isLuhnValid(input(vector, 'number'))).toBe(valid);
});

test.each(rows('identifiers', 'luhn-check-digit'))('%s', (_name, vector) => {
  const { checkDigit, pan } = vector.expected as { checkDigit: string; pan: string };
  expect(luhnCheckDigit(input(vector, 'payload'))).toBe(checkDigit);
  expect(isLuhnValid(pan)).toBe(true);
});

test.each(rows('identifiers', 'pan-format'))('%s', (_name, vector) => {
  const { accepted } = vector.expected as { accepted: boolean };
  expect(isPan(input(vector, 'value'))).toBe(accepted);
});

test.each(['12345678', '9578990000000013', '1234567890123456789'])('%s has the form of a PAN', (pan) => {
  expect(isPan(pan)).toBe(true);
});

test.each(['', '0', '4242 4242 4242 4242', '424242424242424x', '٤٢٤٢'])('%o is no number with a check digit', (number) => {
  expect(isLuhnValid(number)).toBe(false);
});

test.each(['', '12a', ' '])('%o has no check digit', (payload) => {
  expect(() => luhnCheckDigit(payload)).toThrow(RangeError);
});

test('each wrong digit and nearly each swap of neighbours is found', () => {
  const pan = '9578990000123457'.slice(0, 15);
  const whole = pan + luhnCheckDigit(pan);
  for (let i = 0; i < whole.length; i++) {
    for (let digit = 0; digit < 10; digit++) {
      const changed = whole.slice(0, i) + String(digit) + whole.slice(i + 1);
      expect(isLuhnValid(changed)).toBe(changed === whole);
    }
  }
});
