import { describe, expect, test } from 'vitest';
import { amountMinorOf, amountText } from '../../src/config/amount-text.ts';
import { firstStepMs, instantOf, startOf, whenText } from '../../src/scenario/when.ts';

const START_MS = Date.UTC(2026, 2, 26, 23); // midnight in Oslo, 27 March 2026
const GROUND = { startMs: START_MS, previousMs: Date.UTC(2026, 2, 27, 9, 30) };

describe('instants', () => {
  test.each([
    ['day 1 00:00', '2026-03-26T23:00:00.000Z'],
    ['day 1 14:05', '2026-03-27T13:05:00.000Z'],
    ['day 1 14:05:59', '2026-03-27T13:05:59.000Z'],
    ['day 1 14:05:59.123', '2026-03-27T13:05:59.123Z'],
    ['day 1 9:05', '2026-03-27T08:05:00.000Z'],
    ['day 3 01:59:59', '2026-03-29T00:59:59.000Z'],
    ['day 3 03:00', '2026-03-29T01:00:00.000Z'],
    ['day 4 09:00', '2026-03-30T07:00:00.000Z'],
    ['11:00', '2026-03-27T10:00:00.000Z'],
    ['+10 min', '2026-03-27T09:40:00.000Z'],
    ['+1 h 30 min', '2026-03-27T11:00:00.000Z'],
    ['+6600 ms', '2026-03-27T09:30:06.600Z'],
    ['+7s', '2026-03-27T09:30:07.000Z'],
    ['+2 days', '2026-03-29T09:30:00.000Z'],
    ['+96 hours', '2026-03-31T09:30:00.000Z'],
    ['2026-10-25 02:30', '2026-10-25T00:30:00.000Z'],
    ['2026-10-25 03:00', '2026-10-25T02:00:00.000Z'],
    ['2026-10-25T01:30:00Z', '2026-10-25T01:30:00.000Z'],
    ['2026-10-25T02:30:00+01:00', '2026-10-25T01:30:00.000Z'],
  ])('%s', (text, iso) => {
    expect(new Date(instantOf(text, GROUND)).toISOString()).toBe(iso);
  });

  test.each([
    '',
    'noon',
    'day 0 10:00',
    'day 1',
    'day 1 24:00',
    'day 1 10:60',
    'day 3 02:30',
    '2026-02-30 10:00',
    '2026-13-01 10:00',
    '+',
    '+5',
    '+5 weeks',
    '-5 min',
    '10',
    '2026-10-25T25:00:00Z',
    '+9999999 days',
  ])('%j is none', (text) => {
    expect(instantOf(text, GROUND)).toBeNaN();
  });

  test('are told by day and clock', () => {
    for (const text of ['day 1 00:00:00', 'day 3 01:59:59', 'day 3 03:00:00', 'day 12 23:59:59.999']) {
      expect(whenText(instantOf(text, GROUND), START_MS)).toBe(text);
    }
  });

  test('a start is a date, or a date and a time', () => {
    expect(new Date(startOf('2026-07-01')).toISOString()).toBe('2026-06-30T22:00:00.000Z');
    expect(new Date(startOf('2026-07-01 08:15')).toISOString()).toBe('2026-07-01T06:15:00.000Z');
    expect([startOf('day 1 10:00'), startOf('2026-07-32')]).toEqual([Number.NaN, Number.NaN]);
  });

  test('the first step is at nine, or at the start when that is later', () => {
    expect(whenText(firstStepMs(START_MS), START_MS)).toBe('day 1 09:00:00');
    const laterMs = startOf('2026-07-01 20:00');
    expect(firstStepMs(laterMs)).toBe(laterMs);
  });
});

describe('amounts', () => {
  test.each<[string | number, number]>([
    [250, 25_000],
    [250.5, 25_050],
    [0.01, 1],
    ['250.00', 25_000],
    ['1,500', 150_000],
    ['1 500.75', 150_075],
    ['12 345 678', 1_234_567_800],
    ['9,900.5', 990_050],
    [-49.99, -4_999],
    ['999999999999.99', 99_999_999_999_999],
  ])('%j is %i øre', (value, minor) => {
    expect(amountMinorOf(value)).toBe(minor);
  });

  test.each<string | number>(['', '1,50', '1,5000', '1.234', 1.234, '1,000 000', '1 5', 'ten', '1e3', Number.NaN, 1e15, '+5', '.5', '5.'])(
    '%j is none',
    (value) => {
      expect(amountMinorOf(value)).toBeNaN();
    },
  );

  test('are told in NOK', () => {
    expect([0, 1, 99_900, 100_000, 123_456_789, -5_000_001].map(amountText)).toEqual([
      '0.00',
      '0.01',
      '999.00',
      '1,000.00',
      '1,234,567.89',
      '-50,000.01',
    ]);
  });
});
