import { test } from 'vitest';
import { describePostgres, sharedPostgres } from '../../support/postgres-suite.ts';
import { openLifeWorld } from '../support/life-world.ts';
import { LIFE_STEPS, runLife } from './lives-suite.ts';

describePostgres('on PostgreSQL', () => {
  test('a life with every step, and its end', async () => {
    const world = await openLifeWorld({ address: await sharedPostgres() });
    const order = ['handOut', 'load', 'load', 'spend', 'hold', 'lose', 'approve', 'hours', ...LIFE_STEPS] as const;
    const steps = order.map((what, index) => ({ what, who: index % 3, other: index, amountMinor: 90_001 + index, flag: index % 2 === 0 }));
    await runLife(world, steps);
    await world.close();
  });
});
