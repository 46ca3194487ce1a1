/** Repeats, duplicates, reversals and the taking back of late decisions: nothing is counted twice, nothing is lost. */
import { expect } from 'vitest';
import { type ConformanceCase, DAY_MS, HOUR_MS, T0, type World, WRONG_REFERENCE } from './world.ts';

const REPEATS: readonly ConformanceCase[] = [
  {
    name: 'a repeat gets the stored answer and posts nothing',
    run: async (world) => {
      await world.issue();
      const attempt = world.attempt();
      const first = await world.decide(attempt, 'approved');
      await world.decide(world.attempt(), 'approved');
      const again = await world.decide({ ...attempt, attemptId: 'again', instantMs: T0 + HOUR_MS, approvalCode: 'OTHER1' });
      expect(again).toEqual({ ...first, repeated: true });
      expect(await world.ledger()).toBe(10_000_000 - 20_000);
    },
  },
  {
    name: 'a repeat of a decline gets the decline, also when it would be approved now',
    run: async (world) => {
      await world.issue({ balanceMinor: 1 });
      const attempt = world.attempt();
      const first = await world.decide(attempt, 'insufficientFunds');
      await world.store.cards.fund(world.token, 1_000_000);
      expect(await world.decide({ ...attempt, attemptId: 'again' })).toEqual({ ...first, repeated: true });
    },
  },
  {
    name: 'a repeat of a wrong PIN uses no second try',
    run: async (world) => {
      await world.issue();
      const attempt = world.attempt({ pinReferences: [WRONG_REFERENCE] });
      await world.decide(attempt, 'incorrectPin');
      await world.decide({ ...attempt, attemptId: 'again' }, 'incorrectPin');
      expect((await world.store.cards.get(world.token))?.pinTriesUsed).toBe(1);
    },
  },
  {
    name: 'the same key with other content is a duplicate, and the stored answer stays',
    run: async (world) => {
      await world.issue();
      const attempt = world.attempt();
      await world.decide(attempt, 'approved');
      const other = await world.decide(
        { ...attempt, amountMinor: 20_000, fingerprint: 'purchase.20000', attemptId: 'other' },
        'duplicateTransmission',
      );
      expect([other.approvalCode, other.approvedAmountMinor, other.repeated]).toEqual(['', 0, false]);
      const explained = { ...attempt, fingerprint: 'purchase.20000', attemptId: 'explained', wantsSnapshot: true };
      const { snapshot } = await world.decide(explained, 'duplicateTransmission');
      expect([snapshot?.card.ledgerMinor, snapshot?.spends.length]).toEqual([10_000_000 - 10_000, 1]);
      expect((await world.decide({ ...explained, fingerprint: attempt.fingerprint }, 'approved')).snapshot).toBeUndefined();
      expect((await world.decide({ ...attempt, attemptId: 'again' }, 'approved')).repeated).toBe(true);
      expect(await world.ledger()).toBe(10_000_000 - 10_000);
    },
  },
  {
    name: 'stored answers are kept longer than the longest window, and then go',
    run: async (world) => {
      await world.issue();
      const attempt = world.attempt();
      await world.decide(attempt, 'approved');
      const within = await world.decide({ ...attempt, attemptId: 'b', instantMs: T0 + 10 * DAY_MS - 1 }, 'approved');
      const after = await world.decide({ ...attempt, attemptId: 'c', instantMs: T0 + 10 * DAY_MS }, 'approved');
      expect([within.repeated, after.repeated]).toEqual([true, false]);
    },
  },
  {
    name: 'an unknown card is answered from the stored answer too',
    run: async (world) => {
      const attempt = world.attempt();
      await world.decide(attempt, 'invalidCardNumber');
      await world.issue();
      expect((await world.decide({ ...attempt, attemptId: 'again' }, 'invalidCardNumber')).repeated).toBe(true);
    },
  },
  {
    name: 'answers about a card that is not on file are kept for five minutes, its reversals too',
    run: async (world) => {
      const { attempt, lost } = { attempt: world.attempt({ rrn: '343434343434' }), lost: world.attempt({ rrn: '353535353535' }) };
      await world.decide(attempt, 'invalidCardNumber');
      const reversal = world.reversal(lost.key);
      await world.follow(reversal, 'invalidCardNumber');
      await world.issue();
      const at = (ms: number) => ({ attemptId: 'again', instantMs: T0 + ms });
      await world.decide({ ...attempt, ...at(5 * 60_000 - 1) }, 'invalidCardNumber');
      await world.follow({ ...reversal, ...at(5 * 60_000 - 1) }, 'invalidCardNumber');
      expect((await world.decide({ ...attempt, ...at(5 * 60_000) }, 'approved')).repeated).toBe(false);
      expect((await world.follow({ ...reversal, ...at(5 * 60_000) }, 'approved')).repeated).toBe(false);
      // On file, the answer is kept as long as any other.
      expect((await world.decide({ ...attempt, ...at(10 * DAY_MS) }, 'approved')).repeated).toBe(true);
    },
  },
];

async function spent(world: World, amountMinor = 990_000) {
  await world.issue();
  const attempt = world.atm(amountMinor);
  await world.decide(attempt, 'approved');
  return attempt;
}

const REVERSALS: readonly ConformanceCase[] = [
  {
    name: 'a full reversal gives back money and headroom',
    run: async (world) => {
      const original = await spent(world);
      const decision = await world.store.decide(world.reversal(original.key, { instantMs: T0 + HOUR_MS }));
      expect(decision).toMatchObject({
        outcome: 'approved',
        approvedAmountMinor: 990_000,
        ledgerMinor: 10_000_000,
        approvalCode: '00000R',
      });
      expect(await world.used('atm', T0 + HOUR_MS)).toBe(0);
      await world.decide(world.atm(990_000, { instantMs: T0 + HOUR_MS }), 'approved');
      await world.decide(world.atm(1, { instantMs: T0 + 96 * HOUR_MS }), 'exceedsAmountLimit');
      await world.expectIdentity();
    },
  },
  {
    name: 'a second reversal, by its own key or as a repeat, gives back nothing more',
    run: async (world) => {
      const original = await spent(world);
      const reversal = world.reversal(original.key);
      const first = await world.store.decide(reversal);
      expect(await world.store.decide({ ...reversal, attemptId: 'again' })).toEqual({ ...first, repeated: true });
      expect(await world.store.decide(world.reversal(original.key))).toMatchObject({ outcome: 'approved', approvedAmountMinor: 0 });
      expect(await world.ledger()).toBe(10_000_000);
    },
  },
  {
    name: 'a repeat of a reversed original still gets its stored answer',
    run: async (world) => {
      const original = await spent(world);
      await world.store.decide(world.reversal(original.key));
      expect(await world.decide({ ...original, attemptId: 'again' }, 'approved')).toMatchObject({ repeated: true });
      expect(await world.ledger()).toBe(10_000_000);
    },
  },
  {
    name: 'a reversal ahead of its original: approved, and the original is declined when it comes',
    run: async (world) => {
      await world.issue();
      const original = world.attempt({ pinReferences: [WRONG_REFERENCE] });
      expect(await world.store.decide(world.reversal(original.key))).toMatchObject({ outcome: 'approved', approvedAmountMinor: 0 });
      await world.decide(original, 'alreadyReversed');
      expect((await world.decide({ ...original, attemptId: 'again' }, 'alreadyReversed')).repeated).toBe(true);
      expect((await world.store.cards.get(world.token))?.pinTriesUsed).toBe(0);
      expect(await world.store.decide(world.reversal(original.key))).toMatchObject({ outcome: 'approved', approvedAmountMinor: 0 });
      expect(await world.ledger()).toBe(10_000_000);
    },
  },
  {
    name: 'two reversals ahead of the same original',
    run: async (world) => {
      await world.issue();
      const original = world.attempt();
      await world.store.decide(world.reversal(original.key));
      expect(await world.store.decide(world.reversal(original.key))).toMatchObject({ outcome: 'approved', approvedAmountMinor: 0 });
      await world.decide(original, 'alreadyReversed');
    },
  },
  {
    name: 'two reversals ahead of the same original, which they share their RRN with',
    run: async (world) => {
      await world.issue();
      const original = world.attempt({ rrn: '777777777777' });
      const named = { rrn: '777777777777', original: { key: '', rrn: '777777777777', approvalCode: '', stanDate: '' } };
      for (let n = 0; n < 2; n += 1) {
        expect(await world.store.decide(world.reversal('', named))).toMatchObject({ outcome: 'approved', approvedAmountMinor: 0 });
      }
      await world.decide(original, 'alreadyReversed');
    },
  },
  {
    name: 'the reversal of a declined original is approved and gives back nothing',
    run: async (world) => {
      await world.issue({ balanceMinor: 1 });
      const original = world.attempt();
      await world.decide(original, 'insufficientFunds');
      expect(await world.store.decide(world.reversal(original.key))).toMatchObject({
        outcome: 'approved',
        approvedAmountMinor: 0,
        ledgerMinor: 1,
      });
    },
  },
  {
    name: 'a late reversal gives the money back and leaves the window alone',
    run: async (world) => {
      const original = await spent(world);
      const later = T0 + 96 * HOUR_MS;
      await world.decide(world.atm(500_000, { instantMs: later }), 'approved');
      expect(await world.store.decide(world.reversal(original.key, { instantMs: later + 1 }))).toMatchObject({
        approvedAmountMinor: 990_000,
      });
      expect(await world.used('atm', later + 1)).toBe(500_000);
      await world.decide(world.atm(490_001, { instantMs: later + 1 }), 'exceedsAmountLimit');
    },
  },
  {
    name: 'a reversal is refused like any message for format, range and card',
    run: async (world) => {
      expect(await world.store.decide(world.reversal('x', { refusal: 'noSuchIssuer' }))).toMatchObject({
        outcome: 'noSuchIssuer',
        approvalCode: '',
      });
      expect(await world.store.decide(world.reversal('x'))).toMatchObject({ outcome: 'invalidCardNumber' });
    },
  },
  {
    name: 'a reversal key with other content is a duplicate',
    run: async (world) => {
      const original = await spent(world);
      const reversal = world.reversal('elsewhere');
      await world.store.decide(reversal);
      expect(
        await world.store.decide({ ...reversal, fingerprint: 'other', original: world.reversal(original.key).original }),
      ).toMatchObject({
        outcome: 'duplicateTransmission',
      });
      expect(await world.ledger()).toBe(10_000_000 - 990_000);
    },
  },
  {
    name: 'a blocked or closed card can still be given back to',
    run: async (world) => {
      const original = await spent(world);
      await world.store.cards.change(world.token, { status: 'closed' });
      expect(await world.store.decide(world.reversal(original.key))).toMatchObject({ outcome: 'approved', approvedAmountMinor: 990_000 });
    },
  },
];

const VOIDS: readonly ConformanceCase[] = [
  {
    name: 'a late approval is taken back, and its key then answers 91',
    run: async (world) => {
      const attempt = await spent(world);
      expect(await world.store.takeBack({ ...attempt })).toBe(true);
      expect(await world.store.takeBack({ ...attempt })).toBe(false);
      expect([await world.ledger(), await world.used('atm')]).toEqual([10_000_000, 0]);
      expect(await world.decide({ ...attempt, attemptId: 'again' }, 'issuerInoperative')).toMatchObject({
        approvalCode: '',
        approvedAmountMinor: 0,
      });
      await world.expectIdentity();
    },
  },
  {
    name: 'an approval that was given to a repeat too is taken back when both take it back',
    run: async (world) => {
      const attempt = await spent(world);
      await world.decide({ ...attempt, attemptId: 'again' }, 'approved');
      expect(await world.store.takeBack({ ...attempt })).toBe(false);
      expect(await world.ledger()).toBe(10_000_000 - 990_000);
      expect(await world.store.takeBack({ ...attempt, attemptId: 'again' })).toBe(true);
      expect(await world.ledger()).toBe(10_000_000);
    },
  },
  {
    name: 'an approval that was given to a repeat is not taken back',
    run: async (world) => {
      const attempt = await spent(world);
      await world.decide({ ...attempt, attemptId: 'again' }, 'approved');
      expect(await world.store.takeBack({ ...attempt })).toBe(false);
      expect(await world.ledger()).toBe(10_000_000 - 990_000);
    },
  },
  {
    name: 'a resend of the very same attempt is not a repeat by the terminal',
    run: async (world) => {
      const attempt = await spent(world);
      expect((await world.decide(attempt, 'approved')).repeated).toBe(true);
      expect(await world.store.takeBack({ ...attempt })).toBe(true);
    },
  },
  {
    name: 'nothing to take back: a decline, a reversed one, an unknown one, an attempt that came before',
    run: async (world) => {
      const attempt = await spent(world);
      const declined = world.atm(990_000);
      await world.decide(declined, 'exceedsAmountLimit');
      expect(await world.store.takeBack({ ...declined })).toBe(false);
      expect(await world.store.takeBack({ ...attempt, attemptId: '0' })).toBe(false);
      expect(await world.store.takeBack({ ...attempt, attemptId: 'later', fingerprint: 'other' })).toBe(false);
      await world.store.decide(world.reversal(attempt.key));
      expect(await world.store.takeBack({ ...attempt })).toBe(false);
      expect(await world.store.takeBack({ ...attempt, key: 'unknown' })).toBe(false);
      expect(await world.ledger()).toBe(10_000_000);
    },
  },
];

export const REPEAT_CASES: readonly ConformanceCase[] = [...REPEATS, ...REVERSALS, ...VOIDS];
