/**
 * Calendar dates as ISO 8601 texts, `2026-06-01`: they compare as texts, and no time zone moves
 * them. Years 0000 to 9999.
 */
import { DAY_MS } from '../../config/duration.ts';

const DATE_FORM = /^\d{4}-\d{2}-\d{2}$/;

/** The date of a day counted from 1970-01-01. */
export function dateOfDay(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** Days since 1970-01-01. The date must exist. */
export function dayOfDate(date: string): number {
  return Date.parse(date) / DAY_MS;
}

/** True for a date that exists: 2026-02-29 does not. */
export function isCalendarDate(text: string): boolean {
  if (!DATE_FORM.test(text)) return false;
  const atMs = Date.parse(text);
  // Engines may take the 29th to the 31st of a shorter month as a day of the next one.
  return !Number.isNaN(atMs) && new Date(atMs).toISOString().startsWith(text);
}

export function addDays(date: string, days: number): string {
  return dateOfDay(dayOfDate(date) + days);
}

/** 0 for Sunday to 6 for Saturday. */
export function weekdayOf(date: string): number {
  return new Date(dayOfDate(date) * DAY_MS).getUTCDay();
}
