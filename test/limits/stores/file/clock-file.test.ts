/** The instant of a simulated clock in the folder of a file store. */
import { readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { SimulatedClock } from '../../../../src/limits/clock/simulated-clock.ts';
import type { FileStore } from '../../../../src/limits/stores/file/store.ts';
import { openTestStore } from '../../../support/file-stores.ts';
import { DAY_MS, T0 } from '../conformance/world.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aksept-clock-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function open(startMs?: number): Promise<{ store: FileStore; clock: SimulatedClock }> {
  const clock = new SimulatedClock({ startMs });
  const identity = { tokenCheck: 'test', clock: 'simulated' } as const;
  const store = await openTestStore(folder, { identity, nowMs: clock.nowMs, beginClock: (kept) => clock.begin(kept) });
  return { store, clock };
}

test('a start goes on at the last instant, moves forward, and never back', async () => {
  const first = await open(T0);
  await first.clock.moveTo(T0 + DAY_MS);
  await first.store.close();
  const second = await open();
  expect([second.clock.nowMs(), second.store.identity]).toEqual([T0 + DAY_MS, first.store.identity]);
  await second.store.close();
  await expect(open(T0)).rejects.toThrow(`The simulated clock of the store in ${folder} stands at 2026-06-02T10:00:00.000Z`);
  const third = await open(T0 + 2 * DAY_MS);
  await third.store.close();
  expect(JSON.parse(readFileSync(join(folder, 'clock.json'), 'utf8'))).toEqual({
    instantMs: T0 + 2 * DAY_MS,
    instant: '2026-06-03T10:00:00.000Z',
  });
});

test('a store of another clock is refused, both ways', async () => {
  await (await open(T0)).store.close();
  await expect(openTestStore(folder, { identity: { tokenCheck: 'test', clock: 'wall' } })).rejects.toThrow(
    `The store in ${folder} was made with the simulated clock; start with --clock simulated, or give another folder.`,
  );
  await rm(folder, { recursive: true });
  await (await openTestStore(folder, { identity: { tokenCheck: 'test', clock: 'wall' } })).close();
  await expect(open(T0)).rejects.toThrow('was made with the wall clock; start with --clock wall');
});

test('a damaged instant is refused', async () => {
  await (await open(T0)).store.close();
  writeFileSync(join(folder, 'clock.json'), '{"instantMs":');
  await expect(open()).rejects.toThrow(`${folder}/clock.json is damaged; restore it from a copy.`);
});
