/** docs/operating.md names every setting with its default, every metric and every path. */
import { expect, test } from 'vitest';
import { SETTINGS } from '../../src/config/settings-table.ts';
import { loadKeyRing } from '../../src/pin/keys/key-ring.ts';
import { createLog } from '../../src/server/log.ts';
import { Metrics } from '../../src/server/metrics/metrics.ts';
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

/** A row can be about several. */
const documentedMetrics = rows.flatMap((cells) =>
  (cells[1] ?? '').split(', ').filter((name) => /^(?:aksept|process|nodejs)_\w+$/.test(name)),
);

async function metricsText(): Promise<string> {
  return new Metrics(createLog('silent')).text();
}

test('every metric stands there, and none that does not exist', async () => {
  const names = [...(await metricsText()).matchAll(/^# TYPE (\w+)/gm)].map((match) => match[1] ?? '');
  expect(names.length).toBeGreaterThan(50);
  // Node has these on Linux only.
  const elsewhere = (name: string): boolean => process.platform === 'linux' || !name.startsWith('process_');
  expect(documentedMetrics.filter(elsewhere).sort()).toEqual(names.filter(elsewhere).sort());
});

test('the labels of every metric stand there', async () => {
  const text = await metricsText();
  const labels = new Map<string, string>();
  for (const [, name = '', list = ''] of text.matchAll(/^(aksept_\w+?)(?:_bucket|_sum|_count)?\{(.*)\} /gm)) {
    const given = [...list.matchAll(/(\w+)="/g)].map((match) => match[1] ?? '').filter((label) => label !== 'le');
    if (given.length > 0) labels.set(name, given.join(', '));
  }
  expect(labels.size).toBeGreaterThan(3);
  for (const [name, list] of labels) expect(rows.find((cells) => cells[1]?.split(', ').includes(name))?.[2], name).toBe(list);
});

test('every path of the HTTP side stands there', () => {
  const sources = filesUnder('src/http/routes', '.ts').map(read).join('\n');
  const paths = [...sources.matchAll(/app\.(get|post|put)\('([^']+)'/g)].map(
    ([, verb = '', path = '']) => `${verb.toUpperCase()} ${path.replaceAll(/:(\w+)/g, '{$1}')}`,
  );
  expect(paths.length).toBeGreaterThan(10);
  const text = read(PATH).replaceAll('`, `…/', '`, `POST /v1/cards/{token}/');
  expect(paths.filter((path) => !new RegExp(`\`${path.replace(/[{}/]/g, '\\$&')}[\`?]`).test(text))).toEqual([]);
});

test('the key ring that is shown can be read', () => {
  const ring = fencedBlocks(PATH, 'json').find((block) => block.includes('ringId')) ?? '';
  expect(loadKeyRing(ring, PATH).describe()).toContain('tpk-test-tdes (terminalPin, TDES, check value 08D7B4)');
});
