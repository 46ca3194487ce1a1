import { openTestOffice } from '../../support/office.ts';
import { describePostgres, sharedPostgres } from '../../support/postgres-suite.ts';
import { outboxSuite } from '../support/outbox-suite.ts';

describePostgres('PostgreSQL', () => outboxSuite(async () => openTestOffice({ address: await sharedPostgres() })));
