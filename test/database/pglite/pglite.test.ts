import { openDatabase } from '../../../src/database/open-database.ts';
import { databaseSuite } from '../conformance/suite.ts';
import { migrationsOf, TEST_MIGRATIONS } from '../support/migrations.ts';

databaseSuite(
  'PGlite in memory',
  () => openDatabase({ address: 'pglite:', migrations: migrationsOf(TEST_MIGRATIONS), warn: (sentence) => console.warn(sentence) }),
  { isConcurrent: false },
);
