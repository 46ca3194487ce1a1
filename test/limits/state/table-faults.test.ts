/**
 * The conformance suite must notice a wrong row in the table of events and in the table of changes: each
 * fault below makes some case fail.
 */
import { expect, test } from 'vitest';
import { EVENTS, type Event } from '../../../src/limits/rules/event.ts';
import { APPLIERS } from '../../../src/limits/state/apply.ts';
import type { Change } from '../../../src/limits/state/change.ts';
import { createMemoryStore } from '../../../src/limits/stores/memory/store.ts';
import { CONFORMANCE_CASES } from '../stores/conformance/suite.ts';
import { TEST_PROFILES, World } from '../stores/conformance/world.ts';

/** The tables as they are while a fault is in them. */
const EVENT_ROWS: Record<string, Record<string, unknown>> = EVENTS;
const CHANGE_ROWS = APPLIERS as unknown as Record<string, (state: unknown, change: Record<string, unknown>) => void>;

/** The names of the cases that fail, and of those that pass; ends when `isEnough` says so. */
async function verdicts(isEnough: (failed: number, passed: number) => boolean): Promise<Readonly<Record<'failed' | 'passed', string[]>>> {
  const found = { failed: [] as string[], passed: [] as string[] };
  const store = createMemoryStore({ profiles: TEST_PROFILES, nowMs: Date.now });
  for (const { name, run } of CONFORMANCE_CASES) {
    const isRight = await run(new World(store)).then(
      () => true,
      () => false,
    );
    found[isRight ? 'passed' : 'failed'].push(name);
    if (isEnough(found.failed.length, found.passed.length)) break;
  }
  return found;
}

test('without a fault no case fails', async () => {
  expect((await verdicts(() => false)).failed).toEqual([]);
});

const EVENT_FAULTS: readonly (readonly [Event, Readonly<Record<string, unknown>>])[] = [
  ['spend', { takes: false }],
  ['spend', { usable: false }],
  ['spend', { pin: 'optional' }],
  ['spend', { effect: 'none' }],
  ['refund', { pin: 'required' }],
  ['refund', { usable: true }],
  ['refund', { effect: 'none' }],
  ['inquiry', { pin: 'optional' }],
  ['inquiry', { usable: false }],
  ['pinChange', { effect: 'none' }],
  ['pinChange', { pin: 'optional' }],
  ['hold', { takes: false }],
  ['hold', { effect: 'post' }],
  ['increment', { pin: 'required' }],
  ['increment', { takes: false }],
  ['increment', { effect: 'hold' }],
  ['completion', { effect: 'post' }],
  ['completion', { effect: 'lower' }],
  ['advice', { effect: 'settle' }],
  ['dispense', { effect: 'post' }],
  ['reversal', { effect: 'post' }],
  ['fund', { effect: 'none' }],
];

test.each(EVENT_FAULTS)('a wrong row of the event %s is noticed: %j', async (event, fault) => {
  const row = EVENT_ROWS[event] ?? {};
  const right = { ...row };
  try {
    Object.assign(row, fault);
    const { failed, passed } = await verdicts((failures, passes) => failures > 0 && passes > 0);
    expect(failed).not.toEqual([]);
    expect(passed).not.toEqual([]);
  } finally {
    Object.assign(row, right);
  }
});

/** What each kind of change does wrong: it is left out, or done with other numbers. */
const CHANGE_FAULTS: readonly (readonly [
  Change['kind'],
  string,
  (change: Record<string, unknown>) => Record<string, unknown> | undefined,
])[] = [
  ['spendEntered', 'left out', () => undefined],
  [
    'spendEntered',
    'a millisecond late',
    (change) => {
      const spend = change['spend'] as { readonly instantMs: number };
      return { ...change, spend: { ...spend, instantMs: spend.instantMs + 1 } };
    },
  ],
  ['spendCorrected', 'left out', () => undefined],
  ['holdSet', 'left out', () => undefined],
  [
    'holdSet',
    'an øre more',
    (change) => {
      const hold = change['hold'] as { readonly amountMinor: number };
      return { ...change, hold: { ...hold, amountMinor: hold.amountMinor + 1 } };
    },
  ],
  ['holdEnded', 'left out', () => undefined],
  ['moneyMoved', 'left out', () => undefined],
  ['moneyMoved', 'given back twice', (change) => ({ ...change, givenBackMinor: Number(change['givenBackMinor']) * 2 })],
  ['pinTriesSet', 'left out', () => undefined],
  ['pinReferenceSet', 'left out', () => undefined],
  ['answerKept', 'left out', () => undefined],
  ['answerRewritten', 'left out', () => undefined],
  ['namePointed', 'left out', () => undefined],
  ['cardChanged', 'left out', () => undefined],
];

test.each(CHANGE_FAULTS)('a wrong row of the change %s is noticed: %s', async (kind, _what, spoil) => {
  const right = CHANGE_ROWS[kind];
  if (right === undefined) throw new Error(`There is no change ${kind}.`);
  try {
    CHANGE_ROWS[kind] = (state, change) => {
      const spoilt = spoil(change);
      if (spoilt !== undefined) right(state, spoilt);
    };
    expect((await verdicts((failures) => failures > 0)).failed).not.toEqual([]);
  } finally {
    CHANGE_ROWS[kind] = right;
  }
});
