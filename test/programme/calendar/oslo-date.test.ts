import { expect, test } from 'vitest';
import { addDays, isCalendarDate } from '../../../src/programme/calendar/calendar-date.ts';
import { isLocalTime, osloDate, osloInstantMs } from '../../../src/programme/calendar/oslo-date.ts';

test.each([
  ['2026-06-01T21:59:59.999Z', '2026-06-01'],
  ['2026-06-01T22:00:00.000Z', '2026-06-02'],
  ['2026-12-31T22:59:59.999Z', '2026-12-31'],
  ['2026-12-31T23:00:00.000Z', '2027-01-01'],
])('at %s it is %s in Oslo', (instant, date) => {
  expect(osloDate(Date.parse(instant))).toBe(date);
});

test.each([
  ['2026-06-01', '14:30', '2026-06-01T12:30:00.000Z'],
  ['2026-01-15', '14:30', '2026-01-15T13:30:00.000Z'],
  ['2026-01-15', '14:30:01', '2026-01-15T13:30:01.000Z'],
  ['2026-03-29', '01:59:59', '2026-03-29T00:59:59.000Z'],
  ['2026-03-29', '02:30', '2026-03-29T01:30:00.000Z'],
  ['2026-03-29', '03:00', '2026-03-29T01:00:00.000Z'],
  ['2026-10-25', '01:59', '2026-10-24T23:59:00.000Z'],
  ['2026-10-25', '02:00', '2026-10-25T00:00:00.000Z'],
  ['2026-10-25', '02:59', '2026-10-25T00:59:00.000Z'],
  ['2026-10-25', '03:00', '2026-10-25T02:00:00.000Z'],
  ['2026-06-01', '00:00', '2026-05-31T22:00:00.000Z'],
])('%s %s in Oslo is %s', (date, time, instant) => {
  expect(new Date(osloInstantMs(date, time)).toISOString()).toBe(instant);
});

test.each(['24:00', '14:60', '1430', '', '14:30:60', '4:30'])('%o is no local time', (text) => {
  expect(isLocalTime(text)).toBe(false);
  expect(() => osloInstantMs('2026-06-01', text)).toThrow('14:30');
});

test.each([
  ['2028-02-29', true],
  ['2026-02-29', false],
  ['2026-04-31', false],
  ['2026-13-01', false],
  ['2026-00-10', false],
  ['2026-6-1', false],
  ['2026-06-01Z', false],
  ['', false],
])('%o is a date: %s', (text, is) => {
  expect(isCalendarDate(text)).toBe(is);
});

test('days are added across months and leap days', () => {
  expect([addDays('2028-02-28', 1), addDays('2026-12-31', 1), addDays('2026-03-01', -1)]).toEqual([
    '2028-02-29',
    '2027-01-01',
    '2026-02-28',
  ]);
});
