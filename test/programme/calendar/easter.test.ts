import { expect, test } from 'vitest';
import { weekdayOf } from '../../../src/programme/calendar/calendar-date.ts';
import { easterSunday } from '../../../src/programme/calendar/easter.ts';

/** The table of western Easter dates in the tests of python-dateutil (test_easter.py), 2020 to 2040. */
const PUBLISHED = [
  ['2020-04-12', '2021-04-04', '2022-04-17', '2023-04-09', '2024-03-31', '2025-04-20', '2026-04-05'],
  ['2027-03-28', '2028-04-16', '2029-04-01', '2030-04-21', '2031-04-13', '2032-03-28', '2033-04-17'],
  ['2034-04-09', '2035-03-25', '2036-04-13', '2037-04-05', '2038-04-25', '2039-04-10', '2040-04-01'],
].flat();

test('Easter is when it was published to be', () => {
  expect(PUBLISHED.map((date) => easterSunday(Number(date.slice(0, 4))))).toEqual(PUBLISHED);
});

test('Easter is a Sunday from 22 March to 25 April', () => {
  const dates = Array.from({ length: 2_500 }, (_, i) => easterSunday(1583 + i));
  expect(dates.filter((date) => weekdayOf(date) !== 0)).toEqual([]);
  const monthDays = dates.map((date) => date.slice(5)).sort();
  expect([monthDays[0], monthDays.at(-1)]).toEqual(['03-22', '04-25']);
});
