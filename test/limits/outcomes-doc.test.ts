/**
 * The columns "stored" and "changes" of docs/outcomes.md are what the store does: each row of the conformance suite is
 * carried out, and its effects are compared with the row of the page.
 */
import { describe, expect, test } from 'vitest';
import { createMemoryStore } from '../../src/limits/stores/memory/store.ts';
import { CHECKS } from '../../src/protocol/explanation.ts';
import { OUTCOMES, type Outcome } from '../../src/protocol/outcome.ts';
import { outcomeTable } from '../support/outcome-table.ts';
import { OUTCOME_ROWS, type OutcomeConformanceRow, tenUses } from './stores/conformance/outcome-rows.ts';
import { PIN_REFERENCE, TEST_PROFILES, World, WRONG_REFERENCE } from './stores/conformance/world.ts';

type Effect = 'none' | 'tries + 1' | 'tries to 0';

const PIN_CHANGE = { event: 'pinChange', type: 'pinChange', amountMinor: 0 } as const;

async function oneWrongPin(world: World): Promise<void> {
  await world.decide(world.attempt({ pinReferences: [WRONG_REFERENCE] }), 'incorrectPin');
}

async function usedUpWithOneWrongPin(world: World): Promise<void> {
  await tenUses(world);
  await oneWrongPin(world);
}

/** Outcomes after a right PIN, on a card with a try used. */
const MORE_ROWS: readonly OutcomeConformanceRow[] = [
  { outcome: 'pinBlockError', when: 'the new PIN block fails', attempt: { ...PIN_CHANGE, newPinReference: '' }, before: oneWrongPin },
  {
    outcome: 'notPermittedToCardholder',
    when: 'the new PIN is the old one',
    attempt: { ...PIN_CHANGE, newPinReference: PIN_REFERENCE },
    before: oneWrongPin,
  },
  {
    outcome: 'exceedsCountLimit',
    when: 'after a wrong PIN',
    card: { profile: 'nested' },
    attempt: { amountMinor: 1 },
    before: usedUpWithOneWrongPin,
  },
];
const ROWS = [...OUTCOME_ROWS, ...MORE_ROWS];

interface Observed {
  readonly outcome: Outcome;
  readonly stored: boolean;
  readonly effect: Effect;
  readonly triesBefore: number;
}

/** What a row does to the card, and what its repeat is answered. */
async function observe(row: OutcomeConformanceRow): Promise<Observed> {
  const world = new World(createMemoryStore({ profiles: TEST_PROFILES, nowMs: Date.now }));
  if (row.card !== 'none') await world.issue(row.card);
  await row.before?.(world);
  const triesBefore = (await world.store.cards.get(world.token))?.pinTriesUsed ?? 0;
  const attempt = world.attempt(row.attempt);
  const { outcome } = await world.store.decide(attempt);
  const after = (await world.store.cards.get(world.token))?.pinTriesUsed ?? 0;
  const repeat = await world.store.decide({ ...attempt, attemptId: 'again', repeat: true });
  const effect = after > triesBefore ? 'tries + 1' : after < triesBefore ? 'tries to 0' : 'none';
  return { outcome, stored: repeat.repeated && repeat.outcome === outcome, effect, triesBefore };
}

/** The effects that a cell names. With "in the second case", the first case has none. */
function documentedEffects(cell: string): ReadonlySet<Effect> {
  const effects = new Set<Effect>();
  if (/PIN tries \+ 1/.test(cell)) effects.add('tries + 1');
  if (/PIN tries to 0/.test(cell)) effects.add('tries to 0');
  if (effects.size === 0 || /in the second case|as \[lifecycle/.test(cell)) effects.add('none');
  return effects;
}

describe('the table of docs/outcomes.md', () => {
  const table = outcomeTable();
  const rowOf = (outcome: Outcome) => table.find(({ name }) => name === outcome);

  test('every outcome of a check in the store is observed here', () => {
    const before: readonly Outcome[] = ['formatError', 'macError'];
    const other: readonly Outcome[] = ['duplicateTransmission', 'alreadyReversed', 'unableToLocateOriginal'];
    const wanted = CHECKS.flatMap(({ outcomes }): readonly Outcome[] => outcomes).filter((name) => ![...before, ...other].includes(name));
    const rows = new Set(OUTCOME_ROWS.map(({ outcome }) => outcome));
    expect([...new Set(wanted)].filter((name) => !rows.has(name))).toEqual([]);
  });

  test.each(ROWS)('says what the store does: $outcome, $when', async (row) => {
    const { outcome, stored, effect, triesBefore } = await observe(row);
    expect(outcome).toBe(row.outcome);
    const documented = rowOf(outcome);
    expect(stored).toBe(documented?.stored.startsWith('yes'));
    const effects = documentedEffects(documented?.changes ?? '');
    // Tries at 0 stay there, whatever the row does to them.
    if (effect !== 'none' || triesBefore > 0) expect([...effects]).toContain(effect);
  });

  test('names no effect that no row has', async () => {
    const seen = new Map<Outcome, Set<Effect>>();
    for (const row of ROWS) {
      const { outcome, effect } = await observe(row);
      seen.set(outcome, (seen.get(outcome) ?? new Set()).add(effect));
    }
    const unseen = OUTCOMES.flatMap(({ name }) =>
      [...documentedEffects(rowOf(name)?.changes ?? '')].filter((effect) => effect !== 'none' && seen.get(name)?.has(effect) === false),
    );
    expect(unseen).toEqual([]);
  });
});
