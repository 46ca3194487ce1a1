import fc from 'fast-check';
import { test } from 'vitest';
import { runs } from '../../support/property-settings.ts';
import { openLifeWorld } from '../support/life-world.ts';
import { LIFE_STEPS, type LifeStep, runLife } from './lives-suite.ts';

const STEPS_MAX = 25;

const step: fc.Arbitrary<LifeStep> = fc.record({
  what: fc.constantFrom(...LIFE_STEPS, 'handOut', 'load', 'load', 'spend', 'lose', 'approve'),
  who: fc.nat(20),
  other: fc.nat(20),
  amountMinor: fc.integer({ min: 1, max: 250_000 }),
  flag: fc.boolean(),
});

test('whole lives in random order: the books balance after every step, and all comes to its end', async () => {
  const world = await openLifeWorld();
  try {
    const property = fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: STEPS_MAX }), (steps) => runLife(world, steps));
    await fc.assert(property, { numRuns: runs(2), endOnFailure: true });
  } finally {
    await world.close();
  }
});
