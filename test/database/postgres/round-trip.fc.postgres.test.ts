import { openDatabase } from '../../../src/database/open-database.ts';
import { describePostgres, sharedPostgres } from '../../support/postgres-suite.ts';
import { roundTrip } from '../conformance/round-trip.ts';
import { migrationsOf } from '../support/migrations.ts';

describePostgres('on a server', () => {
  roundTrip(async () =>
    openDatabase({ address: await sharedPostgres(), migrations: migrationsOf({}), warn: (sentence) => console.warn(sentence) }),
  );
});
