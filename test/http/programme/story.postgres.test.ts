import { test } from 'vitest';
import { startTestApp } from '../../server/app-fixture.ts';
import { describePostgres, sharedPostgres } from '../../support/postgres-suite.ts';
import { STORY_BEGINS, tellStory } from './story-suite.ts';

describePostgres('the story of a card on PostgreSQL', () => {
  test('from the order of 20 cards to the last krone back', async () => {
    const server = await startTestApp({ clock: STORY_BEGINS, store: 'memory:', testCards: 'none', database: await sharedPostgres() });
    try {
      await tellStory(server);
    } finally {
      await server.stop();
    }
  });
});
