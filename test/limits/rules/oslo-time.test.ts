import { describe, expect, it } from 'vitest';
import { expiresAtMs, osloMidnightMs, osloOffsetMs } from '../../../src/limits/rules/oslo-time.ts';

const HOUR_MS = 3_600_000;
const CLOCK = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Oslo', hourCycle: 'h23', dateStyle: 'short', timeStyle: 'medium' });

/** Offset by the ICU tables. */
function icuOffsetMs(instantMs: number): number {
  const [, day, month, year, hour, minute, second] = /(\d+)\/(\d+)\/(\d+), (\d+):(\d+):(\d+)/.exec(CLOCK.format(instantMs)) ?? [];
  return Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second)) - instantMs;
}

describe('Oslo time', () => {
  it('has the offset of ICU at every six hours and around every change of 2024 to 2040', () => {
    for (let instant = Date.UTC(2024, 0, 1); instant < Date.UTC(2041, 0, 1); instant += 6 * HOUR_MS) {
      if (osloOffsetMs(instant) !== icuOffsetMs(instant)) expect.fail(new Date(instant).toISOString());
    }
    for (const change of ['2026-03-29T01:00:00Z', '2026-10-25T01:00:00Z', '2027-03-28T01:00:00Z', '2028-10-29T01:00:00Z']) {
      const instant = Date.parse(change);
      for (const at of [instant - 1_000, instant, instant + 1_000])
        expect(osloOffsetMs(at), new Date(at).toISOString()).toBe(icuOffsetMs(at));
    }
  });

  it.each([
    ['2026-06-04T22:30:00Z', 0, '2026-06-04T22:00:00.000Z'],
    ['2026-06-04T21:59:59Z', 0, '2026-06-03T22:00:00.000Z'],
    ['2026-03-31T12:00:00Z', 3, '2026-03-27T23:00:00.000Z'],
    ['2026-10-27T12:00:00Z', 3, '2026-10-23T22:00:00.000Z'],
    ['2026-01-02T00:00:00Z', 3, '2025-12-29T23:00:00.000Z'],
  ])('midnight of %s, %i days back', (instant, daysBack, midnight) => {
    expect(new Date(osloMidnightMs(Date.parse(instant), daysBack)).toISOString()).toBe(midnight);
  });

  it.each([
    ['2606', '2026-06-30T22:00:00.000Z'],
    ['2612', '2026-12-31T23:00:00.000Z'],
    ['2602', '2026-02-28T23:00:00.000Z'],
  ])('a card printed %s is valid through the last day of the month', (expiry, instant) => {
    expect(new Date(expiresAtMs(expiry)).toISOString()).toBe(instant);
  });

  it.each(['2600', '2613', '26', 'abcd', ''])('"%s" is no month', (expiry) => {
    expect(expiresAtMs(expiry)).toBeNaN();
  });
});
