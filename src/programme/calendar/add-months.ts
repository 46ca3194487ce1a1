/** Months of the calendar, which have 28 to 31 days. */
import { dateOfDay, dayOfDate } from './calendar-date.ts';

/** The same day so many months later, or the last day of that month when it has no such day. */
export function addMonths(date: string, months: number): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const first = new Date(Date.UTC(year, month - 1 + months, 1));
  const firstDay = dayOfDate(first.toISOString().slice(0, 10));
  const daysInMonth = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  return dateOfDay(firstDay + Math.min(day, daysInMonth) - 1);
}
