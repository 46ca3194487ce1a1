import { expect, it } from 'vitest';
import { openTarget } from '../../../src/commands/scenario/target.ts';
import { startTestApp } from '../../server/app-fixture.ts';
import { describeRedis, sharedRedis } from '../../support/redis-suite.ts';
import { filesUnder } from '../../support/sources.ts';
import { flagsOf, runOne } from './on-server.ts';

describeRedis('the scenarios of repeats against a running server on Redis', () => {
  it.each(['protobuf', '1987-ascii'])('over %s', async (wire) => {
    const { url, prefix } = sharedRedis();
    const server = await startTestApp({ clock: 'message', iso8583: '0:1987-ascii', store: url, redisPrefix: prefix });
    try {
      const target = await openTarget(flagsOf(server, wire));
      const said: string[] = [];
      for (const path of filesUnder('examples/scenarios/repeats', '.yaml')) {
        said.push(...(await runOne(target, path)).map((each) => `${path} ${each}`));
      }
      target.close();
      // ISO 8583 tells no year.
      expect(said.filter((each) => !each.includes('skipped: it starts far from today'))).toEqual([]);
      expect((await server.get('/v1/verify')).body).toMatchObject({ fault: '' });
    } finally {
      await server.stop();
    }
  });
});
