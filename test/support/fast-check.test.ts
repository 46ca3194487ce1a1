import { expect, test } from 'vitest';
import { filesUnder, read } from './sources.ts';

/** Has settings of its own, since the suites of all stores run it. */
const MODEL = 'test/limits/stores/conformance/model.ts';

test('properties stand in .fc. files, where a failure prints its seed and FC_SEED and FC_RUNS are heard', () => {
  const files = filesUnder('test', '.ts').filter((path) => path !== MODEL && path !== 'test/support/fast-check.test.ts');
  const using = files.filter((path) => /\bfc\.(?:assert|check)\(/.test(read(path)));
  expect(using.length).toBeGreaterThan(0);
  expect(using.filter((path) => !path.endsWith('.fc.test.ts'))).toEqual([]);
  expect(using.filter((path) => /numRuns: [\d_]+ \}|process\.env/.test(read(path)))).toEqual([]);
});
