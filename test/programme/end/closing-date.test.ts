import { describe, expect, test } from 'vitest';
import { addMonths } from '../../../src/programme/calendar/add-months.ts';
import { closesAtMs } from '../../../src/programme/end/closing-date.ts';

describe('1 måned etter kortets utløpsdato', () => {
  test.each([
    ['end of January, in a leap year', Date.UTC(2028, 0, 31, 23), 1, Date.UTC(2028, 1, 29, 23)],
    ['end of February, over the change to summer time', Date.UTC(2028, 1, 29, 23), 1, Date.UTC(2028, 2, 31, 22)],
    ['end of October, over the change to winter time', Date.UTC(2027, 9, 31, 23), 1, Date.UTC(2027, 10, 30, 23)],
    ['end of September, summer time to winter time', Date.UTC(2027, 8, 30, 22), 1, Date.UTC(2027, 9, 31, 23)],
    ['30 January by the exact date: to 28 February', Date.UTC(2027, 0, 29, 23), 1, Date.UTC(2027, 1, 27, 23)],
    ['31 December: the year changes', Date.UTC(2027, 11, 30, 23), 1, Date.UTC(2028, 0, 30, 23)],
    ['two months', Date.UTC(2027, 11, 30, 23), 2, Date.UTC(2028, 1, 28, 23)],
  ])('%s', (_name, expiresMs, monthsToClosing, closesMs) => {
    expect(closesAtMs(expiresMs, { monthsToClosing })).toBe(closesMs);
  });
});

test.each([
  ['2026-01-31', 1, '2026-02-28'],
  ['2028-01-31', 1, '2028-02-29'],
  ['2028-02-29', 12, '2029-02-28'],
  ['2028-02-29', 48, '2032-02-29'],
  ['2026-12-15', 1, '2027-01-15'],
  ['2026-08-31', 0, '2026-08-31'],
])('%s and %d months: %s', (date, months, later) => {
  expect(addMonths(date, months)).toBe(later);
});
