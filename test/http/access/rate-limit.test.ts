import { expect, test } from 'vitest';
import { CALLERS_MAX, RateLimit } from '../../../src/http/access/rate-limit.ts';

test('so many at once, and as many back within a minute', () => {
  let nowMs = 0;
  const limit = new RateLimit(60, () => nowMs);
  for (let n = 0; n < 60; n += 1) expect(limit.take('a')).toBe(0);
  expect(limit.take('a')).toBe(1);
  expect(limit.take('b')).toBe(0);
  nowMs = 999;
  expect(limit.take('a')).toBe(1);
  nowMs = 1_000;
  expect(limit.take('a')).toBe(0);
  expect(limit.take('a')).toBe(1);
  nowMs += 3_600_000;
  for (let n = 0; n < 60; n += 1) expect(limit.take('a')).toBe(0);
  expect(limit.take('a')).toBe(1);
});

test('says how long to wait when there is less than one a second', () => {
  const limit = new RateLimit(2, () => 0);
  expect([limit.take('a'), limit.take('a'), limit.take('a')]).toEqual([0, 0, 30]);
});

test('forgets the caller that was seen longest ago', () => {
  const limit = new RateLimit(1, () => 0);
  limit.take('first');
  limit.take('second');
  limit.take('first');
  for (let n = 0; n < CALLERS_MAX - 1; n += 1) limit.take(`caller ${n}`);
  expect(limit.callers).toBe(CALLERS_MAX);
  expect(limit.take('first')).toBeGreaterThan(0);
  expect(limit.take('second')).toBe(0);
});
