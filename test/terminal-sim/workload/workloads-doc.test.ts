/** docs/workloads.md has every flow, trade and field, as the code has them. */
import { expect, test } from 'vitest';
import { parseDataText } from '../../../src/config/data-file.ts';
import { FLOW_DESCRIPTIONS } from '../../../src/terminal-sim/flows/descriptions.ts';
import { FLOWS } from '../../../src/terminal-sim/flows/flows.ts';
import { TRADES } from '../../../src/terminal-sim/workload/trades.ts';
import { readWorkload } from '../../../src/terminal-sim/workload/workload-file.ts';
import { workloadFile } from '../../../src/terminal-sim/workload/workload-schema.ts';
import { read } from '../../support/sources.ts';

const text = read('docs/workloads.md');
const rows = text
  .split('\n')
  .filter((line) => line.startsWith('|'))
  .map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim().replaceAll('`', '')),
  );

/** Rows of the table that begins with these cells. */
function table(...head: readonly string[]): readonly (readonly string[])[] {
  const start = rows.findIndex((cells) => head.every((cell, index) => cells[index] === cell));
  expect(start).toBeGreaterThanOrEqual(0);
  const width = rows[start]?.length;
  const body = rows.slice(start + 2);
  const end = body.findIndex((cells, index) => cells.length !== width || /^-+:?$/.test(body[index + 1]?.[0] ?? ''));
  return end < 0 ? body : body.slice(0, end);
}

test('the flows', () => {
  const shown = table('flow', 'usual weight');
  expect(shown).toEqual(FLOWS.map(({ name, weight, provokes }) => [name, String(weight), FLOW_DESCRIPTIONS[name], provokes.join(', ')]));
});

test('the trades', () => {
  const shown = table('trade', 'place').map((cells) => cells.slice(0, 7));
  expect(shown).toEqual(
    TRADES.map(({ key, place, name, mcc, type, country, share }) => [key, place, name, String(mcc), type, String(country), String(share)]),
  );
});

test('the fields', () => {
  const fields = table('field', 'what', 'usual').map(([field]) => field);
  expect(fields.sort()).toEqual(
    Object.keys(workloadFile.shape)
      .filter((field) => field !== '$schema')
      .sort(),
  );
  const section = text.slice(text.indexOf('\n## run'));
  for (const field of Object.keys(workloadFile.shape.run.unwrap().shape)) expect(section).toContain(`\`${field}\``);
});

test('every piece of YAML is a workload', () => {
  const pieces = [...text.matchAll(/```yaml\n(.*?)```/gs)].map(([, piece = '']) => piece).filter((piece) => !piece.startsWith('#'));
  expect(pieces.length).toBeGreaterThan(1);
  for (const piece of pieces) expect(() => readWorkload(parseDataText(piece, 'piece.yaml'))).not.toThrow();
});
