/** When a snapshot is written: after so many records, or so many bytes of them, whichever comes first. */
import { expect, it } from 'vitest';
import { isSnapshot } from '../../../../src/limits/stores/file/snapshot/write-snapshot.ts';
import type { FileStoreOptions } from '../../../../src/limits/stores/file/store.ts';
import { openTestStore } from '../../../support/file-stores.ts';
import { SimulatedFiles } from '../../../support/simulated-files.ts';
import { World } from '../conformance/world.ts';

/** A record of a sale takes from 100 to 400 bytes. */
const SALES = 30;
const NEVER = 1_000_000_000;
const SEGMENT_BYTES = 65_536;

/** Sells in so many runs of the store, and returns after which of them a snapshot stood there. */
async function snapshotAfter(runs: number, options: Partial<FileStoreOptions>): Promise<readonly boolean[]> {
  let files = new SimulatedFiles({ random: () => 0 });
  let world: World | undefined;
  const found: boolean[] = [];
  for (let run = 0; run < runs; run += 1) {
    const store = await openTestStore(files, { ...options, segmentBytes: SEGMENT_BYTES });
    if (world === undefined) await new World(store).issue();
    world = new World(store);
    await world.issue();
    for (let n = 0; n < SALES; n += 1) await world.decide(world.attempt({ amountMinor: 100 }), 'approved');
    await store.close();
    found.push((await files.list()).some(isSnapshot));
    files = files.kill();
  }
  return found;
}

it.each([
  ['few records', { snapshotEveryRecords: 20, snapshotEveryBytes: NEVER }, [true]],
  ['few bytes', { snapshotEveryRecords: NEVER, snapshotEveryBytes: 20 * 100 }, [true]],
  ['as many records as two runs leave', { snapshotEveryRecords: 2 * SALES, snapshotEveryBytes: NEVER }, [false, true]],
  ['more than all', { snapshotEveryRecords: NEVER, snapshotEveryBytes: NEVER }, [false, false]],
])('%s', async (_name, options, expected) => {
  expect(await snapshotAfter(expected.length, options)).toEqual(expected);
});

it('bytes of earlier runs count, too', async () => {
  const found = await snapshotAfter(8, { snapshotEveryRecords: NEVER, snapshotEveryBytes: (SALES + 2) * 400 });
  expect(found[0]).toBe(false);
  expect(found.at(-1)).toBe(true);
});
