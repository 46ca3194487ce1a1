import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { type Database, DatabaseError } from '../../../src/database/database.ts';
import { openDatabase } from '../../../src/database/open-database.ts';
import { PGLITE_MAJOR } from '../../../src/database/pglite/pglite-folder.ts';
import { migrationsOf } from '../support/migrations.ts';
import { pgliteFolders } from '../support/pglite-folders.ts';

const root = mkdtempSync(join(tmpdir(), 'aksept-office-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const newFolder = pgliteFolders();
const open = (folder: string): Promise<Database> =>
  openDatabase({ address: `pglite:${folder}`, migrations: migrationsOf({}), warn: () => {} });

/** The sentence of the refusal; nothing else is printed, and the folder is free again. */
async function refusalOf(folder: string): Promise<string> {
  const printed = [vi.spyOn(process.stdout, 'write'), vi.spyOn(process.stderr, 'write')];
  try {
    const error: unknown = await open(folder).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(printed.flatMap((spy) => spy.mock.calls)).toEqual([]);
    if (!(error instanceof DatabaseError)) throw new Error(`expected a DatabaseError, got ${String(error)}`);
    if (statSync(folder).isDirectory()) expect(readdirSync(folder).filter((name) => name.startsWith('lock-'))).toEqual([]);
    return error.message;
  } finally {
    for (const spy of printed) spy.mockRestore();
  }
}

test('a folder is made for its owner only', async () => {
  const folder = join(root, 'new', 'office');
  const first = await open(folder);
  const [row] = await first.query<{ version: string }>("SELECT split_part(current_setting('server_version'), '.', 1) AS version");
  expect(row?.version).toBe(PGLITE_MAJOR);
  await first.close();
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  expect(readdirSync(folder)).toEqual(['postgres']);
});

test('what a first start that was killed left behind is made anew', async () => {
  const folder = join(root, 'killed');
  mkdirSync(join(folder, 'postgres-unfinished', 'base'), { recursive: true });
  await (await open(folder)).close();
  expect(readdirSync(folder)).toEqual(['postgres']);
});

test('what was written is there after the next start, and the closed database says so', async () => {
  const folder = newFolder();
  const database = await open(folder);
  await database.query('CREATE TABLE a AS SELECT 1 AS n');
  await database.close();
  await database.close();
  await expect(database.query('SELECT 1')).rejects.toThrow(`The database pglite:${folder} is closed.`);
  expect(await database.ready()).toBe(false);
  const again = await open(folder);
  expect(await again.query('SELECT n FROM a')).toEqual([{ n: 1 }]);
  await again.close();
});

test.each<[string, (files: string) => void]>([
  ['a control file of something else', (files) => writeFileSync(join(files, 'global/pg_control'), 'x')],
  ['no control file', (files) => rmSync(join(files, 'global/pg_control'))],
  ['no base', (files) => rmSync(join(files, 'base'), { recursive: true })],
  ['no version', (files) => rmSync(join(files, 'PG_VERSION'))],
  ['no files', (files) => rmSync(files, { recursive: true }) ?? mkdirSync(files)],
])('a damaged folder with %s is refused in one sentence', async (_what, damage) => {
  const folder = newFolder();
  damage(join(folder, 'postgres'));
  expect(await refusalOf(folder)).toBe(`The database in ${folder} is damaged; restore the folder from a copy, or give another folder.`);
});

test('files of another version are refused by both versions', async () => {
  const folder = newFolder();
  writeFileSync(join(folder, 'postgres/PG_VERSION'), '17\n');
  expect(await refusalOf(folder)).toBe(
    `The database in ${folder} was written by PostgreSQL 17, and this is PostgreSQL 18; use the version of aksept that wrote it.`,
  );
});

test('a folder that holds something else is refused and left as it was', async () => {
  const folder = join(root, 'other');
  mkdirSync(folder);
  writeFileSync(join(folder, 'letters.txt'), 'x');
  expect(await refusalOf(folder)).toBe(
    `The folder ${folder} holds something else (letters.txt); give an empty folder, or that of a database.`,
  );
  expect(readdirSync(folder)).toEqual(['letters.txt']);
});

test('a file is refused', async () => {
  const file = join(root, 'file');
  writeFileSync(file, 'x');
  expect(await refusalOf(file)).toMatch(/^The folder \S+ cannot be used for the database \(EEXIST.*\); give another folder\.$/);
  expect(existsSync(file)).toBe(true);
});
