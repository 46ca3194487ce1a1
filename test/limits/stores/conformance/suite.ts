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

const MODEL_RUNS = 1_000;
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

const CARDS = 10_000;

/** Cards with a spend in a window, a stored answer and a hold. */
async function fill(store: Store): Promise<void> {
  for (let from = 0; from < CARDS; from += 100) {
    const worlds = Array.from({ length: 100 }, () => new World(store, newToken()));
    for (const world of worlds) await world.issue({ expiry: '9912' });
    const messages = worlds.flatMap((world) => [
      world.attempt({ instantMs: 0 }),
      world.hold(1_000, { instantMs: 0, holdMs: 168 * HOUR_MS }),
    ]);
    for (const decision of await Promise.all(messages.map((message) => store.decide(message)))) expect(decision.outcome).toBe('approved');
  }
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
      await fill(store);
      await clock.moveBy({ ms: 0, months: 24 });
      let held = 0;
      let cursor = '';
      do {
        const page = await store.cards.list(cursor, 1_000);
        for (const { holdsMinor } of page.cards) held += holdsMinor;
        cursor = page.cursor;
      } while (cursor !== '');
      expect(held).toBe(0);
      expect(store.usage()?.caps.find(({ name }) => name === 'answers')?.used ?? 0).toBe(0);
    });
  });
}
