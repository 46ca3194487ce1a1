/** The scenarios of the card programme: all come out as they say, and what they expect of the office can fail. */
import { expect, test } from 'vitest';
import { runScenario } from '../../../src/scenario/run-scenario.ts';
import type { ScenarioInput } from '../../../src/scenario/scenario-schema.ts';
import { PROGRAMME_LIBRARY } from '../library.ts';

/** The first one starts the database. */
const TIMEOUT_MS = 120_000;

test.each(PROGRAMME_LIBRARY)(
  '%s passes',
  async (path) => {
    const { status, reason, steps } = await runScenario(path);
    expect(steps.flatMap(({ differences }) => differences)).toEqual([]);
    expect([status, reason]).toEqual(['passed', '']);
  },
  TIMEOUT_MS,
);

const ORDERED: ScenarioInput = {
  title: 'A card is loaded',
  settings: { office: 'yes', start: '2026-03-02' },
  steps: [
    { 'order cards': 20 },
    { at: 'day 8 09:00', 'confirm cards': 1 },
    { 'produce pins': 1 },
    { 'hand out': 'L0001' },
    { name: 'the load', load: { L0001: 2500 } },
    { approve: 'the load' },
  ],
};

test('what is expected of the office fails when it is wrong, each by itself', { timeout: TIMEOUT_MS }, async () => {
  const { steps } = await runScenario({
    ...ORDERED,
    steps: [
      ...ORDERED.steps,
      {
        expect: {
          shows: 'something',
          orders: { 1: 'Kansellert', 2: 'Pin bestilt' },
          accounts: { L0001: { balance: '2,499', state: 'closed', mark: 'Tapt', client: 'K-1', name: 'K-1', 'replaced by': 'L0002' } },
          bank: { 'sosial loading': 5 },
          payments: { L0001: 'AC04' },
        },
      },
      { 'order cards': 30 },
      { 'order cards': 20, expect: { refused: 'ordersOneADay' } },
    ],
  });
  const differences = steps.flatMap(({ differences: own }) => own.map(({ what, got }) => [what, got]));
  expect(differences).toEqual([
    ['shows', 'none'],
    ['orders 1', 'Pin bestilt'],
    ['orders 2', 'none'],
    ['accounts L0001 name', 'K-L0001'],
    ['accounts L0001 client', 'K-L0001'],
    ['accounts L0001 state', 'active'],
    ['accounts L0001 mark', 'none'],
    ['accounts L0001 replaced by', 'none'],
    ['accounts L0001 balance', '2,500.00'],
    ['bank sosial loading', '997,500.00'],
    ['payments L0001', 'paid'],
    ['refused', expect.stringContaining('orderSize')],
    ['refused', 'none'],
  ]);
});

test('two scenarios at once have the office one after the other', { timeout: TIMEOUT_MS }, async () => {
  const results = await Promise.all([runScenario(ORDERED), runScenario(ORDERED), runScenario(ORDERED)]);
  expect(results.map(({ status, reason }) => [status, reason])).toEqual(Array(3).fill(['passed', '']));
});

test('a card that has not arrived, and a user whom nobody let in, are named', { timeout: TIMEOUT_MS }, async () => {
  const start = { title: 'T', settings: { office: 'yes' }, terminals: { shop: { type: 'pos' } } } as const;
  await expect(runScenario({ ...start, steps: [{ card: 'L0001', purchase: 10 }] })).rejects.toThrow('There is no card L0001 yet');
  await expect(runScenario({ ...start, steps: [{ as: 'Nobody', 'order cards': 20 }] })).rejects.toThrow('Nobody is not a user');
  const { status } = await runScenario(ORDERED);
  expect(status).toBe('passed');
});
