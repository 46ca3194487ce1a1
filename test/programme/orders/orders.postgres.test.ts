import { describePostgres, sharedPostgres } from '../../support/postgres-suite.ts';
import { openOrderWorld } from './order-world.ts';
import { ordersSuite } from './orders-suite.ts';

describePostgres('orders on a server', () => {
  ordersSuite(async () => openOrderWorld({ seed: 'orders', address: await sharedPostgres() }));
});
