import { openDatabase } from '../../../src/database/open-database.ts';
import { describePostgres, sharedPostgres } from '../../support/postgres-suite.ts';
import { databaseSuite } from '../conformance/suite.ts';
import { migrationsOf, TEST_MIGRATIONS } from '../support/migrations.ts';

describePostgres('on a server', () => {
  databaseSuite(
    'PostgreSQL',
    async () =>
      openDatabase({
        address: await sharedPostgres(),
        migrations: migrationsOf(TEST_MIGRATIONS),
        warn: (sentence) => console.warn(sentence),
      }),
    { isConcurrent: true },
  );
});
