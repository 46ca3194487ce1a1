// Reads vitest's JSON report and prints one line: `tests: N passed, N failed, N skipped`.
// Exit code 1 when something failed or nothing ran. Usage: node scripts/test-summary.mjs REPORT
import { readFileSync } from 'node:fs';

function load(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return { success: false, testResults: [] };
  }
}

const { success, testResults } = load(process.argv[2]);
const counts = { passed: 0, failed: 0, skipped: 0 };
for (const { status, assertionResults } of testResults) {
  for (const { status: outcome } of assertionResults) counts[outcome === 'passed' || outcome === 'failed' ? outcome : 'skipped'] += 1;
  // A file that could not be loaded, or whose hook failed, has no failed test of its own.
  if (status === 'failed' && !assertionResults.some((test) => test.status === 'failed')) counts.failed += 1;
}
console.log(`tests: ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
if (!success || counts.failed > 0 || counts.passed === 0) process.exitCode = 1;
