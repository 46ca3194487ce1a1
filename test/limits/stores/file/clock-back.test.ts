/** The wall clock is set back, while a store runs and between two runs of it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { openTestStore } from '../../../support/file-stores.ts';
import { DAY_MS, HOUR_MS, T0, World } from '../conformance/world.ts';

const folder = mkdtempSync(join(tmpdir(), 'aksept-clock-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const ATM = { channel: 'atm', type: 'cash', terminalType: 'atm', mcc: 6011, instantMs: 0 } as const;
/** The limit of kronekort at ATMs. */
const LIMIT_MINOR = 990_000;

class Stores {
  nowMs = T0;
  readonly #place: string;

  constructor(name: string) {
    this.#place = join(folder, name);
  }

  open() {
    return openTestStore(this.#place, { identity: { tokenCheck: 'test', clock: 'wall' }, nowMs: () => this.nowMs });
  }
}

describe.each(['while it runs', 'between two runs'])('by an hour, %s', (when) => {
  const again = when === 'between two runs';

  test('windows count on, repeats get the stored answer, and no decision is dated before an earlier one', async () => {
    const stores = new Stores(`hour ${when}`);
    let world = new World(await stores.open());
    await world.issue();
    const first = world.attempt({ ...ATM, amountMinor: LIMIT_MINOR });
    expect(await world.store.decide(first)).toMatchObject({ outcome: 'approved', decidedAtMs: T0 });
    stores.nowMs = T0 - HOUR_MS;
    if (again) {
      await world.store.close();
      world = new World(await stores.open(), world.token);
    }
    expect(await world.store.decide(world.attempt({ ...ATM, amountMinor: 1 }))).toMatchObject({
      outcome: 'exceedsAmountLimit',
      decidedAtMs: T0,
    });
    expect(await world.store.decide(first)).toMatchObject({ outcome: 'approved', repeated: true, decidedAtMs: T0 });
    // Four days are counted from the withdrawal as it was dated.
    stores.nowMs = T0 + 4 * DAY_MS - 1;
    expect(await world.store.decide(world.attempt({ ...ATM, amountMinor: 1 }))).toMatchObject({ outcome: 'exceedsAmountLimit' });
    stores.nowMs = T0 + 4 * DAY_MS;
    expect(await world.store.decide(world.attempt({ ...ATM, amountMinor: LIMIT_MINOR }))).toMatchObject({ outcome: 'approved' });
    await world.store.close();
  });

  test('a hold expires at its own instant, once', async () => {
    const stores = new Stores(`hold ${when}`);
    let world = new World(await stores.open());
    await world.issue();
    await world.store.decide(world.hold(50_000, { instantMs: 0, holdMs: 2 * HOUR_MS }));
    stores.nowMs = T0 + HOUR_MS;
    await world.store.decide(world.attempt({ instantMs: 0, amountMinor: 100 }));
    stores.nowMs = T0 - HOUR_MS;
    if (again) {
      await world.store.close();
      world = new World(await stores.open(), world.token);
    }
    await world.store.decide(world.attempt({ instantMs: 0, amountMinor: 100 }));
    expect(await world.store.cards.get(world.token)).toMatchObject({ holdsMinor: 50_000 });
    stores.nowMs = T0 + 2 * HOUR_MS;
    await world.store.decide(world.attempt({ instantMs: 0, amountMinor: 100 }));
    expect(await world.store.cards.get(world.token)).toMatchObject({ holdsMinor: 0, ledgerMinor: 10_000_000 - 300 });
    await world.store.close();
  });
});
