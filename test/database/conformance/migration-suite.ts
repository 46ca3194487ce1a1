/** Migrations as both databases run them. */
import { describe, expect, test } from 'vitest';
import type { Database } from '../../../src/database/database.ts';
import { openDatabase } from '../../../src/database/open-database.ts';
import { migrationsOf } from '../support/migrations.ts';

const FIRST = { '0001-a.sql': "CREATE TABLE a (n bigint); INSERT INTO a VALUES (1), (2); -- 'a;b'" };
const SECOND = { ...FIRST, '0002-b.sql': 'ALTER TABLE a ADD COLUMN twice bigint;\nUPDATE a SET twice = n * 2;\n' };

/** `newAddress`: of an empty database that can be opened again. */
export function migrationSuite(name: string, newAddress: () => Promise<string>): void {
  const opened = (address: string, files: Readonly<Record<string, string>>, nowMs = 1_000): Promise<Database> =>
    openDatabase({ address, migrations: migrationsOf(files), warn: (sentence) => console.warn(sentence), nowMs: () => nowMs });
  const openOnce = async (address: string, files: Readonly<Record<string, string>>): Promise<void> =>
    (await opened(address, files)).close();

  describe(name, () => {
    test('each runs once, in order, and later ones find the data of a database in use', async () => {
      const address = await newAddress();
      await openOnce(address, FIRST);
      const before = await opened(address, FIRST);
      await before.query('INSERT INTO a VALUES (3)');
      await before.close();
      const after = await opened(address, SECOND, 2_000);
      expect(await after.query('SELECT * FROM a ORDER BY n')).toEqual([
        { n: 1, twice: 2 },
        { n: 2, twice: 4 },
        { n: 3, twice: 6 },
      ]);
      expect(await after.query('SELECT name, applied_at_ms FROM aksept_migrations ORDER BY name')).toEqual([
        { name: '0001-a.sql', applied_at_ms: 1_000 },
        { name: '0002-b.sql', applied_at_ms: 2_000 },
      ]);
      await after.close();
    });

    test('a later database, a changed file and another file are refused in one sentence', async () => {
      const address = await newAddress();
      await openOnce(address, SECOND);
      await expect(opened(address, FIRST)).rejects.toThrow(
        /^The database \S+ is of a later version of aksept, which applied 0002-b\.sql; /,
      );
      await expect(opened(address, { ...SECOND, '0001-a.sql': 'SELECT 1' })).rejects.toThrow(
        /^The migration 0001-a\.sql is another one than 0001-a\.sql as it was applied to the database \S+; /,
      );
      await expect(opened(address, { ...FIRST, '0002-c.sql': 'SELECT 1' })).rejects.toThrow(/^The migration 0002-c\.sql is another one /);
      // Line ends of Windows are no change.
      await openOnce(address, { ...SECOND, '0002-b.sql': SECOND['0002-b.sql'].replaceAll('\n', '\r\n') });
    });

    test('one that fails leaves nothing of itself, and those before it stay', async () => {
      const address = await newAddress();
      const failing = { ...FIRST, '0002-b.sql': 'CREATE TABLE b (n bigint); INSERT INTO b VALUES (1); SELECT nothing FROM b;' };
      await expect(opened(address, failing)).rejects.toThrow('(42703: column "nothing" does not exist)');
      const database = await opened(address, FIRST);
      expect(await database.query("SELECT to_regclass('b')::text AS b, to_regclass('a')::text AS a")).toEqual([{ b: null, a: 'a' }]);
      await database.close();
    });
  });
}
