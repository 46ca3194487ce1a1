/**
 * docs/load.md names every field of the report, every option that drives a load, and what
 * thresholds are about.
 */
import { expect, test } from 'vitest';
import { NO_ANSWER_REASONS } from '../../../src/terminal-sim/link/transport.ts';
import { PERCENTILES } from '../../../src/terminal-sim/measure/histogram.ts';
import { MESSAGE_KINDS } from '../../../src/terminal-sim/measure/message-kinds.ts';
import { BOOK_LABELS, parseThreshold } from '../../../src/terminal-sim/measure/threshold.ts';
import { read } from '../../support/sources.ts';

const PATH = 'docs/load.md';
const text = read(PATH);
/** Cells of the table rows, without their backticks. */
const rows = text
  .split('\n')
  .filter((line) => line.startsWith('|'))
  .map((line) => line.split('|').map((cell) => cell.trim().replaceAll('`', '')));
const cell = (name: string): string => rows.find((cells) => cells[1]?.split(', ').includes(name))?.[2] ?? '';

function fieldsOf(type: string, file: string): readonly string[] {
  const body = new RegExp(`^export interface ${type}(?: extends \\w+)? \\{(.*?)^\\}`, 'ms').exec(read(file))?.[1] ?? '';
  return [...body.matchAll(/^ {2}readonly (\w+)\??:/gm)].map((match) => match[1] ?? '');
}

test('every field of the report stands in the table', () => {
  const fields = fieldsOf('Report', 'src/terminal-sim/report/report.ts');
  expect(fields.length).toBeGreaterThan(15);
  expect(fields.filter((name) => cell(name) === '')).toEqual([]);
});

test.each([
  ['settings', fieldsOf('ReportSettings', 'src/terminal-sim/report/report.ts')],
  ['series', fieldsOf('SeriesPoint', 'src/terminal-sim/measure/interval.ts')],
  ['latencyMs', PERCENTILES],
  ['errors', NO_ANSWER_REASONS],
  ['kinds', MESSAGE_KINDS],
])('%s has all that it holds', (name, parts) => {
  expect(parts.length).toBeGreaterThan(2);
  for (const part of parts) expect(cell(name)).toContain(part);
});

test('every threshold that is shown can be read', () => {
  const shown = rows.filter((cells) => /[<>=]/.test(cells[1] ?? '')).flatMap((cells) => (cells[1] ?? '').split(', '));
  expect(shown.length).toBeGreaterThan(8);
  for (const threshold of shown) expect(parseThreshold(threshold).text).toBe(threshold);
  for (const label of BOOK_LABELS) expect(text).toContain(label);
});
