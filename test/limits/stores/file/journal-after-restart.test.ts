/** A start reads the whole log, and puts its newest entries into the journal. */
import { expect, it } from 'vitest';
import type { Store } from '../../../../src/limits/store.ts';
import { openTestStore } from '../../../support/file-stores.ts';
import { SimulatedFiles } from '../../../support/simulated-files.ts';
import { World } from '../conformance/world.ts';

const KEPT = 5;

/** Cards on file, one that is not, a reversal, and repeats, which are no entries. */
async function live(store: Store, spends: number): Promise<void> {
  const [first, second, unknown] = [new World(store), new World(store), new World(store)];
  await first.issue();
  await second.issue({ status: 'blocked' });
  for (let n = 0; n < spends; n += 1) {
    const attempt = (n % 2 === 0 ? first : second).attempt({ amountMinor: 100 + n });
    await store.decide(attempt);
    await store.decide({ ...attempt, repeat: true, attemptId: `again${n}` });
    if (n % 3 === 2) await store.decide(unknown.attempt());
    if (n % 4 === 3) await store.decide(first.reversal(attempt.key));
  }
}

it.each([0, 1, 2, 3, 40])('after %i spends the newest entries are those of before', async (spends) => {
  let files = new SimulatedFiles({ random: () => 0 });
  const open = () => openTestStore(files, { journalEntriesMax: KEPT, segmentBytes: 16_384 });
  let store = await open();
  await live(store, spends);
  const before = [...(await store.journal(100))];
  expect(before.length).toBe(Math.min(KEPT, Number(before.at(-1)?.id)));
  await store.close();
  files = files.kill();
  store = await open();
  expect([...(await store.journal(100))]).toEqual(before);
  await new World(store).issue();
  const [issued] = await store.journal(1);
  expect(issued?.id).toBe(String(Number(before.at(-1)?.id) + 1));
  await store.close();
});
