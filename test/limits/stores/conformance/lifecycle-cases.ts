/**
 * The life of a transaction: the rows of docs/lifecycle.md, in its order (a test compares the names). Each ends with
 * `state`: ledger, holds and what counts against the shop limit, of a card with 100,000.00 NOK.
 */
import { expect } from 'vitest';
import { type ConformanceCase, DAY_MS, HOUR_MS, T0, type World } from './world.ts';

const FUNDED = 10_000_000;
const WEEK_MS = 7 * DAY_MS;

interface State {
  readonly ledger: number;
  readonly holds?: number;
  readonly pos: number;
}

async function expectState(world: World, { ledger, holds = 0, pos }: State, instantMs = T0): Promise<void> {
  const card = await world.store.cards.get(world.token);
  expect({ ledger: card?.ledgerMinor, holds: card?.holdsMinor, pos: await world.used('pos', instantMs) }).toEqual({ ledger, holds, pos });
  await world.expectIdentity();
}

async function held(world: World, amountMinor = 100_000) {
  await world.issue();
  const hold = world.hold(amountMinor);
  await world.decide(hold, 'approved');
  return hold;
}

async function bought(world: World, amountMinor = 100_000) {
  await world.issue();
  const purchase = world.attempt({ amountMinor });
  await world.decide(purchase, 'approved');
  return purchase;
}

const HOLDS: readonly ConformanceCase[] = [
  {
    name: 'pre-authorization: a hold and a window entry, the ledger unchanged',
    run: async (world) => {
      const hold = await held(world);
      await expectState(world, { ledger: FUNDED, holds: 100_000, pos: 100_000 });
      expect((await world.store.cards.snapshot(world.token, T0))?.holds).toMatchObject([
        { key: hold.key, amountMinor: 100_000, expiresAtMs: T0 + WEEK_MS },
      ]);
      await world.decide(world.attempt({ amountMinor: 4_900_001 }), 'exceedsAmountLimit');
      await world.decide(world.attempt({ amountMinor: 4_900_000 }), 'approved');
    },
  },
  {
    name: 'pre-authorization: what is held is not available',
    run: async (world) => {
      await world.issue({ balanceMinor: 100_000 });
      await world.decide(world.hold(60_000), 'approved');
      await world.decide(world.attempt({ amountMinor: 40_001 }), 'insufficientFunds');
      await world.decide(world.attempt({ amountMinor: 40_000 }), 'approved');
    },
  },
  {
    name: 'pre-authorization: still held one millisecond before its end, gone at it, with its entry',
    run: async (world) => {
      await held(world);
      const end = T0 + WEEK_MS;
      await world.decide(world.attempt({ amountMinor: 1, instantMs: end - 1 }), 'approved');
      expect(await world.holds()).toBe(100_000);
      await world.decide(world.attempt({ amountMinor: 1, instantMs: end }), 'approved');
      await expectState(world, { ledger: FUNDED - 2, pos: 2 }, end);
    },
  },
  {
    name: 'pre-authorization of 24 h: a hold that ends inside the window gives back headroom and coverage',
    run: async (world) => {
      await world.issue({ balanceMinor: 100_000 });
      await world.decide(world.hold(100_000, { holdMs: DAY_MS }), 'approved');
      await world.decide(world.attempt({ amountMinor: 1, instantMs: T0 + DAY_MS - 1 }), 'insufficientFunds');
      expect((await world.headroom(T0 + DAY_MS))?.find(({ name }) => name === 'pos')?.usedMinor).toBe(0);
      await world.decide(world.attempt({ amountMinor: 100_000, instantMs: T0 + DAY_MS }), 'approved');
    },
  },
  {
    name: 'increment: the hold grows, a second entry at its own instant',
    run: async (world) => {
      const hold = await held(world);
      await world.decide(world.increment(hold, 50_000, { instantMs: T0 + DAY_MS }), 'approved');
      await expectState(world, { ledger: FUNDED, holds: 150_000, pos: 150_000 }, T0 + DAY_MS);
      expect(await world.used('pos', T0 + 96 * HOUR_MS)).toBe(50_000);
    },
  },
  {
    name: 'increment: all checks again, a wrong PIN uses a try',
    run: async (world) => {
      const hold = await held(world, 4_900_000);
      await world.decide(world.increment(hold, 100_001), 'exceedsAmountLimit');
      await world.decide(world.increment(hold, 100_000, { pin: 'given', pinReferences: ['1:0000'] }), 'incorrectPin');
      await world.store.cards.change(world.token, { status: 'blocked' });
      await world.decide(world.increment(hold, 1), 'restrictedCard');
      await expectState(world, { ledger: FUNDED, holds: 4_900_000, pos: 4_900_000 });
    },
  },
  {
    name: 'increment of a hold that is completed, reversed, expired or unknown: unableToLocateOriginal',
    run: async (world) => {
      const hold = await held(world);
      await world.follow(world.completion(hold.key, 100_000), 'approved');
      await world.decide(world.increment(hold, 1), 'unableToLocateOriginal');
      const other = world.hold(1);
      await world.decide(other, 'approved');
      await world.decide(world.increment(other, 1, { instantMs: T0 + WEEK_MS }), 'unableToLocateOriginal');
      await world.decide(world.increment(world.hold(1), 1), 'unableToLocateOriginal');
    },
  },
  {
    name: 'partial approval: asks 1,500.00, has 900.00, gets 900.00; completed at 612.50',
    run: async (world) => {
      await world.issue({ balanceMinor: 90_000 });
      const pump = world.hold(150_000, { allowPartial: true, mcc: 5542, holdMs: DAY_MS });
      expect(await world.decide(pump, 'approvedPartially')).toMatchObject({
        approvedAmountMinor: 90_000,
        availableMinor: 0,
        approvalCode: '00000A',
      });
      await world.decide(world.attempt({ amountMinor: 1 }), 'insufficientFunds');
      expect(await world.follow(world.completion(pump.key, 61_250), 'approved')).toMatchObject({
        flag: '',
        ledgerMinor: 28_750,
        availableMinor: 28_750,
      });
      await expectState(world, { ledger: 28_750, pos: 61_250 });
    },
  },
  {
    name: 'partial approval covers coverage only: a limit still declines, and nothing is approved of nothing',
    run: async (world) => {
      await world.issue({ balanceMinor: 0 });
      await world.decide(world.hold(150_000, { allowPartial: true }), 'insufficientFunds');
      await world.store.cards.fund(world.token, 9_000_000);
      await world.decide(world.attempt({ amountMinor: 5_000_001, allowPartial: true }), 'exceedsAmountLimit');
    },
  },
];

const COMPLETIONS: readonly ConformanceCase[] = [
  ...(
    [
      ['lower', 60_000, '', 60_000],
      ['equal', 100_000, '', 100_000],
      ['higher within the tolerance', 105_000, '', 105_000],
      ['higher than the tolerance: posted and flagged', 105_001, 'aboveHold', 105_001],
      ['zero: the hold is released', 0, '', 0],
    ] as const
  ).map(([how, amountMinor, flag, posted]) => ({
    name: `completion, ${how}`,
    run: async (world: World) => {
      const hold = await held(world);
      const later = T0 + 2 * DAY_MS;
      const completion = world.completion(hold.key, amountMinor, { instantMs: later, toleranceMinor: 5_000 });
      expect(await world.follow(completion, 'approved')).toMatchObject({ flag, approvedAmountMinor: posted });
      await expectState(world, { ledger: FUNDED - posted, pos: posted }, later);
      expect(await world.used('pos', T0 + 96 * HOUR_MS)).toBe(0);
    },
  })),
  {
    name: 'completion with increments: the newest entries are corrected first',
    run: async (world) => {
      const hold = await held(world);
      await world.decide(world.increment(hold, 50_000, { instantMs: T0 + DAY_MS }), 'approved');
      await world.decide(world.increment(hold, 20_000, { instantMs: T0 + 2 * DAY_MS }), 'approved');
      await world.follow(world.completion(hold.key, 120_000, { instantMs: T0 + 2 * DAY_MS }), 'approved');
      await expectState(world, { ledger: FUNDED - 120_000, pos: 120_000 }, T0 + 2 * DAY_MS);
      expect(await world.used('pos', T0 + 96 * HOUR_MS)).toBe(20_000);
    },
  },
  {
    name: 'completion without a hold, or after it expired: posted and flagged',
    run: async (world) => {
      const hold = await held(world);
      expect(await world.follow(world.completion('', 1_000), 'approved')).toMatchObject({ flag: 'noHold', ledgerMinor: FUNDED - 1_000 });
      const late = world.completion(hold.key, 2_000, { instantMs: T0 + WEEK_MS });
      expect(await world.follow(late, 'approved')).toMatchObject({ flag: 'noHold' });
      await expectState(world, { ledger: FUNDED - 3_000, pos: 2_000 }, T0 + WEEK_MS);
    },
  },
  {
    name: 'completion, second of the same hold: posted and flagged; its repeat posts nothing',
    run: async (world) => {
      const hold = await held(world);
      const first = world.completion(hold.key, 40_000);
      await world.follow(first, 'approved');
      expect(await world.follow({ ...first, attemptId: 'again' }, 'approved')).toMatchObject({ repeated: true });
      expect(await world.follow(world.completion(hold.key, 5_000), 'approved')).toMatchObject({ flag: 'noHold' });
      await expectState(world, { ledger: FUNDED - 45_000, pos: 45_000 });
    },
  },
  {
    name: 'completion named by RRN and approval code',
    run: async (world) => {
      await world.issue();
      await world.decide(world.hold(100_000, { rrn: '111111111111', approvalCode: 'AAA111' }), 'approved');
      const wrong = { key: '', rrn: '111111111111', approvalCode: 'BBB222', stanDate: '' };
      expect(await world.follow(world.completion('', 0, { original: wrong }))).toMatchObject({ flag: 'noHold' });
      await world.follow(world.completion('', 80_000, { original: { ...wrong, approvalCode: 'AAA111' } }), 'approved');
      await expectState(world, { ledger: FUNDED - 80_000, pos: 80_000 });
    },
  },
];

const NAMED_OTHERWISE: readonly ConformanceCase[] = [
  {
    name: 'completion that names an increment settles the whole hold',
    run: async (world) => {
      const hold = await held(world);
      const increment = world.increment(hold, 50_000);
      await world.decide(increment, 'approved');
      expect(await world.follow(world.completion(increment.key, 120_000), 'approved')).toMatchObject({ flag: '' });
      await expectState(world, { ledger: FUNDED - 120_000, pos: 120_000 });
    },
  },
];

const POSTINGS: readonly ConformanceCase[] = [
  {
    name: 'refund: ledger up, windows unchanged, no PIN needed; also to a blocked or expired card',
    run: async (world) => {
      await bought(world);
      const refund = () =>
        world.attempt({ event: 'refund', type: 'refund', amountMinor: 30_000, pin: 'absent', pinReferences: [], domestic: false });
      await world.decide(refund(), 'approved');
      await world.store.cards.change(world.token, { status: 'blocked', expiry: '2601' });
      await world.decide(refund(), 'approved');
      await expectState(world, { ledger: FUNDED - 40_000, pos: 100_000 });
    },
  },
  {
    name: 'refund to a closed card: accountClosed; with a wrong PIN: a try used',
    run: async (world) => {
      await world.issue();
      await world.decide(world.attempt({ event: 'refund', type: 'refund', pinReferences: ['1:0000'] }), 'incorrectPin');
      await world.store.cards.change(world.token, { status: 'closed' });
      await world.decide(world.attempt({ event: 'refund', type: 'refund', pin: 'absent', pinReferences: [] }), 'accountClosed');
      await expectState(world, { ledger: FUNDED, pos: 0 });
    },
  },
  {
    name: 'advice of an offline approval: posted always, flagged past coverage, the only way below zero',
    run: async (world) => {
      await world.issue({ balanceMinor: 100, status: 'lost' });
      const advice = world.followUp('advice', '', { amountMinor: 1_000 });
      expect(await world.follow(advice, 'approved')).toMatchObject({ flag: 'pastCoverage', ledgerMinor: -900, availableMinor: -900 });
      await expectState(world, { ledger: -900, pos: 1_000 });
    },
  },
  {
    name: 'advice past a limit: posted, flagged, counted',
    run: async (world) => {
      await world.issue();
      expect(await world.follow(world.followUp('advice', '', { amountMinor: 5_000_001 }), 'approved')).toMatchObject({ flag: 'pastLimit' });
      await world.decide(world.attempt({ amountMinor: 1 }), 'exceedsAmountLimit');
      await expectState(world, { ledger: FUNDED - 5_000_001, pos: 5_000_001 });
    },
  },
  {
    name: 'advice for an unknown card: declined',
    run: async (world) => {
      expect(await world.follow(world.followUp('advice', '', { amountMinor: 1 }))).toMatchObject({ outcome: 'invalidCardNumber' });
    },
  },
  {
    name: 'PIN change: the old PIN is wrong from then on, the new one right',
    run: async (world) => {
      await world.issue();
      await world.decide(world.attempt({ event: 'pinChange', type: 'pinChange', amountMinor: 0, newPinReference: '1:7777' }), 'approved');
      await world.decide(world.attempt(), 'incorrectPin');
      await world.decide(world.attempt({ pinReferences: ['1:7777'] }), 'approved');
    },
  },
  {
    name: 'PIN change with a wrong old PIN, a malformed new one, the same one: nothing changed',
    run: async (world) => {
      await world.issue();
      const change = (overrides: object) =>
        world.attempt({ event: 'pinChange', type: 'pinChange', amountMinor: 0, newPinReference: '1:7777', ...overrides });
      await world.decide(change({ pinReferences: ['1:0000'] }), 'incorrectPin');
      await world.decide(change({ newPinReference: '' }), 'pinBlockError');
      await world.decide(change({ newPinReference: '1:3244' }), 'notPermittedToCardholder');
      await world.decide(world.attempt(), 'approved');
    },
  },
];

export const LIFECYCLE_CASES: readonly ConformanceCase[] = [...HOLDS, ...COMPLETIONS, ...NAMED_OTHERWISE, ...POSTINGS];
export { bought, expectState, FUNDED, held, WEEK_MS };
