import { expect, test } from 'vitest';
import { CLOCK_FORM, parseClock } from '../../src/config/clock-setting.ts';

test.each([
  ['wall', 'wall', undefined],
  ['message', 'message', undefined],
  ['simulated', 'simulated', undefined],
  ['simulated:2026-01-01', 'simulated', Date.UTC(2026, 0, 1)],
  ['simulated:2026-06-01T10:30Z', 'simulated', Date.UTC(2026, 5, 1, 10, 30)],
  ['simulated:2026-06-01T10:30:15.250Z', 'simulated', Date.UTC(2026, 5, 1, 10, 30, 15, 250)],
])('%s', (text, kind, startMs) => {
  expect(text).toMatch(new RegExp(CLOCK_FORM.pattern));
  expect(parseClock(text)).toEqual({ kind, startMs });
});

test.each(['', 'sun', 'wall:2026-01-01', 'simulated:', 'simulated:tomorrow', 'simulated:2026-02-31', 'simulated:2026-01-01T10:00'])(
  '%j is no clock',
  (text) => {
    expect(() => parseClock(text)).toThrow('clock must be wall, message, simulated, or simulated:INSTANT such as simulated:2026-01-01');
  },
);
