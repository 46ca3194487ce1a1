/** History that is past journalKeep is dropped, what a snapshot needs never, on simulated files and real ones. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { JournalKeep } from '../../../../src/config/journal-keep.ts';
import { checkStore, isDamaged } from '../../../../src/limits/stores/file/check.ts';
import { type Files, filesIn } from '../../../../src/limits/stores/file/files.ts';
import { type FileStore, openFileStore } from '../../../../src/limits/stores/file/store.ts';
import { SimulatedFiles } from '../../../support/simulated-files.ts';
import { T0, TEST_PROFILES, World } from '../conformance/world.ts';

const SEGMENT_BYTES = 8_192;
const SALES = 120;
const DAY_MS = 86_400_000;
const ALL = Number.POSITIVE_INFINITY;

const folder = mkdtempSync(join(tmpdir(), 'aksept-drop-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Place {
  readonly files: Files;
  readonly segments: () => Promise<readonly string[]>;
  readonly open: (keep: JournalKeep, snapshotEvery: number, said: string[]) => Promise<FileStore>;
}

function place(files: Files | undefined, path: string): Place {
  const found = files ?? filesIn(path);
  return {
    files: found,
    segments: async () => (files === undefined ? readdirSync(path) : await files.list()).filter((name) => name.startsWith('log-')).sort(),
    open: (journalKeep, snapshotEveryRecords, said) =>
      openFileStore({
        ...{
          folder: path,
          profiles: TEST_PROFILES,
          nowMs: () => T0,
          fsync: 'no',
          journalKeep,
          segmentBytes: SEGMENT_BYTES,
          snapshotEveryRecords,
        },
        ...(files === undefined ? {} : { files }),
        identity: { tokenCheck: 'test', clock: 'message' },
        inform: (sentence) => said.push(sentence),
        warn: (sentence) => {
          throw new Error(sentence);
        },
      }),
  };
}

/** A sale a day. */
async function sell(world: World, days: readonly number[]): Promise<void> {
  for (const day of days) await world.decide(world.attempt({ amountMinor: 100, instantMs: T0 + day * DAY_MS }), 'approved');
}

const DAYS = Array.from({ length: SALES }, (_none, day) => day);

describe.each([
  ['simulated files', () => place(new SimulatedFiles({ random: () => 0 }), 'simulated')],
  ['real files', () => place(undefined, mkdtempSync(join(folder, 'store-')))],
])('on %s', (_name, at) => {
  it('segments older than the limit go, and it is said once what they held', async () => {
    const { files, segments, open } = at();
    const first = await open({ ageMs: ALL, bytes: ALL }, 100, []);
    const world = new World(first);
    await world.issue({ balanceMinor: 1_000_000, expiry: '3012' });
    await sell(world, DAYS);
    await first.close();
    const before = await segments();
    expect(before.length).toBeGreaterThan(3);
    const said: string[] = [];
    const keep = { ageMs: 60 * DAY_MS, bytes: ALL };
    const store = await open(keep, 1_000, said);
    expect(said).toEqual([
      expect.stringMatching(
        /^History past journalKeep was dropped from \S+: \d+ segments? with \d+ records from before 2026-\d\d-\d\dT10:00:00\.000Z\.$/,
      ),
    ]);
    const left = await segments();
    expect(before.slice(-left.length)).toEqual(left);
    expect(left.length).toBeLessThan(before.length);
    await store.close();
    const check = await checkStore(files);
    expect(isDamaged(check)).toBe(false);
    // All that is left of the log, and all of the state.
    const records = Number(/with (\d+) records/.exec(said[0] ?? '')?.[1]);
    expect(check.log.read.records).toBe(SALES + 1 - records);
    const again = await open(keep, 1_000, said);
    expect(await again.cards.get(world.token)).toMatchObject({ ledgerMinor: 1_000_000 - SALES * 100 });
    expect(said).toHaveLength(1);
    await again.close();
  });

  it('a log that is too large loses its oldest segments, and never those that the snapshot needs', async () => {
    const { files, segments, open } = at();
    const said: string[] = [];
    const store = await open({ ageMs: ALL, bytes: 1 }, 50, said);
    const world = new World(store);
    await world.issue({ balanceMinor: 1_000_000, expiry: '3012' });
    await sell(world, DAYS);
    await store.close();
    expect(said.length).toBeGreaterThan(0);
    const { from, log } = await checkStore(files);
    const left = await segments();
    expect(Number(left[0]?.slice(4, 16))).toBeLessThanOrEqual(from.batch + 1);
    expect(log.damage).toEqual([]);
    const again = await open({ ageMs: ALL, bytes: 1 }, 1_000, said);
    expect(await again.cards.get(world.token)).toMatchObject({ ledgerMinor: 1_000_000 - SALES * 100 });
    await again.close();
  });

  it('without a snapshot nothing goes', async () => {
    const { segments, open } = at();
    const store = await open({ ageMs: 0, bytes: 1 }, 10_000, []);
    const world = new World(store);
    await world.issue({ balanceMinor: 1_000_000, expiry: '3012' });
    await sell(world, DAYS);
    await store.close();
    const before = await segments();
    const said: string[] = [];
    await (await open({ ageMs: 0, bytes: 1 }, 10_000, said)).close();
    expect(await segments()).toEqual(before);
    expect(said).toEqual([]);
  });
});
