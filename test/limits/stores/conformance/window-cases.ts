/** Windows are exact: every spend counts with its amount at its instant, half-open. */
import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { type ConformanceCase, DAY_MS, HOUR_MS, T0, type World } from './world.ts';

interface Scenario {
  readonly source: string;
  readonly inputs: {
    readonly name: string;
    readonly history: readonly { readonly at: string; readonly kind: string; readonly amountMinor: number }[];
    readonly now: string;
    readonly kind: string;
    readonly amountMinor: number;
    readonly balanceMinor: number;
  };
  readonly expected: Record<'rolling96h' | 'calendar4days', { readonly used: number; readonly decision: '00' | '51' | '61' }>;
}

/** Computed for this project from the handbook's limits, in both readings of "4 dager". */
const SCENARIOS: readonly Scenario[] = JSON.parse(readFileSync(new URL('../../../vectors/limits_scenarios.json', import.meta.url), 'utf8'));
const DECISIONS = { '00': 'approved', '51': 'insufficientFunds', '61': 'exceedsAmountLimit' } as const;
const PROFILE_OF = { rolling96h: 'kronekort', calendar4days: 'calendar' } as const;

function use(world: World, kind: string, amountMinor: number, instantMs: number) {
  if (kind === 'atm') return world.atm(amountMinor, { instantMs });
  return world.attempt({ type: kind === 'cashback' ? 'purchaseWithCashback' : 'purchase', amountMinor, instantMs });
}

async function checkScenario(world: World, scenario: Scenario, reading: 'rolling96h' | 'calendar4days'): Promise<void> {
  const { history, now, kind, amountMinor, balanceMinor } = scenario.inputs;
  const spent = history.reduce((sum, spend) => sum + spend.amountMinor, 0);
  await world.issue({ profile: PROFILE_OF[reading], balanceMinor: balanceMinor + spent });
  for (const spend of history) await world.decide(use(world, spend.kind, spend.amountMinor, Date.parse(spend.at)), 'approved');
  const nowMs = Date.parse(now);
  expect(await world.used(kind === 'atm' ? 'atm' : 'pos', nowMs)).toBe(scenario.expected[reading].used);
  await world.decide(use(world, kind, amountMinor, nowMs), DECISIONS[scenario.expected[reading].decision]);
  await world.expectIdentity();
}

/** Age of a full-limit spend, and whether it still counts. */
const BOUNDARIES = [
  { name: '96 h − 1 ms: still counts', ageMs: 96 * HOUR_MS - 1, outcome: 'exceedsAmountLimit' },
  { name: '96 h: is out', ageMs: 96 * HOUR_MS, outcome: 'approved' },
  { name: '96 h + 1 ms: is out', ageMs: 96 * HOUR_MS + 1, outcome: 'approved' },
] as const;

const OWN_CASES: readonly ConformanceCase[] = [
  {
    name: 'exactly full, then one øre',
    run: async (world) => {
      await world.issue();
      await world.decide(world.atm(990_000), 'approved');
      expect(await world.used('atm')).toBe(990_000);
      await world.decide(world.atm(1), 'exceedsAmountLimit');
    },
  },
  {
    name: 'declines consume nothing: 900 fits after 9,000 approved and 5,000 declined of 9,900',
    run: async (world) => {
      await world.issue();
      await world.decide(world.atm(900_000), 'approved');
      await world.decide(world.atm(500_000), 'exceedsAmountLimit');
      await world.decide(world.atm(90_000), 'approved');
    },
  },
  {
    name: 'a declined attempt at a later instant does not age the window for an earlier one',
    run: async (world) => {
      await world.issue();
      await world.decide(world.atm(990_000), 'approved');
      await world.decide(world.atm(990_001, { instantMs: T0 + 5 * DAY_MS }), 'exceedsAmountLimit');
      await world.decide(world.atm(1, { instantMs: T0 + DAY_MS }), 'exceedsAmountLimit');
    },
  },
  {
    name: 'the clock of a card never goes back: a later spend keeps the window',
    run: async (world) => {
      await world.issue();
      await world.decide(world.atm(500_000, { instantMs: T0 + DAY_MS }), 'approved');
      const early = await world.decide(world.atm(490_000, { instantMs: T0 }), 'approved');
      expect(early.decidedAtMs).toBe(T0 + DAY_MS);
      await world.decide(world.atm(990_000, { instantMs: T0 + 96 * HOUR_MS }), 'exceedsAmountLimit');
      await world.decide(world.atm(990_000, { instantMs: T0 + DAY_MS + 96 * HOUR_MS }), 'approved');
    },
  },
  {
    name: 'each spend leaves at its own instant',
    run: async (world) => {
      await world.issue();
      for (let hour = 0; hour < 9; hour += 1) await world.decide(world.atm(110_000, { instantMs: T0 + hour * HOUR_MS }), 'approved');
      const later = T0 + 96 * HOUR_MS;
      await world.decide(world.atm(110_001, { instantMs: later }), 'exceedsAmountLimit');
      await world.decide(world.atm(110_000, { instantMs: later }), 'approved');
      await world.decide(world.atm(110_000, { instantMs: later + HOUR_MS - 1 }), 'exceedsAmountLimit');
      await world.decide(world.atm(220_000, { instantMs: later + 2 * HOUR_MS }), 'approved');
      expect(await world.used('atm', later + 2 * HOUR_MS)).toBe(990_000);
    },
  },
  {
    name: 'cash at a till counts as a purchase, a purchase at MCC 6011 as ATM',
    run: async (world) => {
      await world.issue();
      await world.decide(world.attempt({ type: 'cash', channel: 'pos', mcc: 5411, amountMinor: 2_000_000 }), 'approved');
      await world.decide(world.attempt({ type: 'purchase', channel: 'atm', mcc: 6011, amountMinor: 990_000 }), 'approved');
      expect([await world.used('pos'), await world.used('atm')]).toEqual([2_000_000, 990_000]);
    },
  },
  {
    name: 'filters by MCC, type and exception, with counts',
    run: async (world) => {
      await world.issue({ profile: 'filtered' });
      await world.decide(world.attempt({ mcc: 5541, amountMinor: 100_000 }), 'approved');
      await world.decide(world.attempt({ mcc: 5542, amountMinor: 50_001 }), 'exceedsAmountLimit');
      await world.decide(world.attempt({ mcc: 5542, amountMinor: 50_000 }), 'approved');
      await world.decide(world.attempt({ mcc: 5542, amountMinor: 0 }), 'exceedsCountLimit');
      await world.decide(world.attempt({ type: 'cash', amountMinor: 100_000 }), 'approved');
      await world.decide(world.attempt({ amountMinor: 100_000 }), 'approved');
      await world.decide(world.attempt({ amountMinor: 0 }), 'approved');
      await world.decide(world.attempt({ amountMinor: 0 }), 'exceedsCountLimit');
      expect([await world.used('fuel'), await world.used('cash'), await world.used('rest')]).toEqual([150_000, 100_000, 200_000]);
    },
  },
  {
    name: 'a spend that leaves takes nothing from limits it never counted against',
    run: async (world) => {
      await world.issue({ profile: 'filtered' });
      const fuel = world.attempt({ mcc: 5541, amountMinor: 50_000 });
      await world.decide(fuel, 'approved');
      await world.decide(world.attempt({ amountMinor: 200_000 }), 'approved');
      await world.store.decide(world.reversal(fuel.key));
      await world.decide(world.attempt({ amountMinor: 1 }), 'exceedsAmountLimit');
      await world.decide(world.attempt({ mcc: 5542, amountMinor: 150_000 }), 'approved');
    },
  },
  {
    name: 'a spend that ages takes nothing from limits it never counted against',
    run: async (world) => {
      await world.issue({ profile: 'filtered' });
      await world.decide(world.attempt({ mcc: 5541, amountMinor: 50_000 }), 'approved');
      await world.decide(world.attempt({ amountMinor: 200_000, instantMs: T0 + DAY_MS }), 'approved');
      await world.decide(world.attempt({ amountMinor: 1, instantMs: T0 + 2 * DAY_MS }), 'exceedsAmountLimit');
      await world.decide(world.attempt({ amountMinor: 1, instantMs: T0 + 3 * DAY_MS }), 'approved');
    },
  },
  {
    name: 'a snapshot on request: the card as it was decided on',
    run: async (world) => {
      await world.issue({ profile: 'nested' });
      await world.decide(world.atm(60_000), 'approved');
      const before = await world.store.cards.get(world.token);
      const { snapshot } = await world.decide(world.atm(100_000, { wantsSnapshot: true }), 'approved');
      expect(snapshot?.card).toEqual(before);
      expect(
        snapshot?.spends.map(({ instantMs, amountMinor, type, channel, mcc }) => [instantMs, amountMinor, type, channel, mcc]),
      ).toEqual([[T0, 60_000, 'cash', 'atm', 6011]]);
      expect((await world.headroom())?.map(({ name, usedMinor, leftMinor, countUsed }) => [name, usedMinor, leftMinor, countUsed])).toEqual(
        [
          ['all', 160_000, 640_000, 2],
          ['atm', 160_000, 90_000, 2],
          ['daily', 160_000, 640_000, 2],
        ],
      );
    },
  },
  {
    name: 'forty days of daily spends: the window stays exact while old spends are dropped',
    run: async (world) => {
      await world.issue();
      for (let day = 0; day < 40; day += 1) {
        for (let n = 0; n < 3; n += 1) await world.decide(world.atm(70_000, { instantMs: T0 + day * DAY_MS + n }), 'approved');
      }
      expect(await world.used('atm', T0 + 39 * DAY_MS + 2)).toBe(840_000);
      await world.decide(world.attempt({ instantMs: T0 + 40 * DAY_MS }), 'approved');
      expect(await world.used('atm', T0 + 40 * DAY_MS)).toBe(770_000);
    },
  },
];

export const WINDOW_CASES: readonly ConformanceCase[] = [
  ...BOUNDARIES.map(({ name, ageMs, outcome }) => ({
    name: `a full-limit spend aged ${name}`,
    run: async (world: World) => {
      await world.issue();
      await world.decide(world.atm(990_000), 'approved');
      await world.decide(world.atm(1, { instantMs: T0 + ageMs }), outcome);
    },
  })),
  ...OWN_CASES,
  ...SCENARIOS.flatMap((scenario) =>
    (['rolling96h', 'calendar4days'] as const).map((reading) => ({
      name: `${scenario.inputs.name} (${reading})`,
      run: (world: World) => checkScenario(world, scenario, reading),
    })),
  ),
];
