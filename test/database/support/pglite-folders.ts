/** Folders of PGlite for tests. Each is a copy of one that was made once, because making one takes seconds. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { openDatabase } from '../../../src/database/open-database.ts';
import { migrationsOf } from './migrations.ts';

/** Registers the folders' making and removal; the result makes an empty database's folder. */
export function pgliteFolders(): () => string {
  const root = mkdtempSync(join(tmpdir(), 'aksept-pglite-'));
  const made = join(root, 'made');
  beforeAll(async () => {
    const database = await openDatabase({ address: `pglite:${made}`, migrations: migrationsOf({}), warn: () => {} });
    await database.query('DROP TABLE aksept_migrations');
    await database.close();
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));
  return () => {
    const folder = join(mkdtempSync(join(root, 'f-')), 'office');
    cpSync(made, folder, { recursive: true });
    return folder;
  };
}
