/** The reference of a produced PIN is in the log and in snapshots, so a restart keeps it. */
import { expect, test } from 'vitest';
import { openTestStore } from '../../../support/file-stores.ts';
import { SimulatedFiles } from '../../../support/simulated-files.ts';
import { PIN_REFERENCE, World, WRONG_REFERENCE } from '../conformance/world.ts';

test.each([
  ['the log', 1_000],
  ['a snapshot', 1],
])('a new PIN reference comes back from %s', async (_, snapshotEveryRecords) => {
  const files = new SimulatedFiles({ random: () => 0 });
  const store = await openTestStore(files, { snapshotEveryRecords, segmentBytes: 262_144 });
  const world = new World(store);
  await world.issue({ pinReference: WRONG_REFERENCE });
  await world.decide(world.attempt(), 'incorrectPin');
  await store.cards.change(world.token, { pinReference: PIN_REFERENCE, status: 'active' });
  const before = await store.cards.get(world.token);
  await store.close();
  const again = await openTestStore(files, { snapshotEveryRecords, segmentBytes: 262_144 });
  expect(await again.cards.get(world.token)).toEqual(before);
  expect(before).toMatchObject({ pinReference: PIN_REFERENCE, pinTriesUsed: 0 });
  await new World(again, world.token).decide(world.attempt(), 'approved');
  await again.close();
});
