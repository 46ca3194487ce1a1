import { expect, test } from 'vitest';
import { filesUnder, read } from './sources.ts';

/** Has settings of its own, since the suites of all stores run it. */
const MODEL = 'test/limits/stores/conformance/model.ts';

/** Properties that files .fc. of several databases share. */
const SHARED = ['test/database/conformance/round-trip.ts', 'test/programme/support/random-weeks.ts'];

test('properties stand in .fc. files, where a failure prints its seed and FC_SEED and FC_RUNS are heard', () => {
  const files = filesUnder('test', '.ts').filter((path) => path !== MODEL && path !== 'test/support/fast-check.test.ts');
  const using = files.filter((path) => /\bfc\.(?:assert|check)\(/.test(read(path)));
  expect(using.length).toBeGreaterThan(0);
  expect(using.filter((path) => !path.endsWith('.fc.test.ts') && !SHARED.includes(path))).toEqual([]);
  expect(using.filter((path) => /numRuns: [\d_]+ \}|process\.env/.test(read(path)))).toEqual([]);
});
