import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { ROOT } from '../support/sources.ts';

const folder = mkdtempSync(join(tmpdir(), 'aksept-summary-'));
afterAll(() => rmSync(folder, { recursive: true }));

function summaryOf(report: string): { readonly line: string; readonly exitCode: number | null } {
  const path = join(folder, 'report.json');
  writeFileSync(path, report);
  const { stdout, status } = spawnSync(process.execPath, [join(ROOT, 'scripts/test-summary.mjs'), path], { encoding: 'utf8' });
  return { line: stdout, exitCode: status };
}

function file(status: 'passed' | 'failed', ...statuses: readonly string[]): object {
  return { status, assertionResults: statuses.map((each) => ({ status: each })) };
}

test.each([
  ['all passed', true, [file('passed', 'passed', 'passed')], 'tests: 2 passed, 0 failed, 0 skipped\n', 0],
  ['skipped ones are told', true, [file('passed', 'passed', 'skipped', 'pending', 'todo')], 'tests: 1 passed, 0 failed, 3 skipped\n', 0],
  ['one failed', false, [file('passed', 'passed'), file('failed', 'failed', 'passed')], 'tests: 2 passed, 1 failed, 0 skipped\n', 1],
  ['a file that did not load', false, [file('passed', 'passed'), file('failed')], 'tests: 1 passed, 1 failed, 0 skipped\n', 1],
  ['an error outside of any test', false, [file('passed', 'passed')], 'tests: 1 passed, 0 failed, 0 skipped\n', 1],
  ['everything skipped', true, [file('passed', 'skipped')], 'tests: 0 passed, 0 failed, 1 skipped\n', 1],
  ['nothing ran', true, [], 'tests: 0 passed, 0 failed, 0 skipped\n', 1],
])('%s', (_name, success, testResults, line, exitCode) => {
  expect(summaryOf(JSON.stringify({ success, testResults }))).toEqual({ line, exitCode });
});

test('a report that is not there or cut off counts as a failure', () => {
  expect(summaryOf('{"success": true, "testRes')).toEqual({ line: 'tests: 0 passed, 0 failed, 0 skipped\n', exitCode: 1 });
});
