import { describePostgres, sharedPostgres } from '../../support/postgres-suite.ts';
import { crashPointsSuite } from './crash-points-suite.ts';
import { openOrderWorld } from './order-world.ts';

describePostgres('crash points on a server', () => {
  crashPointsSuite(async () => openOrderWorld({ seed: 'crash points', address: await sharedPostgres() }));
});
