/** The one conformance suite: every store passes the same cases. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Clock } from '../../../../src/limits/clock/clock.ts';
import { SimulatedClock } from '../../../../src/limits/clock/simulated-clock.ts';
import type { Store } from '../../../../src/limits/store.ts';
import { PROPERTY_TIMEOUT_MS } from '../../../support/property-settings.ts';
import { CLOCK_CASES } from './clock-cases.ts';
import { CONTROL_CASES } from './control-cases.ts';
import { FUNDING_CASES } from './funding-cases.ts';
import { HISTORY_CASES } from './history-cases.ts';
import { JOURNAL_CASES } from './journal-cases.ts';
import { LIFECYCLE_CASES } from './lifecycle-cases.ts';
import { checkAgainstModel } from './model.ts';
import { OUTCOME_CASES } from './outcome-rows.ts';
import { REPEAT_CASES } from './repeat-cases.ts';
import { RESENT_CASES } from './resent-cases.ts';
import { UNDO_CASES } from './undo-cases.ts';
import { WINDOW_CASES } from './window-cases.ts';
import { type ConformanceCase, HOUR_MS, newToken, T0, World } from './world.ts';

export const CONFORMANCE_CASES: readonly ConformanceCase[] = [
  ...OUTCOME_CASES,
  ...WINDOW_CASES,
  ...REPEAT_CASES,
  ...RESENT_CASES,
  ...LIFECYCLE_CASES,
  ...UNDO_CASES,
  ...CONTROL_CASES,
  ...FUNDING_CASES,
  ...HISTORY_CASES,
  ...JOURNAL_CASES,
];

/** Compares with the clock of the machine. */
const RUNNING_CLOCK_CASE = "without a message clock the store's own decides, and time moves forward";

const MODEL_RUNS = 240;
const MODEL_STEPS = 100;

export function storeConformance(open: () => Promise<Store>, modelRuns: number = MODEL_RUNS): void {
  let store: Store;
  beforeAll(async () => {
    store = await open();
  });
  afterAll(() => store?.close());

  describe('conformance', () => {
    it.each(CONFORMANCE_CASES)('$name', ({ run }) => run(new World(store)));
    it(`${modelRuns} random lives of ${MODEL_STEPS} steps go as the model says`, { timeout: PROPERTY_TIMEOUT_MS }, () =>
      checkAgainstModel(store, modelRuns, MODEL_STEPS),
    );
  });
}

/** The clock begins when the store opens it. */
export type OpenSimulated = (clock: SimulatedClock) => Promise<Store>;

/** More than a sweep of Redis takes at once, and than a page of a list has. */
const CARDS = 3_000;

/** Cards with a spend in a window, a stored answer and a hold; their tokens. */
async function fill(store: Store): Promise<ReadonlySet<string>> {
  const tokens = new Set<string>();
  for (let from = 0; from < CARDS; from += 100) {
    const worlds = Array.from({ length: 100 }, () => new World(store, newToken()));
    for (const world of worlds) {
      await world.issue({ expiry: '9912' });
      tokens.add(world.token);
    }
    const messages = worlds.flatMap((world) => [
      world.attempt({ instantMs: 0 }),
      world.hold(1_000, { instantMs: 0, holdMs: 168 * HOUR_MS }),
    ]);
    const decisions = await Promise.all(messages.map((message) => store.decide(message)));
    expect(decisions.filter(({ outcome }) => outcome !== 'approved')).toEqual([]);
  }
  return tokens;
}

/** A store whose clock is moved by hand. `sharedCases`: its scripts are not those of other clocks. */
export function simulatedConformance(open: OpenSimulated, sharedCases = false): void {
  let store: Store;
  const clock = new SimulatedClock({ startMs: T0 });
  beforeAll(async () => {
    store = await open(clock);
    clock.onMove(() => store.sweep());
  });
  afterAll(async () => {
    clock.close();
    await store?.close();
  });

  describe('on a simulated clock', () => {
    const cases = CONFORMANCE_CASES.filter(({ name }) => sharedCases && name !== RUNNING_CLOCK_CASE);
    if (sharedCases) it.each(cases)('$name', ({ run }) => run(new World(store)));
    it.each(CLOCK_CASES)('$name', ({ run }) => run(new World(store), clock satisfies Clock));

    it(`a move of two years ends the holds of ${CARDS} cards`, { timeout: PROPERTY_TIMEOUT_MS }, async () => {
      const filled = await fill(store);
      await clock.moveBy({ ms: 0, months: 24 });
      let listed = 0;
      const held: string[] = [];
      let cursor = '';
      do {
        const page = await store.cards.list(cursor, 1_000);
        // Those of the cases before may have holds of a hundred years.
        const ours = page.cards.filter(({ token }) => filled.has(token));
        listed += ours.length;
        held.push(...ours.filter(({ holdsMinor }) => holdsMinor !== 0).map(({ token }) => token));
        cursor = page.cursor;
      } while (cursor !== '');
      expect(listed).toBe(CARDS);
      expect(held).toEqual([]);
      expect(store.usage()?.caps.find(({ name }) => name === 'answers')?.used ?? 0).toBe(0);
    });
  });
}
