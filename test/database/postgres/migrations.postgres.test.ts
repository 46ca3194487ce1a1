import { expect, test } from 'vitest';
import { openDatabase } from '../../../src/database/open-database.ts';
import { describePostgres, sharedPostgres } from '../../support/postgres-suite.ts';
import { migrationSuite } from '../conformance/migration-suite.ts';
import { migrationsOf } from '../support/migrations.ts';

const PROCESSES = 4;

describePostgres('on a server', () => {
  migrationSuite('PostgreSQL', () => sharedPostgres());

  test('several that start together apply each migration once', async () => {
    const address = await sharedPostgres();
    const migrations = migrationsOf({
      '0001-a.sql': 'CREATE TABLE a (n bigint);',
      '0002-b.sql': 'INSERT INTO a VALUES (1);',
      '0003-c.sql': 'INSERT INTO a VALUES (2);',
    });
    const databases = await Promise.all(
      Array.from({ length: PROCESSES }, () => openDatabase({ address, migrations, warn: (sentence) => console.warn(sentence) })),
    );
    expect(await databases[0]?.query('SELECT n FROM a ORDER BY n')).toEqual([{ n: 1 }, { n: 2 }]);
    await Promise.all(databases.map((database) => database.close()));
  });
});
