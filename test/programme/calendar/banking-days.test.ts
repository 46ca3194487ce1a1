import { expect, test } from 'vitest';
import { bankingDayFrom, holidayOn, isBankingDay } from '../../../src/programme/calendar/banking-days.ts';
import { addDays, weekdayOf } from '../../../src/programme/calendar/calendar-date.ts';

function closedWeekdays(year: number, options = {}): readonly string[] {
  const closed: string[] = [];
  for (let date = `${year}-01-01`; date < `${year + 1}-01-01`; date = addDays(date, 1)) {
    if (!isBankingDay(date, options) && ![0, 6].includes(weekdayOf(date))) closed.push(date);
  }
  return closed;
}

test('the weekdays without banking of 2026 and 2027', () => {
  expect(closedWeekdays(2026)).toEqual([
    '2026-01-01',
    '2026-04-02',
    '2026-04-03',
    '2026-04-06',
    '2026-05-01',
    '2026-05-14',
    '2026-05-25',
    '2026-12-25',
  ]);
  expect(closedWeekdays(2027)).toEqual(['2027-01-01', '2027-03-25', '2027-03-26', '2027-03-29', '2027-05-06', '2027-05-17']);
});

test('24 and 31 December are banking days unless they are said not to be', () => {
  expect(isBankingDay('2026-12-24')).toBe(true);
  expect(isBankingDay('2026-12-31')).toBe(true);
  expect(closedWeekdays(2026, { christmasEve: false, newYearsEve: false }).slice(-3)).toEqual(['2026-12-24', '2026-12-25', '2026-12-31']);
  expect(isBankingDay('2027-12-25', { christmasEve: true })).toBe(false);
});

test.each([
  ['2026-04-02', 'maundyThursday'],
  ['2026-05-17', 'constitutionDay'],
  ['2027-05-17', 'constitutionDay'],
  ['2026-05-25', 'whitMonday'],
  ['2026-05-24', undefined],
  ['2026-06-01', undefined],
])('%s is %s', (date, holiday) => {
  expect(holidayOn(date)).toBe(holiday);
});

test.each([
  ['2026-04-01', '2026-04-01'],
  ['2026-04-02', '2026-04-07'],
  ['2026-12-25', '2026-12-28'],
  ['2026-12-24', '2026-12-24'],
  ['2027-12-31', '2027-12-31'],
  ['2028-01-01', '2028-01-03'],
])('the banking day from %s on is %s', (date, next) => {
  expect(bankingDayFrom(date)).toBe(next);
});
