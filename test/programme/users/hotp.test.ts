import { describe, expect, test } from 'vitest';
import { codeOf, counterOf, LOOK_AHEAD } from '../../../src/programme/users/hotp.ts';

/** RFC 4226, appendix D. */
const SECRET = Buffer.from('12345678901234567890');
const CODES = ['755224', '287082', '359152', '969429', '338314', '254676', '287922', '162583', '399871', '520489'] as const;

test.each(CODES.map((code, counter) => ({ counter, code })))('counter $counter of RFC 4226 is $code', ({ counter, code }) => {
  expect(codeOf(SECRET, counter)).toBe(code);
});

test('a counter above 32 bits has a code of its own', () => {
  expect(codeOf(SECRET, 2 ** 32)).not.toBe(codeOf(SECRET, 0));
});

describe('the counter of a code', () => {
  test('is found up to the look-ahead', () => {
    expect(counterOf(SECRET, 0, codeOf(SECRET, 1))).toBe(1);
    expect(counterOf(SECRET, 0, codeOf(SECRET, LOOK_AHEAD))).toBe(LOOK_AHEAD);
    expect(counterOf(SECRET, 0, codeOf(SECRET, LOOK_AHEAD + 1))).toBeUndefined();
  });

  test('is not that of a code used before', () => {
    expect(counterOf(SECRET, 3, CODES[3])).toBeUndefined();
    expect(counterOf(SECRET, 3, CODES[2])).toBeUndefined();
  });

  test.each(['', '12345', '1234567', '28708a', ' 287082', '２８７０８２'])('%j is no code', (code) => {
    expect(counterOf(SECRET, 0, code)).toBeUndefined();
  });
});
