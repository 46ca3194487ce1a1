import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startTestApp } from '../../server/app-fixture.ts';
import { temporaryFolder } from '../../support/cli.ts';
import { STORY_BEGINS, tellStory } from './story-suite.ts';

test.each(['memory', 'file'])('from the order of 20 cards to the last krone back, with cards in the %s store', async (kind) => {
  const folder = temporaryFolder();
  const store = kind === 'file' ? `file:${join(folder.path, 'store')}` : 'memory:';
  const database = 'pglite:';
  const server = await startTestApp({ clock: STORY_BEGINS, store, database, testCards: 'none' });
  try {
    await tellStory(server);
    expect(server.log.lines.filter((line) => line.startsWith('error'))).toEqual([]);
  } finally {
    await server.stop();
    folder.remove();
  }
});
