import fc from 'fast-check';
import { expect, test } from 'vitest';
import { latenciesOf, newHistogram, PERCENTILES, recordMs } from '../../../src/terminal-sim/measure/histogram.ts';

const ms = fc.oneof(
  fc.double({ min: 0, max: 5, noNaN: true }),
  fc.double({ min: 0, max: 3_600_000, noNaN: true }),
  fc.constantFrom(0, 0.001, 2.048, 1_000),
);

test('latencies in one pass are those of the histogram itself', () => {
  fc.assert(
    fc.property(fc.array(ms, { minLength: 1, maxLength: 3_000 }), (values) => {
      const histogram = newHistogram();
      for (const value of values) recordMs(histogram, value);
      const { min, mean, max, ...percentiles } = latenciesOf(histogram);
      const expected = PERCENTILES.map(
        (name) => Math.min(histogram.maxValue, histogram.getValueAtPercentile(Number(name.slice(1)))) / 1000,
      );
      expect(PERCENTILES.map((name) => percentiles[name])).toEqual(expected);
      expect([min, max]).toEqual([histogram.minNonZeroValue / 1000, histogram.maxValue / 1000]);
      expect(mean).toBeCloseTo(histogram.mean / 1000, 2);
    }),
  );
});

test('of nothing all are 0', () => {
  expect(new Set(Object.values(latenciesOf(newHistogram())))).toEqual(new Set([0]));
});
