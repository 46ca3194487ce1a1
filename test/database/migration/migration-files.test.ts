import { expect, test } from 'vitest';
import { readMigrations } from '../../../src/database/migration/migration-files.ts';
import { migrationsOf } from '../support/migrations.ts';

test('files are read in the order of their numbers; others are left alone', async () => {
  const folder = migrationsOf({ '0002-b.sql': 'SELECT 2', '0001-a.sql': 'SELECT 1', 'README.md': '' });
  expect((await readMigrations(folder)).map(({ name, text }) => [name, text])).toEqual([
    ['0001-a.sql', 'SELECT 1'],
    ['0002-b.sql', 'SELECT 2'],
  ]);
});

test.each<[string, Readonly<Record<string, string>>, string]>([
  ['a gap', { '0002-a.sql': '' }, 'The migration 0002-a.sql stands where number 0001 must be; number the files one by one.'],
  ['a number twice', { '0001-a.sql': '', '0001-b.sql': '' }, 'The migration 0001-b.sql stands where number 0002 must be'],
  ['no number', { 'members.sql': '' }, 'The migration members.sql has no name such as 0001-members.sql.'],
  ['capitals', { '0001-Members.sql': '' }, 'The migration 0001-Members.sql has no name such as'],
  [
    'a COMMIT',
    { '0001-a.sql': 'SELECT 1;\n commit work;' },
    'The migration 0001-a.sql begins or ends a transaction; leave that to the program.',
  ],
])('%s is refused', async (_what, files, sentence) => {
  await expect(readMigrations(migrationsOf(files))).rejects.toThrow(sentence);
});

test('a folder that is not there is refused', async () => {
  await expect(readMigrations('/nowhere/migrations')).rejects.toThrow(
    'The migrations of the database, /nowhere/migrations, cannot be read',
  );
});
