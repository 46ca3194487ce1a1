/** What counts as the time of a process: its own work, as far as the system tells it. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { processorMs } from '../../../src/http/jobs/processor-time.ts';
import { TimeLimit, type TimeLimits } from '../../../src/http/jobs/time-limit.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));
afterEach(() => void vi.useRealTimers());

/** A process that gets a share of the processor; `unknown`: the system does not tell. */
function limited(limits: TimeLimits, share: number | 'unknown') {
  const ended = { atMs: Number.NaN };
  const startMs = performance.now();
  const limit = new TimeLimit({
    ...limits,
    usedMs: () => (share === 'unknown' ? undefined : 7_000 + (performance.now() - startMs) * share),
    nowMs: () => performance.now(),
    onTooLong: () => {
      ended.atMs = performance.now() - startMs;
    },
  });
  limit.start();
  return { limit, ended };
}

test.each([
  ['its own work', { processorMs: 1_000, timeMs: 60_000 }, 0.1, 10_000],
  ['all time, beyond the other limit', { processorMs: 1_000, timeMs: 5_000 }, 0.1, 5_000],
  ['all time, when it only waits', { processorMs: 1_000, timeMs: 5_000 }, 0, 5_000],
  ['all time, without a limit of its work', { timeMs: 5_000 }, 1, 5_000],
  ['all time, where the system does not tell', { processorMs: 1_000, timeMs: 60_000 }, 'unknown', 1_000],
] as const)('counts %s', (_what, limits, share, atMs) => {
  const { ended } = limited(limits, share);
  vi.advanceTimersByTime(atMs - 1);
  expect(ended.atMs).toBeNaN();
  vi.advanceTimersByTime(60);
  expect(ended.atMs).toBeGreaterThanOrEqual(atMs);
});

test('counts from its last start, and not when it is stopped', () => {
  const { limit, ended } = limited({ processorMs: 1_000, timeMs: 60_000 }, 1);
  vi.advanceTimersByTime(900);
  limit.start();
  vi.advanceTimersByTime(900);
  expect(ended.atMs).toBeNaN();
  limit.stop();
  vi.advanceTimersByTime(60_000);
  expect(ended.atMs).toBeNaN();
});

test.runIf(process.platform === 'linux')('the system tells the processor time of a process, and nothing of one that is gone', () => {
  const before = processorMs(process.pid) ?? Number.NaN;
  const { user, system } = process.cpuUsage();
  const ownMs = (user + system) / 1_000;
  const after = processorMs(process.pid) ?? Number.NaN;
  // Read in ticks of 10 ms, before and after.
  expect(before).toBeLessThanOrEqual(ownMs + 20);
  expect(after).toBeGreaterThanOrEqual(ownMs - 20);
  expect(processorMs(2 ** 30)).toBeUndefined();
});
