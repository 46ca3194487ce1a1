import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SECOND_MS } from '../../../../src/config/duration.ts';
import { nearestInstantMs, nearestYear, transmissionDigits } from '../../../../src/protocol/iso8583/elements/times.ts';

const instants = fc.integer({ min: Date.UTC(1901, 0, 1) / SECOND_MS, max: Date.UTC(2199, 11, 31) / SECOND_MS }).map((s) => s * SECOND_MS);
/** Almost half a year either way: no other year is nearer. */
const drifts = fc.integer({ min: -182 * 86_400_000, max: 182 * 86_400_000 });

/** What Date makes of a date in a year; NaN when it makes another date of it. */
function inYear(year: number, month: number, day: number, timeMs: number): number {
  const midnightMs = Date.UTC(year, month - 1, day);
  return new Date(midnightMs).getUTCDate() === day ? midnightMs + timeMs : Number.NaN;
}

test('an instant written as DE7 is read back by a clock that is up to 182 days off', () => {
  fc.assert(
    fc.property(instants, drifts, (instantMs, driftMs) => {
      const date = new Date(instantMs);
      const parts = [date.getUTCMonth() + 1, date.getUTCDate(), date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()] as const;
      const digits = parts.map((part) => String(part).padStart(2, '0')).join('');
      expect(transmissionDigits(instantMs)).toBe(digits);
      expect(nearestInstantMs(Number(digits), instantMs + driftMs)).toBe(instantMs);
    }),
  );
});

test('the nearest of three years, as Date has them', () => {
  fc.assert(
    fc.property(instants, fc.nat(14), fc.nat(33), fc.nat(86_399), (nearMs, month, day, timeSeconds) => {
      const year = new Date(nearMs).getUTCFullYear();
      const isMonth = month >= 1 && month <= 12;
      const timeMs = timeSeconds * SECOND_MS;
      const candidates = isMonth && day > 0 ? [-1, 0, 1].map((offset) => inYear(year + offset, month, day, timeMs)) : [];
      const nearest = candidates
        .filter((instantMs) => !Number.isNaN(instantMs))
        .reduce((best, next) => (Math.abs(next - nearMs) < Math.abs(best - nearMs) ? next : best), Number.POSITIVE_INFINITY);
      const expected = nearest === Number.POSITIVE_INFINITY ? Number.NaN : nearest;
      const [hour, minute, second] = [Math.floor(timeSeconds / 3_600), Math.floor(timeSeconds / 60) % 60, timeSeconds % 60];
      const digits = (((month * 100 + day) * 100 + hour) * 100 + minute) * 100 + second;
      expect(nearestInstantMs(digits, nearMs)).toBe(expected);
      if (timeSeconds === 43_200)
        expect(nearestYear(month, day, nearMs)).toBe(Number.isNaN(expected) ? 0 : new Date(expected).getUTCFullYear());
    }),
  );
});

test('any numbers give a number or a text', () => {
  const any = fc.double();
  fc.assert(
    fc.property(any, any, any, any, (digits, month, day, nearMs) => {
      expect(nearestInstantMs(digits, nearMs)).toBeTypeOf('number');
      expect(nearestYear(month, day, nearMs)).not.toBeNaN();
      expect(transmissionDigits(nearMs)).toMatch(/^\d{10}$/);
    }),
  );
});
