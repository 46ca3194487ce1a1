/**
 * Power cuts: the files forget, tear and reorder by sector what was not synced. Whatever a store
 * answered before is there after recovery, once; what it had not answered is there whole or not at
 * all.
 */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Attempt } from '../../../../src/limits/rules/command.ts';
import type { Decision } from '../../../../src/limits/rules/decision.ts';
import { verifyCard } from '../../../../src/limits/state/verify.ts';
import type { FsyncPolicy } from '../../../../src/limits/stores/file/log/log-writer.ts';
import { type FileStore, openFileStore } from '../../../../src/limits/stores/file/store.ts';
import { runs } from '../../../support/property-settings.ts';
import { SimulatedFiles } from '../../../support/simulated-files.ts';
import { TEST_PROFILES, World } from '../conformance/world.ts';

const SEGMENT_BYTES = 65_536;
const CARDS = 3;
const BALANCE_MINOR = 1_000_000;

function open(files: SimulatedFiles, fsync: FsyncPolicy): Promise<FileStore> {
  return openFileStore({
    folder: 'simulated',
    files,
    profiles: TEST_PROFILES,
    nowMs: Date.now,
    identity: { tokenCheck: 'test', clock: 'message' },
    fsync,
    warn: () => {},
    segmentBytes: SEGMENT_BYTES,
    snapshotEveryRecords: 150,
  });
}

interface Answered {
  readonly attempt: Attempt;
  readonly decision: Decision;
}

/** A seeded generator: mulberry32. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Returns what was answered and is lost, doubled or wrong after the cut. */
async function faultsAfterCuts(seed: number, fsync: FsyncPolicy, rounds: number): Promise<readonly string[]> {
  const random = generator(seed);
  let files = new SimulatedFiles({ random });
  let store = await open(files, fsync);
  const worlds = Array.from({ length: CARDS }, () => new World(store));
  for (const world of worlds) await world.issue({ balanceMinor: BALANCE_MINOR });
  const answered: Answered[] = [];
  const faults: string[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const current = store;
    for (let burst = 0; burst < 3 + random() * 20; burst += 1) {
      for (let n = 0; n < random() * 8; n += 1) {
        const world = worlds[Math.floor(random() * CARDS)] as World;
        const earlier = answered[Math.floor(random() * answered.length)];
        const attempt = world.attempt({ amountMinor: 100 });
        const command =
          earlier !== undefined && random() < 0.1 ? world.reversal(earlier.attempt.key, { cardToken: earlier.attempt.cardToken }) : attempt;
        Promise.resolve(current.decide(command)).then(
          (decision) => {
            if (command === attempt) answered.push({ attempt, decision });
          },
          () => {},
        );
      }
      await new Promise((resolve) => setImmediate(resolve));
    }
    const before = [...answered];
    files = files.cut();
    store = await open(files, fsync);
    for (const { attempt, decision } of before) {
      const again = await store.decide({ ...attempt, attemptId: `again.${round}` });
      if (!again.repeated || again.outcome !== decision.outcome || again.approvalCode !== decision.approvalCode) {
        faults.push(`${attempt.key}: ${decision.outcome}, then ${again.outcome}${again.repeated ? '' : ', decided anew'}`);
      }
    }
    for (const world of worlds) {
      const snapshot = await store.cards.snapshot(world.token, 0);
      const wrong = snapshot === undefined ? `card ${world.token} is lost` : verifyCard(snapshot, TEST_PROFILES);
      if (wrong !== '') faults.push(wrong);
    }
    if (faults.length > 0) break;
  }
  return faults;
}

it('what was answered is there after a power cut, once', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer(), async (seed) => {
      expect(await faultsAfterCuts(seed, 'always', 4)).toEqual([]);
    }),
    { numRuns: runs(25) },
  );
});

it('a store that answers before fsync is caught', async () => {
  let caught = 0;
  for (let seed = 1; seed <= 5; seed += 1) if ((await faultsAfterCuts(seed, 'no', 4).catch(() => ['refused'])).length > 0) caught += 1;
  expect(caught).toBe(5);
});
