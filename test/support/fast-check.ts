/**
 * Settings of every property test. A failing property prints its seed and path; to run it again:
 * `FC_SEED=<seed> npx vitest run <file>`. `FC_RUNS` raises the number of runs.
 */
import { expect } from 'vitest';

if (expect.getState().testPath?.includes('.fc.')) {
  const { configureGlobal } = await import('fast-check');
  const { FC_SEED: seed, FC_RUNS: runs } = process.env;
  configureGlobal({
    ...(seed === undefined ? {} : { seed: Number(seed) }),
    ...(runs === undefined ? {} : { numRuns: Number(runs) }),
  });
}
