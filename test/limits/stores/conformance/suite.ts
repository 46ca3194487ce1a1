/** The one conformance suite: every store passes the same cases. */
import { afterAll, beforeAll, describe, it } from 'vitest';
import type { Store } from '../../../../src/limits/store.ts';
import { PROPERTY_TIMEOUT_MS } from '../../../support/property-settings.ts';
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
import { type ConformanceCase, World } from './world.ts';

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
