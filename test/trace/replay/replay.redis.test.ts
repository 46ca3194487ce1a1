import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createMemoryStore } from '../../../src/limits/stores/memory/store.ts';
import { createRedisStore } from '../../../src/limits/stores/redis/store.ts';
import type { Trace } from '../../../src/trace/format/lines.ts';
import { profilesOf } from '../../../src/trace/format/profile-fields.ts';
import { readTrace } from '../../../src/trace/format/trace-file.ts';
import { InProcessHost } from '../../../src/trace/replay/in-process-host.ts';
import { replay } from '../../../src/trace/replay/replay.ts';
import type { ReplayResult } from '../../../src/trace/replay/replay-result.ts';
import { describeRedis, sharedRedis } from '../../support/redis-suite.ts';
import { recordMixedRun } from '../support/mixed-run.ts';

describeRedis('traces and Redis', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'aksept-trace-redis-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  async function onRedis(trace: Trace): Promise<ReplayResult> {
    const profiles = profilesOf(trace.header.profiles, 'the trace');
    const store = await createRedisStore({ ...sharedRedis(), profiles });
    const host = new InProcessHost({ store, profiles, rules: trace.header.rules });
    try {
      return await replay(trace, host, { speed: 0 });
    } finally {
      await host.close();
    }
  }

  test('recorded on memory, replayed at max on Redis, many at a time: nothing differs', async () => {
    const { path } = await recordMixedRun(folder);
    const { trace, notes } = readTrace(path);
    expect(notes).toEqual([]);
    const result = await onRedis(trace);
    expect(result.differing).toEqual([]);
    expect(result.compared).toBeGreaterThan(600);
  });

  test('recorded on Redis, replayed on memory and on Redis: nothing differs', async () => {
    const { url, prefix } = sharedRedis();
    const { path } = await recordMixedRun(folder, {
      settings: { store: url, redisPrefix: prefix },
      meanwhile: async ({ app }) => {
        const [card] = (await app.store.cards.list('', 10)).cards;
        await app.store.cards.fund(card?.token ?? '', 12_345);
      },
    });
    const { trace } = readTrace(path);
    const profiles = profilesOf(trace.header.profiles, path);
    const host = new InProcessHost({ store: createMemoryStore({ profiles, nowMs: Date.now }), profiles, rules: trace.header.rules });
    expect((await replay(trace, host, { speed: 0 })).differing).toEqual([]);
    expect((await onRedis(trace)).differing).toEqual([]);
  });
});
