/** The table of docs/operating.md says what the table of settings says. */
import { expect, test } from 'vitest';
import { envOf, flagOf, SETTINGS, type SettingRow } from '../../src/config/settings-table.ts';
import { read } from '../support/sources.ts';

const ROWS = read('docs/operating.md')
  .split('\n')
  .filter((line) => line.startsWith('|'));

function defaultOf(row: SettingRow): string {
  const text = Array.isArray(row.default) ? row.default.join(',') : String(row.default);
  return text === '' ? 'none' : `\`${text}\``;
}

/** `(ms, 1 to 60000)`, `(0 to 65535)`. */
function rangeOf({ unit, min, max }: SettingRow): string {
  return ` (${unit === '' ? '' : `${unit}, `}${min} to ${max})`;
}

/** The row without its end, which may lead to where more is said. */
function expectedRow(row: SettingRow): string {
  const flag = row.secret ? 'none' : `\`${flagOf(row.name)}\``;
  const choices = row.choices === undefined ? '' : `: ${row.choices.map((choice) => `\`${choice}\``).join(', ')}`;
  const range = row.type === 'integer' ? rangeOf(row) : '';
  const about = row.name === 'fsync' ? row.about : `${row.about}${choices}${range}`;
  return `| \`${row.name}\` | ${flag} | \`${envOf(row.name)}\` | ${defaultOf(row)} | ${about}`;
}

test.each(SETTINGS)('$name stands there with flag, variable, default and range', (row) => {
  expect(ROWS.filter((line) => line.includes(`| \`${envOf(row.name)}\` |`)).map((line) => line.slice(0, expectedRow(row).length))).toEqual([
    expectedRow(row),
  ]);
});

test('no other setting stands there', () => {
  const names: readonly string[] = SETTINGS.map(({ name }) => name);
  const documented = ROWS.flatMap((line) => /^\| `(\w+)` \| (?:`--[a-z0-9-]+`|none) \| `AKSEPT_/.exec(line)?.[1] ?? []);
  expect(documented.filter((name) => !names.includes(name))).toEqual([]);
  expect(documented.length).toBe(SETTINGS.length);
});
