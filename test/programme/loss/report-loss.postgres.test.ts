import { describePostgres, sharedPostgres } from '../../support/postgres-suite.ts';
import { lossSuite } from './loss-suite.ts';

describePostgres('on PostgreSQL', () => lossSuite(sharedPostgres));
