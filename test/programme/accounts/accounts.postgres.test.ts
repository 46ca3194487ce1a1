import { describePostgres, sharedPostgres } from '../../support/postgres-suite.ts';
import { openOrderWorld } from '../orders/order-world.ts';
import { accountsSuite } from './accounts-suite.ts';

describePostgres('accounts on a server', () => {
  accountsSuite(async () => openOrderWorld({ seed: 'accounts', address: await sharedPostgres() }));
});
