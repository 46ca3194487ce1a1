import { describe, expect, it } from 'vitest';
import {
  isDayOfMonth,
  isTimeOfDay,
  nearestInstantMs,
  nearestYear,
  transmissionDigits,
} from '../../../../src/protocol/iso8583/elements/times.ts';
import { vectorRows } from './subfield-vectors.ts';

/** `MMDDhhmmss` near an instant, as ISO 8601; 'none' for NaN. */
function nearest(text: string, near: string): string {
  const instantMs = nearestInstantMs(Number(text), Date.parse(near));
  return Number.isNaN(instantMs) ? 'none' : new Date(instantMs).toISOString().replace('.000Z', 'Z');
}

describe('vectors', () => {
  it.each(vectorRows<{ de7: string; de13: string }>('iso8583-times', 'instant'))('%s', (instant, { de7, de13 }) => {
    const instantMs = Date.parse(instant);
    expect(transmissionDigits(instantMs)).toBe(de7);
    expect(transmissionDigits(instantMs + 999)).toBe(de7);
    expect(nearest(de7, instant)).toBe(instant);
    const localYear = new Date(instantMs + 2 * 3_600_000).getUTCFullYear();
    expect(nearestYear(Number(de13.slice(0, 2)), Number(de13.slice(2)), instantMs)).toBe(localYear);
  });
});

describe('the nearest year', () => {
  it.each([
    ['1231235959', '2027-01-01T00:00:00Z', '2026-12-31T23:59:59Z'],
    ['0101000000', '2026-12-31T23:59:59Z', '2027-01-01T00:00:00Z'],
    ['0701120000', '2026-01-01T00:00:00Z', '2026-07-01T12:00:00Z'],
    ['0703000000', '2026-01-01T00:00:00Z', '2025-07-03T00:00:00Z'],
    ['0702120000', '2026-01-01T00:00:00Z', '2025-07-02T12:00:00Z'],
    ['0702115959', '2026-01-01T00:00:00Z', '2026-07-02T11:59:59Z'],
    ['0228235959', '2028-03-01T00:00:00Z', '2028-02-28T23:59:59Z'],
    ['0301000000', '2028-02-29T12:00:00Z', '2028-03-01T00:00:00Z'],
    ['0229000000', '2028-12-31T00:00:00Z', '2028-02-29T00:00:00Z'],
    ['0229000000', '2027-01-01T00:00:00Z', '2028-02-29T00:00:00Z'],
    ['0229000000', '2029-12-31T00:00:00Z', '2028-02-29T00:00:00Z'],
    ['0229000000', '2026-12-31T23:59:59Z', 'none'],
    ['0229000000', '2100-06-01T00:00:00Z', 'none'],
    ['0229000000', '1999-06-01T00:00:00Z', '2000-02-29T00:00:00Z'],
    ['0101000000', '1969-12-31T23:00:00Z', '1970-01-01T00:00:00Z'],
  ])('of %s at %s is in %s', (text, near, instant) => {
    expect(nearest(text, near)).toBe(instant);
  });

  it('is the one of noon', () => {
    expect(nearestYear(12, 31, Date.parse('2027-01-01T02:00:00Z'))).toBe(2026);
    expect(nearestYear(1, 1, Date.parse('2026-12-31T22:00:00Z'))).toBe(2027);
    expect(nearestYear(6, 5, Date.parse('2026-06-05T12:00:00Z'))).toBe(2026);
    expect(nearestYear(2, 29, Date.parse('2026-06-05T12:00:00Z'))).toBe(0);
    expect(nearestYear(13, 1, Date.parse('2026-06-05T12:00:00Z'))).toBe(0);
  });
});

it.each(['0001000000', '1301000000', '0100000000', '0132000000', '0230000000', '0431000000', '0101240000', '0101006000', '0101000060'])(
  '%s is no date and time',
  (text) => {
    expect(nearest(text, '2026-06-05T12:00:00Z')).toBe('none');
  },
);

it.each([Number.NaN, Number.POSITIVE_INFINITY, -9e15])('nothing is near %d', (nearMs) => {
  expect(nearestInstantMs(605_120_000, nearMs)).toBeNaN();
  expect(nearestYear(6, 5, nearMs)).toBe(0);
  expect(transmissionDigits(nearMs)).toBe('0000000000');
});

it('a number that is no month, day or time is none', () => {
  expect(isDayOfMonth(1.5, 1)).toBe(false);
  expect(isDayOfMonth(-1, 1)).toBe(false);
  expect(isDayOfMonth(2, 29)).toBe(true);
  expect(isTimeOfDay(23, 59, 59)).toBe(true);
  expect(isTimeOfDay(-1, 0, 0)).toBe(false);
  expect(isTimeOfDay(Number.NaN, 0, 0)).toBe(false);
});
