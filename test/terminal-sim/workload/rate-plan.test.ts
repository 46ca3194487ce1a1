import { describe, expect, test } from 'vitest';
import { Random } from '../../../src/terminal-sim/random.ts';
import { type Arrivals, arrivalGaps } from '../../../src/terminal-sim/workload/arrivals.ts';
import {
  dayPlan,
  meanPerSecond,
  parseRatePlan,
  type RatePlan,
  scaleRate,
  warmUpFirst,
} from '../../../src/terminal-sim/workload/rate-plan.ts';

/** Intended instants from 0 to below `endMs`. */
function instants(plan: RatePlan, endMs: number, arrivals: Arrivals = 'constant'): readonly number[] {
  const next = arrivalGaps(arrivals, plan, new Random('rates'));
  const found: number[] = [];
  for (let atMs = 0; atMs < endMs; atMs += next()) found.push(atMs);
  return found;
}

function countsPerSecond(plan: RatePlan, seconds: number, arrivals?: Arrivals): readonly number[] {
  const counts = new Array<number>(seconds).fill(0);
  for (const atMs of instants(plan, seconds * 1_000, arrivals))
    counts[Math.floor(atMs / 1_000)] = (counts[Math.floor(atMs / 1_000)] ?? 0) + 1;
  return counts;
}

const parse = (text: string, durationMs = 10_000): RatePlan => parseRatePlan(text, '--rate', durationMs);

describe('the rate', () => {
  test('is the same all the time', () => {
    expect(countsPerSecond(parse('100/s'), 5)).toEqual([100, 100, 100, 100, 100]);
  });

  test('rises evenly: each second has more than the last by the same number', () => {
    // From 0 to 1000 within 10 s: the k-th second has 100 k − 50, give or take one at its edges.
    const counts = countsPerSecond(parse('0/s..1000/s'), 10);
    for (const [second, count] of counts.entries()) expect(Math.abs(count - (100 * second + 50))).toBeLessThanOrEqual(1);
  });

  test('falls as it rises', () => {
    const counts = countsPerSecond(parse('1000/s..0/s'), 10);
    for (const [second, count] of counts.entries()) expect(Math.abs(count - (950 - 100 * second))).toBeLessThanOrEqual(1);
  });

  test('goes in steps, stands still, and stays as it was last', () => {
    expect(countsPerSecond(parse('10/s@2s,0/s@2s,30/s@2s'), 8)).toEqual([10, 10, 1, 0, 30, 30, 30, 30].map((n) => expect.closeTo(n, -0.5)));
    expect(instants(parse('10/s@2s,0/s@2s,30/s'), 8_000).filter((atMs) => atMs > 2_000 && atMs < 4_000)).toEqual([]);
  });

  test('has its mean whatever the arrivals', () => {
    const plan = parse('500/s..1500/s');
    const counts = countsPerSecond(plan, 10, 'poisson');
    expect(counts.reduce((sum, count) => sum + count, 0)).toBeGreaterThan(9_600);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBeLessThan(10_400);
    expect(counts.at(-1)).toBeGreaterThan((counts[0] ?? 0) * 2);
    expect(meanPerSecond(plan, 10_000)).toBe(1_000);
  });

  test.each([
    ['2000/s', 2_000],
    ['120000/m', 2_000],
    ['100/s@5s,300/s', 200],
    ['0/s..200/s@5s,200/s', 150],
    ['100/s@2s', 100],
  ])('%s has the mean %d', (text, mean) => {
    expect(meanPerSecond(parse(text), 10_000)).toBeCloseTo(mean, 9);
  });

  test('nothing more is offered after a plan that ends at 0', () => {
    const next = arrivalGaps('constant', parse('1/s..0/s@2s', 2_000), new Random('x'));
    expect([next(), next()].at(-1)).toBe(Number.POSITIVE_INFINITY);
  });

  test('shares make the whole', () => {
    const plan = parse('100/s..700/s@5s,50/s');
    expect(meanPerSecond(scaleRate(plan, 1 / 3), 10_000) * 3).toBeCloseTo(meanPerSecond(plan, 10_000), 9);
  });

  test('a warm-up has the first rate', () => {
    expect(countsPerSecond(warmUpFirst(parse('100/s..200/s@1s,200/s'), 2_000), 4)).toEqual(
      [100, 100, 150, 200].map((count) => expect.closeTo(count, -0.5)),
    );
  });

  test('of a day follows its hours, the busiest at the peak', () => {
    const hours = Array.from({ length: 24 }, (_none, hour) => (hour === 16 ? 100 : 50));
    const counts = countsPerSecond(dayPlan(hours, 200, 24_000), 24);
    expect(counts[16]).toBe(200);
    expect(counts[3]).toBe(100);
  });
});

test.each([
  ['quick', 'which is no rate; write it as 2000/s.'],
  ['0/s', 'which offers nothing'],
  ['0/s..0/s', 'which offers nothing'],
  ['-5/s', 'which is no rate'],
  ['1/s..2/s..3/s', 'cannot be read'],
  ['1/s@1s@2s', 'cannot be read'],
  ['1/s@soon', 'which is no duration'],
  ['1/s,2/s', 'without a duration before another'],
  ['1/s@9s,2/s@2s', 'longer than the run'],
  ['1/s@10s,2/s', 'longer than the run'],
  ['', 'which is no rate'],
  [new Array(101).fill('1/s@1ms').join(','), 'at most 100'],
])('%j is refused in one sentence', (text, reason) => {
  expect(() => parse(text)).toThrow(reason);
  expect(() => parse(text)).toThrow(/^--rate .*\.$/);
});
