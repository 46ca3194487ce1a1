/** PGlite in processes of their own: killed, and two on one folder. */
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { expect, test } from 'vitest';
import { openDatabase } from '../../../src/database/open-database.ts';
import { migrationsOf, TEST_MIGRATIONS } from '../support/migrations.ts';
import { pgliteFolders } from '../support/pglite-folders.ts';

const SCRIPT = join(import.meta.dirname, 'insert-rows.mjs');
const ROUNDS = 1;
const ROWS_A_ROUND = 200;

const newFolder = pgliteFolders();

function inserter(folder: string, migrations: string): ChildProcessByStdio<Writable, Readable, null> {
  const child = spawn(process.execPath, [SCRIPT, folder, migrations], { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.on('error', () => {});
  return child;
}

test('what was acknowledged before kill -9 is there afterwards', async () => {
  const folder = newFolder();
  const migrations = migrationsOf(TEST_MIGRATIONS);
  const acknowledged: string[] = [];
  for (let round = 1; round <= ROUNDS; round += 1) {
    const child = inserter(folder, migrations);
    const exited = once(child, 'exit');
    let lines = 0;
    for await (const line of createInterface({ input: child.stdout })) {
      lines += 1;
      // More rows than are awaited, so that the kill comes within one.
      if (line === 'open') child.stdin.write(Array.from({ length: 2 * ROWS_A_ROUND }, (_, row) => `${round}-${row}\n`).join(''));
      else acknowledged.push(line);
      if (lines === ROWS_A_ROUND) child.kill('SIGKILL');
    }
    expect(await exited).toEqual([null, 'SIGKILL']);
    expect(lines).toBeGreaterThanOrEqual(ROWS_A_ROUND);
    const database = await openDatabase({ address: `pglite:${folder}`, migrations, warn: () => {} });
    const kept = new Set((await database.query<{ name: string }>('SELECT name FROM persons')).map(({ name }) => name));
    await database.close();
    expect(acknowledged.filter((name) => !kept.has(name))).toEqual([]);
  }
});

test('a second process is refused in one sentence, and gets the folder when the first has ended', async () => {
  const folder = newFolder();
  const migrations = migrationsOf(TEST_MIGRATIONS);
  const database = await openDatabase({ address: `pglite:${folder}`, migrations, warn: () => {} });
  const sentence = `The database in ${folder} is in use: another process uses it; stop that process, or give another folder.`;
  const linesOf = async (): Promise<readonly string[]> => {
    const child = inserter(folder, migrations);
    child.stdin.end();
    const lines: string[] = [];
    for await (const line of createInterface({ input: child.stdout })) lines.push(line);
    return lines;
  };
  expect(await linesOf()).toEqual([sentence]);
  await expect(openDatabase({ address: `pglite:${folder}`, migrations, warn: () => {} })).rejects.toThrow(sentence);
  expect(await database.ready()).toBe(true);
  await database.close();
  expect(await linesOf()).toEqual(['open']);
});
