import { expect, test } from 'vitest';
import { CUT_OFF_DEFAULT, executionDate } from '../../../src/programme/calendar/execution-date.ts';
import { osloInstantMs } from '../../../src/programme/calendar/oslo-date.ts';

test.each([
  ['a Monday, in time', '2026-06-01', '14:30', 0, '2026-06-01', '2026-06-01'],
  ['a millisecond late', '2026-06-01', '14:30', 1, '2026-06-01', '2026-06-02'],
  ['in the same minute, but late', '2026-06-01', '14:30:59', 0, '2026-06-01', '2026-06-02'],
  ['a minute late', '2026-06-01', '14:31', 0, '2026-06-01', '2026-06-02'],
  ['a Friday, late', '2026-06-05', '15:00', 0, '2026-06-05', '2026-06-08'],
  ['a Saturday, early', '2026-06-06', '09:00', 0, '2026-06-06', '2026-06-08'],
  ['before Easter, late', '2026-04-01', '14:31', 0, '2026-04-01', '2026-04-07'],
  ['on Maundy Thursday', '2026-04-02', '10:00', 0, '2026-04-01', '2026-04-07'],
  ['asked for a later day', '2026-06-01', '16:00', 0, '2026-06-10', '2026-06-10'],
  ['asked for a Sunday', '2026-06-01', '10:00', 0, '2026-06-07', '2026-06-08'],
  ['asked for a past day', '2026-06-01', '10:00', 0, '2026-05-01', '2026-06-01'],
  ['just after midnight', '2026-06-02', '00:00', 0, '2026-06-01', '2026-06-02'],
])('%s', (_what, day, time, moreMs, requestedDate, expected) => {
  const approvedAtMs = osloInstantMs(day, time) + moreMs;
  expect(executionDate({ approvedAtMs, requestedDate, cutOff: CUT_OFF_DEFAULT })).toBe(expected);
});

test('24 December can be no banking day', () => {
  const approvedAtMs = osloInstantMs('2026-12-24', '10:00');
  const payment = { approvedAtMs, requestedDate: '2026-12-24', cutOff: '14:30' };
  expect(executionDate(payment)).toBe('2026-12-24');
  expect(executionDate({ ...payment, bankingDays: { christmasEve: false } })).toBe('2026-12-28');
});
