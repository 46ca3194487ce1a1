import { openTestOffice } from '../../support/office.ts';
import { describePostgres, sharedPostgres } from '../../support/postgres-suite.ts';
import { randomWeeks } from '../support/random-weeks.ts';

describePostgres('PostgreSQL', () => randomWeeks(async () => openTestOffice({ address: await sharedPostgres() }), 3));
