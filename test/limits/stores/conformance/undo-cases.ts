/** Reversals, partial reversals and dispenses: the second half of docs/lifecycle.md's rows, in its order. */
import { expect } from 'vitest';
import { bought, expectState, FUNDED, held, WEEK_MS } from './lifecycle-cases.ts';
import { type ConformanceCase, DAY_MS, HOUR_MS, T0 } from './world.ts';

const named = (name: object) => ({ original: { key: '', rrn: '', approvalCode: '', stanDate: '', ...name } });

export const UNDO_CASES: readonly ConformanceCase[] = [
  {
    name: 'reversal by RRN, and by STAN, date and terminal',
    run: async (world) => {
      await world.issue();
      await world.decide(world.attempt({ rrn: '222222222222', amountMinor: 5_000 }), 'approved');
      await world.decide(world.attempt({ stanDate: 'POS00001.77.0601', amountMinor: 6_000 }), 'approved');
      expect(await world.follow(world.reversal('', named({ rrn: '222222222222' })), 'approved')).toMatchObject({
        approvedAmountMinor: 5_000,
      });
      expect(await world.follow(world.reversal('', named({ stanDate: 'POS00001.77.0601' })), 'approved')).toMatchObject({
        approvedAmountMinor: 6_000,
      });
      await expectState(world, { ledger: FUNDED, pos: 0 });
    },
  },
  {
    name: 'reversal whose key is not found falls back to the RRN, of the same terminal and STAN only',
    run: async (world) => {
      await world.issue();
      await world.decide(world.attempt({ key: 'POS00001.900.5.f', rrn: '333333333333' }), 'approved');
      const elsewhere = world.reversal('', named({ key: 'POS00002.900.5.f', rrn: '333333333333' }));
      expect(await world.follow(elsewhere, 'approved')).toMatchObject({ approvedAmountMinor: 0 });
      await world.follow(world.reversal('', named({ key: 'POS00001.900.6.f', rrn: '333333333333' })), 'approved');
      await expectState(world, { ledger: FUNDED, pos: 0 });
    },
  },
  {
    name: 'reversal of a completion that never came, with the RRN of its hold: the hold stays, the completion is declined',
    run: async (world) => {
      await world.issue();
      const hold = world.hold(100_000, { key: 'POS00001.901.5.a', rrn: '555555555555' });
      await world.decide(hold, 'approved');
      const completion = world.completion(hold.key, 90_000, { key: 'POS00001.901.6.v', rrn: '555555555555' });
      expect(await world.follow(world.reversal('', named({ key: completion.key, rrn: '555555555555' })))).toMatchObject({
        approvedAmountMinor: 0,
      });
      await expectState(world, { ledger: FUNDED, holds: 100_000, pos: 100_000 });
      await world.follow(completion, 'alreadyReversed');
    },
  },
  {
    name: 'reversal of an advice or a completion without hold, by RRN',
    run: async (world) => {
      await world.issue();
      await world.follow(world.followUp('advice', '', { amountMinor: 2_000, rrn: '666666666666' }), 'approved');
      await world.follow(world.completion('', 3_000, { rrn: '777777777777' }), 'approved');
      for (const rrn of ['666666666666', '777777777777']) await world.follow(world.reversal('', named({ rrn })), 'approved');
      await expectState(world, { ledger: FUNDED, pos: 0 });
    },
  },
  {
    name: 'reversal of a PIN change: the old PIN is right again, unless it was changed once more',
    run: async (world) => {
      await world.issue();
      const change = (from: string, to: string) =>
        world.attempt({ event: 'pinChange', type: 'pinChange', amountMinor: 0, pinReferences: [from], newPinReference: to });
      const first = change('1:3244', '1:7777');
      await world.decide(first, 'approved');
      await world.follow(world.reversal(first.key), 'approved');
      await world.decide(world.attempt(), 'approved');
      const second = change('1:3244', '1:7777');
      const third = change('1:7777', '1:8888');
      for (const attempt of [second, third]) await world.decide(attempt, 'approved');
      await world.follow(world.reversal(second.key), 'approved');
      await world.decide(world.attempt({ pinReferences: ['1:8888'] }), 'approved');
    },
  },
  {
    name: 'reversal ahead of its original by RRN: the original is declined once',
    run: async (world) => {
      await world.issue();
      await world.follow(world.reversal('', named({ rrn: '444444444444' })), 'approved');
      await world.follow(world.reversal('', named({ rrn: '444444444444' })), 'approved');
      await world.decide(world.attempt({ rrn: '444444444444' }), 'alreadyReversed');
      await expectState(world, { ledger: FUNDED, pos: 0 });
    },
  },
  {
    name: 'reversal of an unknown original, by configuration: unableToLocateOriginal, remembered all the same',
    run: async (world) => {
      await world.issue();
      const original = world.attempt();
      await world.follow(world.reversal(original.key, { unknownOriginal: 'unableToLocateOriginal' }), 'unableToLocateOriginal');
      await world.decide(original, 'alreadyReversed');
    },
  },
  {
    name: 'reversal of a hold: released, its entries gone, also those of increments',
    run: async (world) => {
      const hold = await held(world);
      await world.decide(world.increment(hold, 50_000), 'approved');
      expect(await world.follow(world.reversal(hold.key), 'approved')).toMatchObject({ approvedAmountMinor: 150_000 });
      await expectState(world, { ledger: FUNDED, pos: 0 });
      expect(await world.follow(world.completion(hold.key, 10_000), 'approved')).toMatchObject({ flag: 'noHold' });
    },
  },
  {
    name: 'reversal of an increment: the hold shrinks by it; of an increment of a completed hold: nothing',
    run: async (world) => {
      const hold = await held(world);
      const increment = world.increment(hold, 50_000);
      const second = world.increment(hold, 20_000);
      await world.decide(increment, 'approved');
      await world.decide(second, 'approved');
      expect(await world.follow(world.reversal(increment.key), 'approved')).toMatchObject({ approvedAmountMinor: 50_000 });
      await expectState(world, { ledger: FUNDED, holds: 120_000, pos: 120_000 });
      await world.follow(world.completion(hold.key, 120_000), 'approved');
      expect(await world.follow(world.reversal(second.key), 'approved')).toMatchObject({ approvedAmountMinor: 0 });
      await expectState(world, { ledger: FUNDED - 120_000, pos: 120_000 });
    },
  },
  {
    name: 'reversal of a completed pre-authorization, by either of its messages: gives back what was posted, once',
    run: async (world) => {
      const hold = await held(world);
      const completion = world.completion(hold.key, 70_000);
      await world.follow(completion, 'approved');
      expect(await world.follow(world.reversal(completion.key), 'approved')).toMatchObject({ approvedAmountMinor: 70_000 });
      expect(await world.follow(world.reversal(hold.key), 'approved')).toMatchObject({ approvedAmountMinor: 0 });
      await expectState(world, { ledger: FUNDED, pos: 0 });
    },
  },
  {
    name: 'reversal of an expired hold: approved, nothing to give back',
    run: async (world) => {
      const hold = await held(world);
      expect(await world.follow(world.reversal(hold.key, { instantMs: T0 + WEEK_MS }), 'approved')).toMatchObject({
        approvedAmountMinor: 0,
      });
      await expectState(world, { ledger: FUNDED, pos: 0 }, T0 + WEEK_MS);
    },
  },
  {
    name: 'reversal of a refund takes it back; of an advice gives it back',
    run: async (world) => {
      await world.issue();
      const refund = world.attempt({ event: 'refund', type: 'refund', amountMinor: 30_000, pin: 'absent', pinReferences: [] });
      await world.decide(refund, 'approved');
      await world.follow(world.reversal(refund.key), 'approved');
      await expectState(world, { ledger: FUNDED, pos: 0 });
      const advice = world.followUp('advice', '', { amountMinor: 20_000 });
      await world.follow(advice, 'approved');
      await world.follow(world.reversal(advice.key), 'approved');
      await expectState(world, { ledger: FUNDED, pos: 0 });
    },
  },
  {
    name: 'partial reversal: what no longer stands is given back, the entry lowered at its own instant',
    run: async (world) => {
      const purchase = await bought(world);
      const partial = world.reversal(purchase.key, { replacementMinor: 40_000, instantMs: T0 + HOUR_MS });
      expect(await world.follow(partial, 'approved')).toMatchObject({ approvedAmountMinor: 60_000 });
      await expectState(world, { ledger: FUNDED - 40_000, pos: 40_000 }, T0 + HOUR_MS);
      expect(await world.used('pos', T0 + 96 * HOUR_MS)).toBe(0);
    },
  },
  {
    name: 'partial reversal, its repeat, the same again, then the full one: never more than was taken',
    run: async (world) => {
      const purchase = await bought(world);
      const partial = world.reversal(purchase.key, { replacementMinor: 40_000 });
      await world.follow(partial, 'approved');
      expect(await world.follow({ ...partial, attemptId: 'again' }, 'approved')).toMatchObject({ repeated: true });
      expect(await world.follow(world.reversal(purchase.key, { replacementMinor: 40_000 }), 'approved')).toMatchObject({
        approvedAmountMinor: 0,
      });
      expect(await world.follow(world.reversal(purchase.key, { replacementMinor: 70_000 }), 'approved')).toMatchObject({
        approvedAmountMinor: 0,
      });
      expect(await world.follow(world.reversal(purchase.key), 'approved')).toMatchObject({ approvedAmountMinor: 40_000 });
      await expectState(world, { ledger: FUNDED, pos: 0 });
    },
  },
  {
    name: 'partial reversal above the original: invalidAmount, nothing changed',
    run: async (world) => {
      const purchase = await bought(world);
      await world.follow(world.reversal(purchase.key, { replacementMinor: 100_001 }), 'invalidAmount');
      await expectState(world, { ledger: FUNDED - 100_000, pos: 100_000 });
    },
  },
  {
    name: 'partial reversal of a hold: lowered',
    run: async (world) => {
      const hold = await held(world);
      await world.follow(world.reversal(hold.key, { replacementMinor: 30_000 }), 'approved');
      await expectState(world, { ledger: FUNDED, holds: 30_000, pos: 30_000 });
    },
  },
  {
    name: 'partial reversal that comes late: money back, window untouched',
    run: async (world) => {
      const purchase = await bought(world);
      const later = T0 + 5 * DAY_MS;
      await world.follow(world.reversal(purchase.key, { replacementMinor: 40_000, instantMs: later }), 'approved');
      await expectState(world, { ledger: FUNDED - 40_000, pos: 0 }, later);
    },
  },
  {
    name: 'partial dispense as an advice: what was dispensed stands; 0 dispensed reverses all',
    run: async (world) => {
      await world.issue();
      const first = world.atm(200_000);
      const second = world.atm(100_000);
      await world.decide(first, 'approved');
      await world.decide(second, 'approved');
      const dispense = (key: string, amountMinor: number) =>
        world.followUp('dispense', key, { amountMinor, replacementMinor: amountMinor });
      await world.follow(dispense(first.key, 120_000), 'approved');
      await world.follow(dispense(second.key, 0), 'approved');
      expect([await world.ledger(), await world.used('atm')]).toEqual([FUNDED - 120_000, 120_000]);
      await world.expectIdentity();
    },
  },
  {
    name: 'partial dispense of an unknown original: posted, flagged, and the original declined when it comes',
    run: async (world) => {
      await world.issue();
      const original = world.attempt();
      const dispense = world.followUp('dispense', original.key, { amountMinor: 5_000, replacementMinor: 5_000 });
      expect(await world.follow(dispense, 'approved')).toMatchObject({ flag: 'noHold', approvedAmountMinor: 5_000 });
      await world.decide(original, 'alreadyReversed');
      await expectState(world, { ledger: FUNDED - 5_000, pos: 5_000 });
    },
  },
  {
    name: 'void of a hold, an increment, a refund and a PIN change: as if they had not been',
    run: async (world) => {
      const hold = await held(world);
      const increment = world.increment(hold, 50_000);
      const refund = world.attempt({ event: 'refund', type: 'refund', amountMinor: 30_000, pin: 'absent', pinReferences: [] });
      const pinChange = world.attempt({ event: 'pinChange', type: 'pinChange', amountMinor: 0, newPinReference: '1:7777' });
      for (const attempt of [increment, refund, pinChange]) await world.decide(attempt, 'approved');
      for (const attempt of [pinChange, refund, increment, hold]) expect(await world.store.takeBack(attempt)).toBe(true);
      await expectState(world, { ledger: FUNDED, pos: 0 });
      await world.decide(world.attempt(), 'approved');
    },
  },
  {
    name: 'change of profile keeps the windows: the spends count against the new limits',
    run: async (world) => {
      await bought(world, 700_000);
      await world.store.cards.change(world.token, { profile: 'nested' });
      await world.decide(world.attempt({ amountMinor: 100_001 }), 'exceedsAmountLimit');
      await world.decide(world.attempt({ amountMinor: 100_000 }), 'approved');
      await world.store.cards.change(world.token, { profile: 'kronekort' });
      await expectState(world, { ledger: FUNDED - 800_000, pos: 800_000 });
    },
  },
  {
    name: 'change of card: PIN unblocked, new expiry, closed for good',
    run: async (world) => {
      await world.issue({ expiry: '2605' });
      await world.store.cards.change(world.token, { expiry: '2812' });
      for (let n = 0; n < 3; n += 1) await world.decide(world.attempt({ pinReferences: ['1:0000'] }));
      await world.decide(world.attempt(), 'pinTriesExceeded');
      await world.store.cards.change(world.token, { unblockPin: true });
      await world.decide(world.attempt(), 'approved');
      await world.store.cards.change(world.token, { status: 'closed' });
      await expect(world.store.cards.change(world.token, { status: 'active' })).rejects.toMatchObject({ code: 'refused' });
      await expect(world.store.cards.change(world.token, { expiry: '2613' })).rejects.toThrow(/YYMM/);
    },
  },
];
