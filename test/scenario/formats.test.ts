import { describe, expect, test } from 'vitest';
import { type FormatOptions, junitText, prettyText, tapText } from '../../src/scenario/formats.ts';
import type { ScenarioResult, StepResult } from '../../src/scenario/run-scenario.ts';

const plain = (text: string): string => text;
const OPTIONS: FormatOptions = { norwegian: false, timing: false, paint: { good: plain, bad: plain, dim: plain } };

const STEP: StepResult = {
  number: 1,
  name: '',
  says: 'cash 100.00, Kari at ATM',
  when: 'day 1 09:00:00',
  atMs: 0,
  place: 'a.yaml:7',
  passed: true,
  outcome: 'approved',
  approvedAmountMinor: 10_000,
  differences: [],
};
const PASSED: ScenarioResult = {
  source: 'a.yaml',
  title: 'Cash & more #1',
  tittel: 'Kontanter',
  status: 'passed',
  reason: '',
  steps: [STEP],
  host: 'memory:',
  durationMs: 12.34,
};
const FAILED: ScenarioResult = {
  ...PASSED,
  source: 'b.yaml',
  title: "Kari's <card>",
  tittel: '',
  status: 'failed',
  steps: [
    STEP,
    {
      ...STEP,
      number: 2,
      name: 'more',
      place: 'b.yaml:9',
      passed: false,
      outcome: 'exceedsAmountLimit',
      differences: [
        { what: 'outcome', expected: 'approved', got: 'exceedsAmountLimit', place: 'b.yaml:10' },
        { what: 'headroom atm', expected: '0.00', got: '9,900.00', place: 'b.yaml:11' },
      ],
    },
  ],
};
const SKIPPED: ScenarioResult = {
  ...PASSED,
  source: 'c.yaml',
  title: 'Spoiled',
  tittel: '',
  status: 'skipped',
  reason: 'no MAC',
  steps: [],
};
const ALL = [PASSED, FAILED, SKIPPED];

describe('for people', () => {
  test('a failing step with what was expected, what came and where that stands', () => {
    expect(prettyText(ALL, OPTIONS).split('\n')).toEqual([
      '✓ Cash & more #1  1 step, a.yaml',
      "✗ Kari's <card>  2 steps, b.yaml",
      '  step 2 "more", cash 100.00, Kari at ATM, day 1 09:00:00  b.yaml:9',
      '    outcome       expected approved  got exceedsAmountLimit  b.yaml:10',
      '    headroom atm  expected 0.00      got 9,900.00  b.yaml:11',
      '- Spoiled  c.yaml',
      '  skipped: no MAC',
      '',
      '1 passed, 1 failed, 1 skipped (3 steps)',
    ]);
  });

  test('with times, and in Norwegian', () => {
    expect(prettyText([PASSED], { ...OPTIONS, norwegian: true, timing: true })).toBe(
      '✓ Kontanter  1 step, 12.3 ms, a.yaml\n\n1 passed (1 step, 12.3 ms)',
    );
  });
});

test('TAP 14: a test point for each scenario, its steps as a subtest', () => {
  expect(tapText(ALL, OPTIONS).split('\n')).toEqual([
    'TAP version 14',
    '1..3',
    '# Subtest: Cash & more \\#1',
    '    1..1',
    '    ok 1 - cash 100.00, Kari at ATM, day 1 09:00:00',
    'ok 1 - Cash & more \\#1',
    '  ---',
    "  file: 'a.yaml'",
    '  ...',
    "# Subtest: Kari's <card>",
    '    1..2',
    '    ok 1 - cash 100.00, Kari at ATM, day 1 09:00:00',
    '    not ok 2 - cash 100.00, Kari at ATM, day 1 09:00:00',
    '      ---',
    "      at: 'b.yaml:9'",
    '      differences:',
    "        - what: 'outcome'",
    "          expected: 'approved'",
    "          got: 'exceedsAmountLimit'",
    "          at: 'b.yaml:10'",
    "        - what: 'headroom atm'",
    "          expected: '0.00'",
    "          got: '9,900.00'",
    "          at: 'b.yaml:11'",
    '      ...',
    "not ok 2 - Kari's <card>",
    '  ---',
    "  file: 'b.yaml'",
    '  ...',
    'ok 3 - Spoiled # SKIP no MAC',
  ]);
});

test('JUnit: a suite for each scenario, a case for each step', () => {
  expect(junitText(ALL, OPTIONS).split('\n')).toEqual([
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<testsuites name="aksept scenario">',
    '  <testsuite name="Cash &amp; more #1" tests="1" failures="0" errors="0" skipped="0" time="0.012">',
    '    <testcase classname="a.yaml" name="step 1, cash 100.00, Kari at ATM" time="0"/>',
    '  </testsuite>',
    '  <testsuite name="Kari&apos;s &lt;card&gt;" tests="2" failures="1" errors="0" skipped="0" time="0.012">',
    '    <testcase classname="b.yaml" name="step 1, cash 100.00, Kari at ATM" time="0"/>',
    '    <testcase classname="b.yaml" name="step 2 &quot;more&quot;, cash 100.00, Kari at ATM" time="0">',
    '      <failure message="outcome: expected approved, got exceedsAmountLimit (b.yaml:10)">outcome: expected approved, got exceedsAmountLimit (b.yaml:10)',
    'headroom atm: expected 0.00, got 9,900.00 (b.yaml:11)</failure>',
    '    </testcase>',
    '  </testsuite>',
    '  <testsuite name="Spoiled" tests="1" failures="0" errors="0" skipped="1" time="0.012">',
    '    <testcase classname="c.yaml" name="the whole" time="0"><skipped message="no MAC"/></testcase>',
    '  </testsuite>',
    '</testsuites>',
  ]);
});

test('control characters of a title break no XML', () => {
  expect(junitText([{ ...PASSED, title: 'a\u0001b' }], OPTIONS)).toContain('name="a?b"');
});
