/** Formats results of scenarios: text for people, TAP 14 and JUnit XML. */
import type { Difference } from './compare.ts';
import type { ScenarioResult, StepResult } from './run-scenario.ts';

export interface Paint {
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly dim: (text: string) => string;
}

export interface FormatOptions {
  /** Print Norwegian titles where a file has them. */
  readonly norwegian: boolean;
  /** Print how long each scenario took. */
  readonly timing: boolean;
  readonly paint: Paint;
}

const MARKS = { passed: '✓', failed: '✗', skipped: '-' } as const;

function titleOf({ title, tittel }: ScenarioResult, { norwegian }: FormatOptions): string {
  return norwegian && tittel !== '' ? tittel : title;
}

function stepTitle({ number, name, says }: StepResult): string {
  return name === '' ? `step ${number}, ${says}` : `step ${number} "${name}", ${says}`;
}

function stepCount(count: number): string {
  return `${count} step${count === 1 ? '' : 's'}`;
}

function milliseconds(ms: number): string {
  return `${ms.toFixed(1)} ms`;
}

/** The differences of one step, in aligned columns. */
function differenceLines(differences: readonly Difference[], { paint }: FormatOptions): readonly string[] {
  const width = (of: (difference: Difference) => string): number => Math.max(...differences.map((each) => of(each).length));
  const whatWidth = width(({ what }) => what);
  const expectedWidth = width(({ expected }) => expected);
  return differences.map(({ what, expected, got, place }) => {
    const wanted = paint.good(expected.padEnd(expectedWidth));
    return `    ${what.padEnd(whatWidth)}  expected ${wanted}  got ${paint.bad(got)}  ${paint.dim(place)}`;
  });
}

function prettyOne(result: ScenarioResult, options: FormatOptions): readonly string[] {
  const { status, steps, reason, source, durationMs } = result;
  const { paint } = options;
  const mark = status === 'failed' ? paint.bad(MARKS.failed) : paint.good(MARKS[status]);
  const facts = [stepCount(steps.length), ...(options.timing ? [milliseconds(durationMs)] : []), source];
  const head = `${mark} ${titleOf(result, options)}  ${paint.dim(status === 'skipped' ? source : facts.join(', '))}`;
  const failed = steps.filter(({ passed }) => !passed);
  const details = failed.flatMap((step) => [
    `  ${stepTitle(step)}, ${step.when}  ${paint.dim(step.place)}`,
    ...differenceLines(step.differences, options),
  ]);
  return [head, ...details, ...(reason === '' ? [] : [`  ${status === 'skipped' ? 'skipped: ' : ''}${reason}`])];
}

export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export function countsOf(results: readonly ScenarioResult[]): Counts {
  const count = (status: ScenarioResult['status']): number => results.filter((result) => result.status === status).length;
  return { passed: count('passed'), failed: count('failed'), skipped: count('skipped') };
}

export function prettyText(results: readonly ScenarioResult[], options: FormatOptions): string {
  const { passed, failed, skipped } = countsOf(results);
  const steps = results.reduce((sum, result) => sum + result.steps.length, 0);
  const totalMs = results.reduce((sum, result) => sum + result.durationMs, 0);
  const counts = [`${passed} passed`, ...(failed === 0 ? [] : [`${failed} failed`]), ...(skipped === 0 ? [] : [`${skipped} skipped`])];
  const sum = `${counts.join(', ')} (${stepCount(steps)}${options.timing ? `, ${milliseconds(totalMs)}` : ''})`;
  return [...results.flatMap((result) => prettyOne(result, options)), '', sum].join('\n');
}

/** A TAP description has no line breaks, and a # in it must not start a directive. */
function tapWords(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\\#]/g, '\\$&');
}

/** A YAML scalar in single quotes. */
function quoted(text: string): string {
  return `'${text.replace(/\s+/g, ' ').replaceAll("'", "''")}'`;
}

function tapStep(step: StepResult): readonly string[] {
  const line = `    ${step.passed ? 'ok' : 'not ok'} ${step.number} - ${tapWords(`${step.says}, ${step.when}`)}`;
  if (step.passed) return [line];
  const differences = step.differences.flatMap(({ what, expected, got, place }) => [
    `        - what: ${quoted(what)}`,
    `          expected: ${quoted(expected)}`,
    `          got: ${quoted(got)}`,
    `          at: ${quoted(place)}`,
  ]);
  return [line, '      ---', `      at: ${quoted(step.place)}`, '      differences:', ...differences, '      ...'];
}

/** TAP 14: one test point for each scenario, its steps as a subtest. */
export function tapText(results: readonly ScenarioResult[], options: FormatOptions): string {
  const lines = results.flatMap((result, index) => {
    const words = `${index + 1} - ${tapWords(titleOf(result, options))}`;
    if (result.status === 'skipped') return [`ok ${words} # SKIP ${tapWords(result.reason)}`];
    const head = [`# Subtest: ${tapWords(titleOf(result, options))}`, `    1..${result.steps.length}`, ...result.steps.flatMap(tapStep)];
    const point = `${result.status === 'passed' ? 'ok' : 'not ok'} ${words}`;
    const details = [
      '  ---',
      `  file: ${quoted(result.source)}`,
      ...(options.timing ? [`  duration_ms: ${result.durationMs.toFixed(1)}`] : []),
      ...(result.reason === '' ? [] : [`  message: ${quoted(result.reason)}`]),
      '  ...',
    ];
    return [...head, point, ...details];
  });
  return ['TAP version 14', `1..${results.length}`, ...lines].join('\n');
}

const XML_ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

/** Escapes an attribute or a text, and replaces control characters that XML 1.0 does not allow. */
function xml(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => XML_ENTITIES[letter] ?? '').replace(/[^\t\n\r\x20-\ud7ff\ue000-\ufffd]/g, '?');
}

function junitCase(result: ScenarioResult, step: StepResult): string {
  const head = `    <testcase classname="${xml(result.source)}" name="${xml(stepTitle(step))}" time="0"`;
  if (step.passed) return `${head}/>`;
  const lines = step.differences.map(({ what, expected, got, place }) => `${what}: expected ${expected}, got ${got} (${place})`);
  return `${head}>\n      <failure message="${xml(lines[0] ?? '')}">${xml(lines.join('\n'))}</failure>\n    </testcase>`;
}

/** A suite for each scenario, a case for each step. */
export function junitText(results: readonly ScenarioResult[], options: FormatOptions): string {
  const suites = results.map((result) => {
    const { steps, status, reason, durationMs } = result;
    const extra = status === 'skipped' || reason !== '';
    const failures = steps.filter(({ passed }) => !passed).length + (status === 'failed' && reason !== '' ? 1 : 0);
    const counts = `tests="${steps.length + (extra ? 1 : 0)}" failures="${failures}" errors="0" skipped="${status === 'skipped' ? 1 : 0}"`;
    const what = status === 'skipped' ? `<skipped message="${xml(reason)}"/>` : `<failure message="${xml(reason)}"/>`;
    const own = extra ? [`    <testcase classname="${xml(result.source)}" name="the whole" time="0">${what}</testcase>`] : [];
    const name = `name="${xml(titleOf(result, options))}"`;
    const cases = [...steps.map((step) => junitCase(result, step)), ...own];
    return [`  <testsuite ${name} ${counts} time="${(durationMs / 1_000).toFixed(3)}">`, ...cases, '  </testsuite>'].join('\n');
  });
  return ['<?xml version="1.0" encoding="UTF-8"?>', '<testsuites name="aksept scenario">', ...suites, '</testsuites>'].join('\n');
}
