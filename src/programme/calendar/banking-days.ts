/** Norwegian banking days: not Saturdays, Sundays and public holidays. */
import { addDays, weekdayOf } from './calendar-date.ts';
import { easterSunday } from './easter.ts';

/** Month and day. */
const FIXED_HOLIDAYS = {
  newYearsDay: '01-01',
  labourDay: '05-01',
  constitutionDay: '05-17',
  christmasDay: '12-25',
  secondChristmasDay: '12-26',
} as const;

/** Days after Easter Sunday. Easter Sunday and Whit Sunday are Sundays anyway. */
const MOVABLE_HOLIDAYS = { maundyThursday: -3, goodFriday: -2, easterMonday: 1, ascensionDay: 39, whitMonday: 50 } as const;

type Holiday = keyof typeof FIXED_HOLIDAYS | keyof typeof MOVABLE_HOLIDAYS;

export interface BankingDayOptions {
  /** Whether 24 December is a banking day when it is no Saturday or Sunday. True by default. */
  readonly christmasEve?: boolean;
  /** The same of 31 December. */
  readonly newYearsEve?: boolean;
}

/** The holiday on a date. On two at once (17 May can be Whit Monday), the fixed one. */
export function holidayOn(date: string): Holiday | undefined {
  const monthDay = date.slice(5);
  for (const [name, fixed] of Object.entries(FIXED_HOLIDAYS)) if (fixed === monthDay) return name as Holiday;
  const easter = easterSunday(Number(date.slice(0, 4)));
  for (const [name, days] of Object.entries(MOVABLE_HOLIDAYS)) if (addDays(easter, days) === date) return name as Holiday;
  return undefined;
}

export function isBankingDay(date: string, options: BankingDayOptions = {}): boolean {
  const weekday = weekdayOf(date);
  if (weekday === 0 || weekday === 6) return false;
  if (date.endsWith('-12-24')) return options.christmasEve !== false;
  if (date.endsWith('-12-31')) return options.newYearsEve !== false;
  return holidayOn(date) === undefined;
}

/** The date itself if it is a banking day, else the next one. */
export function bankingDayFrom(date: string, options: BankingDayOptions = {}): string {
  let day = date;
  while (!isBankingDay(day, options)) day = addDays(day, 1);
  return day;
}

/** So many banking days after a date, which need not be one itself; 0: `bankingDayFrom`. */
export function bankingDaysAfter(date: string, days: number, options: BankingDayOptions = {}): string {
  let day = days === 0 ? bankingDayFrom(date, options) : date;
  for (let left = days; left > 0; left -= 1) day = bankingDayFrom(addDays(day, 1), options);
  return day;
}
