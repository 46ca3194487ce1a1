import { expect, it } from 'vitest';
import { World } from '../limits/stores/conformance/world.ts';
import { startTestApp } from '../server/app-fixture.ts';
import { describeRedis, sharedRedis } from '../support/redis-suite.ts';
import { EventClient } from './event-client.ts';

describeRedis('activity of a Redis that many servers share', () => {
  it('is that of all of them, goes on after a cut connection, and loses or doubles nothing', async () => {
    const { url, prefix } = sharedRedis();
    const settings = { store: url, redisPrefix: prefix };
    const one = await startTestApp(settings);
    // Servers on one Redis share a key ring.
    const two = await startTestApp({ ...settings, keys: one.app.settings.keys });
    try {
      const worlds = Array.from({ length: 20 }, (_, n) => new World((n % 2 === 0 ? one : two).app.store));
      for (const world of worlds) await world.issue();
      const sent: string[] = [];
      const got: unknown[] = [];
      let lastId: string | undefined;
      for (let round = 0; round < 4; round += 1) {
        const client = await EventClient.open(`${one.http}/v1/activity`, lastId);
        await client.until((it) => it.lastId !== '');
        const decided = worlds.flatMap((world) =>
          Array.from({ length: 3 }, () => {
            const attempt = world.attempt({ instantMs: 0, amountMinor: 1 });
            sent.push(attempt.key);
            return world.decide(attempt, 'approved');
          }),
        );
        await client.until(({ entries }) => entries.length > 0);
        client.close();
        got.push(...client.entries.map(({ key }) => key));
        lastId = client.lastId;
        await Promise.all(decided);
      }
      const last = await EventClient.open(`${two.http}/v1/activity`, lastId);
      await last.until(({ entries }) => got.length + entries.length >= sent.length);
      last.close();
      got.push(...last.entries.map(({ key }) => key));
      expect(got.toSorted()).toEqual(sent.toSorted());
    } finally {
      await one.stop();
      await two.stop();
    }
  });
});
