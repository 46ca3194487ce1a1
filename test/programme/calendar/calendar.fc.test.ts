import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bankingDayFrom, isBankingDay } from '../../../src/programme/calendar/banking-days.ts';
import { addDays, dateOfDay, dayOfDate, isCalendarDate } from '../../../src/programme/calendar/calendar-date.ts';
import { executionDate } from '../../../src/programme/calendar/execution-date.ts';
import { osloDate, osloInstantMs } from '../../../src/programme/calendar/oslo-date.ts';
import { runs } from '../../support/property-settings.ts';

const FROM_MS = Date.UTC(2020, 0, 1);
const TO_MS = Date.UTC(2045, 0, 1);
const instant = fc.integer({ min: FROM_MS, max: TO_MS });
const date = fc.integer({ min: dayOfDate('2020-01-01'), max: dayOfDate('2045-01-01') }).map(dateOfDay);
const ICU = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Oslo', dateStyle: 'short' });
const twoDigits = (value: number): string => String(value).padStart(2, '0');

test('the date in Oslo is that of ICU, and midnight begins it', () => {
  fc.assert(
    fc.property(instant, (atMs) => {
      const day = osloDate(atMs);
      expect(day).toBe(ICU.format(atMs));
      expect(isCalendarDate(day)).toBe(true);
      expect(osloInstantMs(day, '00:00')).toBeLessThanOrEqual(atMs);
      expect(osloInstantMs(addDays(day, 1), '00:00')).toBeGreaterThan(atMs);
    }),
    { numRuns: runs(500) },
  );
});

test('a local time is on its date, and never before an earlier one', () => {
  const time = fc.tuple(fc.nat({ max: 23 }), fc.nat({ max: 59 }));
  fc.assert(
    fc.property(date, time, time, (day, a, b) => {
      const [earlier, later] = [a, b].map(([hours, minutes]) => `${twoDigits(hours)}:${twoDigits(minutes)}`).sort();
      const atMs = osloInstantMs(day, earlier ?? '');
      expect(osloDate(atMs)).toBe(day);
      if (!(earlier ?? '').startsWith('02')) expect(osloInstantMs(day, later ?? '')).toBeGreaterThanOrEqual(atMs);
    }),
    { numRuns: runs(500) },
  );
});

test('a payment is executed on the first banking day that it can be', () => {
  fc.assert(
    fc.property(instant, fc.integer({ min: -40, max: 40 }), (approvedAtMs, daysAhead) => {
      const requestedDate = addDays(osloDate(approvedAtMs), daysAhead);
      const executed = executionDate({ approvedAtMs, requestedDate, cutOff: '14:30' });
      expect(isBankingDay(executed)).toBe(true);
      expect(executed >= requestedDate && executed >= osloDate(approvedAtMs)).toBe(true);
      expect(approvedAtMs).toBeLessThanOrEqual(osloInstantMs(executed, '14:30'));
      let day = bankingDayFrom(osloDate(approvedAtMs));
      for (; day < executed; day = bankingDayFrom(addDays(day, 1))) {
        expect(day < requestedDate || osloInstantMs(day, '14:30') < approvedAtMs).toBe(true);
      }
      const later = executionDate({ approvedAtMs: approvedAtMs + 60_000, requestedDate, cutOff: '14:30' });
      expect(later >= executed).toBe(true);
    }),
    { numRuns: runs(500) },
  );
});
