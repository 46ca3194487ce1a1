import { expect, test } from 'vitest';
import { isKid } from '../../../src/programme/identifiers/kid.ts';
import { input, rows } from '../../pin/vectors.ts';

test.each([...rows('identifiers', 'no-kid-mod10'), ...rows('identifiers', 'no-kid-mod11')])('%s', (_name, vector) => {
  const { kid } = vector.expected as { kid: string };
  expect(isKid(kid)).toBe(true);
});

test.each(rows('identifiers', 'no-kid-format'))('%s', (_name, vector) => {
  const { valid } = vector.expected as { valid: boolean };
  expect(isKid(input(vector, 'kid'))).toBe(valid);
});

test.each(['', '4', '-', '12345675', 'x2345674', '1234567 4'])('%o is none', (text) => {
  expect(isKid(text)).toBe(false);
});

test('a MOD 11 check of 10 is a dash', () => {
  expect(isKid('65-')).toBe([...'65'].reduce((sum, digit, i) => sum + Number(digit) * (3 - i), 0) % 11 === 1);
  expect(isKid('6-')).toBe(true);
  expect(isKid('7-')).toBe(false);
});
