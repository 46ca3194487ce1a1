import { expect, test } from 'vitest';
import { CpuMeter } from '../../../src/terminal-sim/run/cpu-meter.ts';
import { VirtualClock } from '../support/virtual-clock.ts';

test('CPU time counts from the end of the warm-up to the end of the last interval', () => {
  const clock = new VirtualClock();
  // Half a core in the warm-up, a quarter then, all of it while settling.
  const cores = (atMs: number): number => (atMs < 1_000 ? 0.5 : atMs < 3_000 ? 0.25 : 1);
  let usedUs = 0;
  const meter = new CpuMeter(1_000, clock, () => ({ user: usedUs * 0.75, system: usedUs * 0.25 }));
  for (let atMs = 0; atMs < 4_000; atMs += 1) {
    clock.advance(1);
    usedUs += cores(atMs) * 1_000;
    if (atMs === 1_999 || atMs === 2_999) meter.measure();
  }
  expect(meter.used.seconds).toBeCloseTo(0.5, 2);
  expect(meter.used.cores).toBeCloseTo(0.25, 2);
});

test('without an interval, nothing was used', () => {
  expect(new CpuMeter(0, new VirtualClock()).used).toEqual({ seconds: 0, cores: 0 });
});
