/** docs/journal.md has the members of an export, and no others. */
import { expect, test } from 'vitest';
import { EXPORT_FIELDS } from '../../../src/commands/journal/export-fields.ts';
import { FORMAT_VERSION } from '../../../src/limits/stores/file/log/segment.ts';
import { read } from '../../support/sources.ts';

const page = read('docs/journal.md');

test('the table of the export is that of the code, in its order', () => {
  const [, table = ''] = /## Export[\s\S]*?\| member \| what \|\n\|---\|---\|\n((?:\|.*\n)+)/.exec(page) ?? [];
  const names = table
    .trimEnd()
    .split('\n')
    .flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`(\w+)`/g)].map((match) => match[1]));
  expect(names).toEqual(EXPORT_FIELDS.map(({ name }) => name));
});

test('the format is that of the code', () => {
  expect(page).toContain(`| \`format\` | ${FORMAT_VERSION}.`);
});
