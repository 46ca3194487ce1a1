/**
 * How many random runs a property gets, and how long it may take. Two variables of the environment change it:
 * `FC_SEED` repeats the run that printed this seed, `FC_RUNS` sets the number of runs of every property.
 */
const { FC_SEED, FC_RUNS } = process.env;

/** Of one test, all its properties together. Large, because it only ends a test that hangs. */
export const PROPERTY_TIMEOUT_MS = FC_RUNS === undefined ? 1_200_000 : 6 * 3_600_000;

/** `usual`, unless FC_RUNS says otherwise. */
export function runs(usual: number): number {
  return Number(FC_RUNS ?? usual);
}

interface PropertySettings {
  readonly seed?: number;
  readonly numRuns?: number;
  readonly interruptAfterTimeLimit: number;
  readonly markInterruptAsFailure: boolean;
}

/** Parameters of fast-check. A property that takes too long fails by itself: the test's own timeout would print no seed. */
export const PROPERTY_SETTINGS: PropertySettings = {
  ...(FC_SEED === undefined ? {} : { seed: Number(FC_SEED) }),
  ...(FC_RUNS === undefined ? {} : { numRuns: Number(FC_RUNS) }),
  interruptAfterTimeLimit: 0.9 * PROPERTY_TIMEOUT_MS,
  markInterruptAsFailure: true,
};
