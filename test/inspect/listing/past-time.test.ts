import { describe, expect, test } from 'vitest';
import { pastInstantMs, pastYear } from '../../../src/inspect/listing/past-time.ts';

const at = (text: string): number => Date.parse(`${text}Z`);

describe('a date without a year is in the past', () => {
  test.each([
    ['an hour ago', 1123_070001, '2026-11-23T08:00:01', '2026-11-23T07:00:01'],
    ['an hour ahead: clocks differ', 1123_090001, '2026-11-23T08:00:01', '2026-11-23T09:00:01'],
    ['a day ahead: time zones differ', 1124_080001, '2026-11-23T08:00:01', '2026-11-24T08:00:01'],
    ['two days ahead: last year', 1125_080001, '2026-11-23T08:00:01', '2025-11-25T08:00:01'],
    ['four months ahead: last year', 715_120000, '2026-03-15T12:00:00', '2025-07-15T12:00:00'],
    ['seven months ago', 415_120000, '2026-11-15T12:00:00', '2026-04-15T12:00:00'],
    ['December, looked at in January', 1231_235959, '2027-01-01T00:00:10', '2026-12-31T23:59:59'],
    ['January, looked at on New Year’s Eve', 101_000005, '2026-12-31T23:59:50', '2027-01-01T00:00:05'],
    ['29 February, two years later', 229_120000, '2026-11-23T08:00:01', '2024-02-29T12:00:00'],
    ['29 February ahead: four years back', 229_120000, '2027-11-23T08:00:01', '2024-02-29T12:00:00'],
    ['29 February across 2100, which has none', 229_120000, '2103-06-01T00:00:00', '2096-02-29T12:00:00'],
  ])('%s', (_what, digits, now, expected) => {
    expect(new Date(pastInstantMs(digits, at(now))).toISOString().slice(0, 19)).toBe(expected);
    expect(pastYear(Math.floor(digits / 100_000_000), Math.floor(digits / 1_000_000) % 100, at(now))).toBe(Number(expected.slice(0, 4)));
  });

  test.each([[1332_000000], [230_000000], [1123_250000]])('%i is no date and time', (digits) => {
    expect(pastInstantMs(digits, at('2026-11-23T08:00:01'))).toBeNaN();
  });

  test('no date has the year 0', () => {
    expect([pastYear(13, 1, 0), pastYear(2, 30, 0), pastYear(0, 0, 0)]).toEqual([0, 0, 0]);
  });
});
