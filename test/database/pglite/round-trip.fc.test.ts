import { openDatabase } from '../../../src/database/open-database.ts';
import { roundTrip } from '../conformance/round-trip.ts';
import { migrationsOf } from '../support/migrations.ts';

roundTrip(() => openDatabase({ address: 'pglite:', migrations: migrationsOf({}), warn: (sentence) => console.warn(sentence) }));
