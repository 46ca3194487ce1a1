/** docs/operating.md names every setting with its default, every metric, every path and every field of the report. */
import { describe, expect, test } from 'vitest';
import { createLog } from '../../src/admin/log.ts';
import { Metrics } from '../../src/admin/metrics.ts';
import { SETTINGS } from '../../src/config.ts';
import { loadKeyRing } from '../../src/pin/key-ring.ts';
import { PERCENTILES } from '../../src/terminal-sim/histogram.ts';
import { NO_ANSWER_REASONS } from '../../src/terminal-sim/link.ts';
import { filesUnder, read } from '../support/sources.ts';
import { fencedBlocks } from './doc-blocks.ts';

const PATH = 'docs/operating.md';

/** Cells of the table rows, without their backticks. */
const rows = read(PATH)
  .split('\n')
  .filter((line) => line.startsWith('|'))
  .map((line) => line.split('|').map((cell) => cell.trim().replaceAll('`', '')));

test.each(SETTINGS)('the setting $name stands there with its default and its meaning', ({ name, default: value, about }) => {
  const row = rows.find((cells) => cells[1] === name);
  expect(row?.[4]).toBe(String(value) || 'none');
  expect(row?.[5]?.startsWith(about)).toBe(true);
});

test('every metric stands there, and none that does not exist', async () => {
  const text = await new Metrics(createLog('silent')).text();
  const names = [...text.matchAll(/^# TYPE (aksept_\w+)/gm)].map((match) => match[1] ?? '');
  expect(names.length).toBeGreaterThan(5);
  expect(rows.flatMap((cells) => (/^aksept_\w+$/.test(cells[1] ?? '') ? [cells[1]] : [])).sort()).toEqual([...names].sort());
});

test('every path of the HTTP side stands there', () => {
  const sources = filesUnder('src/admin/routes', '.ts').map(read).join('\n');
  const paths = [...sources.matchAll(/app\.(get|post)\('([^']+)'/g)].map(
    ([, verb = '', path = '']) => `${verb.toUpperCase()} ${path.replace(':token', '{token}')}`,
  );
  expect(paths.length).toBeGreaterThan(10);
  const text = read(PATH).replaceAll('`, `…/', '`, `POST /v1/cards/{token}/');
  expect(paths.filter((path) => !new RegExp(`\`${path.replace(/[{}/]/g, '\\$&')}[\`?]`).test(text))).toEqual([]);
});

describe('the report', () => {
  const fields = [
    ...(/^export interface Report \{(.*?)^\}/ms.exec(read('src/terminal-sim/report.ts'))?.[1] ?? '').matchAll(/^ {2}readonly (\w+):/gm),
  ];
  const cell = (name: string): string => rows.find((cells) => cells[1]?.split(', ').includes(name))?.[2] ?? '';

  test('has every field in the table', () => {
    expect(fields.length).toBeGreaterThan(10);
    expect(fields.flatMap((match) => (cell(match[1] ?? '') === '' ? [match[1]] : []))).toEqual([]);
  });

  test('has every percentile and every reason for no answer in the table', () => {
    for (const name of PERCENTILES) expect(cell('latencyMs')).toContain(name);
    for (const reason of NO_ANSWER_REASONS) expect(cell('errors')).toContain(reason);
  });
});

test('the key ring that is shown can be read', () => {
  const ring = fencedBlocks(PATH, 'json').find((block) => block.includes('ringId')) ?? '';
  expect(loadKeyRing(ring, PATH).describe()).toContain('tpk-test-tdes (terminalPin, TDES, check value 08D7B4)');
});
