/** What a test needs beyond Node and may be missing: its tests are left out with one loud line; with CI=true they fail. */
import { spawnSync } from 'node:child_process';

/**
 * False when something is missing; `missing` is then a sentence that says what and how to get it.
 * Throws this sentence when CI=true: .ci/run installs what the tests need.
 */
export function canTest(what: string, missing: string | undefined): boolean {
  if (missing === undefined) return true;
  if (process.env['CI'] === 'true') throw new Error(missing);
  console.warn(`*** ${what} IS NOT TESTED: ${missing} ***`);
  return false;
}

/** The programs among them that are not on the PATH. */
export function missingPrograms(...names: readonly string[]): readonly string[] {
  return names.filter((name) => spawnSync(name, ['--version'], { stdio: 'ignore' }).error !== undefined);
}
