import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Random } from '../../src/terminal-sim/random.ts';
import { arrivalGaps } from '../../src/terminal-sim/workload/arrivals.ts';
import { constantRate } from '../../src/terminal-sim/workload/rate-plan.ts';
import { Zipf } from '../../src/terminal-sim/workload/zipf.ts';
import { runs } from '../support/property-settings.ts';

test('the same seed gives the same numbers, each within its bounds', () => {
  fc.assert(
    fc.property(fc.string(), fc.integer({ min: 1, max: 1_000 }), (seed, end) => {
      const one = new Random(seed);
      const two = new Random(seed);
      for (let draw = 0; draw < 50; draw += 1) {
        const number = one.int(end);
        expect(two.int(end)).toBe(number);
        expect(number).toBeGreaterThanOrEqual(0);
        expect(number).toBeLessThan(end);
      }
      expect(one.bytes(9).equals(two.bytes(9))).toBe(true);
      expect(one.normal()).toBe(two.normal());
    }),
  );
});

test('another seed gives other numbers', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (a, b) => {
      fc.pre(a !== b);
      const [one, two] = [new Random(a), new Random(b)];
      expect([one.uint32(), one.uint32(), one.uint32()]).not.toEqual([two.uint32(), two.uint32(), two.uint32()]);
    }),
  );
});

test('Zipf shares add up to one, fall with the rank, and are drawn so', () => {
  const DRAWS = 20_000;
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60 }), fc.double({ min: 0, max: 2, noNaN: true }), fc.string(), (count, exponent, seed) => {
      const zipf = new Zipf(count, exponent);
      const shares = Array.from({ length: count }, (_none, rank) => zipf.share(rank));
      expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
      for (const [rank, share] of shares.entries()) {
        expect(share / (shares[0] ?? 1)).toBeCloseTo((rank + 1) ** -exponent, 6);
      }
      const random = new Random(seed);
      const drawn = new Array<number>(count).fill(0);
      for (let draw = 0; draw < DRAWS; draw += 1) {
        const rank = zipf.draw(random);
        drawn[rank] = (drawn[rank] ?? 0) + 1;
      }
      // Seven standard deviations: for a right sampler practically never crossed.
      for (const [rank, share] of shares.entries()) {
        const deviation = Math.sqrt(DRAWS * share * (1 - share));
        expect(Math.abs((drawn[rank] ?? 0) - DRAWS * share)).toBeLessThanOrEqual(7 * deviation + 1);
      }
    }),
    { numRuns: runs(25) },
  );
});

test('gaps between arrivals are never negative and make the rate', () => {
  const GAPS = 20_000;
  fc.assert(
    fc.property(
      fc.constantFrom('constant' as const, 'poisson' as const),
      fc.integer({ min: 1, max: 100_000 }),
      fc.string(),
      (kind, rate, seed) => {
        const next = arrivalGaps(kind, constantRate(rate), new Random(seed));
        let sumMs = 0;
        let leastMs = 0;
        for (let index = 0; index < GAPS; index += 1) {
          const gapMs = next();
          leastMs = Math.min(leastMs, gapMs);
          sumMs += gapMs;
        }
        expect(leastMs).toBe(0);
        expect((GAPS * 1000) / sumMs / rate).toBeGreaterThan(0.94);
        expect((GAPS * 1000) / sumMs / rate).toBeLessThan(1.06);
      },
    ),
    { numRuns: runs(20) },
  );
});

test('a Zipf distribution needs a rank and an exponent that is not negative', () => {
  expect(() => new Zipf(0, 1)).toThrow('at least one rank');
  expect(() => new Zipf(3, -1)).toThrow('0 or more');
});
