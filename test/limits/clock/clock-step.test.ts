/** How far a clock is moved: fixed units, and months and years of the calendar in Oslo. */
import { expect, test } from 'vitest';
import { afterStep, parseClockStep } from '../../../src/limits/clock/clock-step.ts';

const after = (from: string, step: string): string => {
  const toMs = afterStep(Date.parse(from), parseClockStep(step, 'by'));
  return new Date(toMs).toISOString();
};

test.each([
  ['2026-01-01T00:00:00.000Z', '90m', '2026-01-01T01:30:00.000Z'],
  ['2026-01-01T00:00:00.000Z', '500ms', '2026-01-01T00:00:00.500Z'],
  ['2026-01-01T00:00:00.000Z', '1d', '2026-01-02T00:00:00.000Z'],
  ['2026-01-01T00:00:00.000Z', '2w', '2026-01-15T00:00:00.000Z'],
  // A day is 24 hours, also when the clocks change.
  ['2026-03-28T12:00:00.000Z', '1d', '2026-03-29T12:00:00.000Z'],
  // A month keeps the time of day in Oslo.
  ['2026-03-15T11:00:00.000Z', '1mo', '2026-04-15T10:00:00.000Z'],
  ['2026-01-31T11:00:00.000Z', '1mo', '2026-02-28T11:00:00.000Z'],
  ['2025-12-31T23:30:00.000Z', '1mo', '2026-01-31T23:30:00.000Z'],
  ['2024-02-29T11:00:00.000Z', '1y', '2025-02-28T11:00:00.000Z'],
  ['2024-02-29T11:00:00.000Z', '4y', '2028-02-29T11:00:00.000Z'],
  ['2026-01-01T00:00:00.000Z', '2y', '2028-01-01T00:00:00.000Z'],
  // 02:30 of a night that has no 02:30, and the first of the two that another one has.
  ['2027-02-28T01:30:00.000Z', '1mo', '2027-03-28T01:30:00.000Z'],
  ['2026-09-25T00:30:00.000Z', '1mo', '2026-10-25T00:30:00.000Z'],
])('%s and %s: %s', (from, step, to) => {
  expect(after(from, step)).toBe(to);
});

test.each(['', '1', 'd', '-1d', '1 d', '1.5d', '1D', '9999999d', 'tomorrow'])('%j is no step', (text) => {
  expect(() => parseClockStep(text, 'by')).toThrow('by must be a number and a unit, such as 90m, 12h, 1d, 2w, 1mo or 2y.');
});

test('a step past what a date can hold is no number', () => {
  expect(afterStep(Date.UTC(2026, 0, 1), parseClockStep('999999y', 'by'))).toBeNaN();
});
