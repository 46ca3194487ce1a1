import { describe, expect, test } from 'vitest';
import { HOUR_MS } from '../../src/config/duration.ts';
import type { TransactionRequest } from '../../src/protocol/message.ts';
import { BALANCE_MINOR, NOW_MS, PAN, pinBlock, purchase } from './fixture.ts';
import {
  advice,
  byKey,
  byRrn,
  byStanAndDate,
  completion,
  FUEL,
  increment,
  NO_PIN,
  pinChange,
  preAuthorization,
  reversal,
  worldOf,
} from './lifecycle-messages.ts';

const NAMED = { rrn: '632812345678', localTime: '20261123130000' } as const;
const INQUIRY = { type: 'balanceInquiry', amountMinor: 0 } as const;

/** Each way to name an original. */
const WAYS = [
  ['STAN and transmission time', byKey],
  ['RRN', byRrn],
  ['STAN, local date and terminal', byStanAndDate],
] as const;

describe('pre-authorization', () => {
  test('a pump: asks 1,500, has 900, gets 900, completes at 612.50', async () => {
    const world = await worldOf({ balanceMinor: 90_000 });
    const asked = preAuthorization(150_000, { ...FUEL, allowPartialApproval: true });
    const held = await world.say(asked);
    expect(held).toMatchObject({ outcome: 'approvedPartially', approvedAmountMinor: 90_000 });
    expect(held.approvalCode).toMatch(/^[0-9A-Z]{6}$/);
    expect(await world.look()).toMatchObject({ ledgerMinor: 90_000, holdsMinor: 90_000 });
    expect((await world.say(purchase({ amountMinor: 1 }))).outcome).toBe('insufficientFunds');
    const done = await world.say(completion(byKey(asked), 61_250, FUEL));
    expect(done).toMatchObject({ outcome: 'approved', approvedAmountMinor: 61_250, flag: '' });
    expect(await world.look()).toMatchObject({ ledgerMinor: 28_750, holdsMinor: 0 });
    expect(await world.used('pos')).toBe(61_250);
  });

  test.each([
    ['not allowed by the request', {}],
    ['cash', { type: 'cash', allowPartialApproval: true }],
    ['cashback by type', { type: 'purchaseWithCashback', cashbackMinor: 1, allowPartialApproval: true }],
    ['cashback by amount', { cashbackMinor: 1, allowPartialApproval: true }],
  ] as const)('no partial approval: %s', async (_name, changes) => {
    const world = await worldOf({ balanceMinor: 100 });
    expect((await world.say(purchase(changes))).outcome).toBe('insufficientFunds');
  });

  test('a purchase too may be approved partially, and is declined by a limit all the same', async () => {
    const world = await worldOf({ balanceMinor: 9_000 });
    expect(await world.say(purchase({ allowPartialApproval: true }))).toMatchObject({ approvedAmountMinor: 9_000 });
    const past = await worldOf({ balanceMinor: 9_000 });
    const over = purchase({ amountMinor: 5_000_001, allowPartialApproval: true });
    expect((await past.say(over)).outcome).toBe('exceedsAmountLimit');
  });

  test.each([
    ['7 days', {}, 168],
    ['24 hours at MCC 5541', { mcc: 5541 }, 24],
    ['24 hours at MCC 5542', { mcc: 5542 }, 24],
  ] as const)('is held %s, to the millisecond', async (_name, changes, hours) => {
    const world = await worldOf();
    await world.say(preAuthorization(4_000, changes));
    const endMs = NOW_MS + hours * HOUR_MS;
    const before = await world.say(purchase({ ...INQUIRY, transmissionTimeMs: endMs - 1 }));
    expect(before.balances).toEqual({ ledgerMinor: BALANCE_MINOR, availableMinor: BALANCE_MINOR - 4_000 });
    const after = await world.say(purchase({ ...INQUIRY, transmissionTimeMs: endMs }));
    expect(after.balances).toEqual({ ledgerMinor: BALANCE_MINOR, availableMinor: BALANCE_MINOR });
    expect(await world.look()).toMatchObject({ ledgerMinor: BALANCE_MINOR, holdsMinor: 0 });
  });

  test('how long is a setting', async () => {
    const world = await worldOf({}, { rules: { holdMs: 1_000, fuelHoldMs: 10 } });
    await world.say(preAuthorization(1));
    await world.say(preAuthorization(2, FUEL));
    await world.say(purchase({ ...INQUIRY, transmissionTimeMs: NOW_MS + 10 }));
    expect((await world.look()).holdsMinor).toBe(1);
    await world.say(purchase({ ...INQUIRY, transmissionTimeMs: NOW_MS + 1_000 }));
    expect((await world.look()).holdsMinor).toBe(0);
  });
});

describe('increment', () => {
  test.each(WAYS)('names its hold by %s; no PIN needed', async (_name, named) => {
    const world = await worldOf();
    const hold = preAuthorization(4_000, NAMED);
    await world.say(hold);
    expect(await world.say(increment(named(hold), 1_000))).toMatchObject({ outcome: 'approved', approvedAmountMinor: 1_000 });
    expect(await world.look()).toMatchObject({ ledgerMinor: BALANCE_MINOR, holdsMinor: 5_000 });
    await world.say(completion(named(hold), 4_500));
    expect(await world.look()).toMatchObject({ ledgerMinor: BALANCE_MINOR - 4_500, holdsMinor: 0 });
    expect(await world.used('pos')).toBe(4_500);
  });

  test('an original without a class was a pre-authorization', async () => {
    const world = await worldOf();
    const hold = preAuthorization(4_000);
    await world.say(hold);
    expect((await world.say(increment({ ...byKey(hold), class: '' }, 1_000))).outcome).toBe('approved');
    expect(await world.say(completion({ ...byKey(hold), class: '' }, 5_000))).toMatchObject({ outcome: 'approved', flag: '' });
  });

  test('shares the RRN of its transaction, which goes on naming the hold', async () => {
    const world = await worldOf();
    const hold = preAuthorization(4_000, NAMED);
    await world.say(hold);
    expect((await world.say(increment(undefined, 1_000, NAMED))).outcome).toBe('approved');
    expect((await world.say(increment(byRrn(hold), 500, NAMED))).outcome).toBe('approved');
    expect((await world.look()).holdsMinor).toBe(5_500);
    expect(await world.say(completion(undefined, 5_500, NAMED))).toMatchObject({ outcome: 'approved', flag: '' });
    expect(await world.look()).toMatchObject({ ledgerMinor: BALANCE_MINOR - 5_500, holdsMinor: 0 });
  });

  test('all checks again: limit, coverage, and a PIN when there is one', async () => {
    const world = await worldOf({ balanceMinor: 6_000_000 });
    const hold = preAuthorization(4_999_999);
    await world.say(hold);
    expect((await world.say(increment(byKey(hold), 2))).outcome).toBe('exceedsAmountLimit');
    const wrong = { pinBlock: pinBlock(PAN, '9999') };
    expect((await world.say(increment(byKey(hold), 1, wrong))).outcome).toBe('incorrectPin');
    expect(await world.look()).toEqual({ ledgerMinor: 6_000_000, holdsMinor: 4_999_999, pinTriesUsed: 1 });
  });
});

describe('completion', () => {
  test.each([
    ['lower', 2_000, 0, ''],
    ['nothing at all', 0, 0, ''],
    ['equal', 4_000, 0, ''],
    ['higher, within the tolerance', 4_500, 500, ''],
    ['higher than the tolerance', 4_501, 500, 'aboveHold'],
    ['higher, without a tolerance', 4_001, 0, 'aboveHold'],
    ['higher than the balance', BALANCE_MINOR + 1, 0, 'aboveHold'],
  ] as const)('%s: always posted', async (_name, amountMinor, completionToleranceMinor, flag) => {
    const world = await worldOf({}, { rules: { completionToleranceMinor } });
    const hold = preAuthorization(4_000);
    await world.say(hold);
    const done = completion(byKey(hold), amountMinor);
    expect(await world.say(done)).toMatchObject({ outcome: 'approved', approvedAmountMinor: amountMinor, flag });
    expect(await world.say({ ...done, repeat: true })).toMatchObject({ approvedAmountMinor: amountMinor, flag, repeated: true });
    expect(await world.look()).toMatchObject({ ledgerMinor: BALANCE_MINOR - amountMinor, holdsMinor: 0 });
    expect(await world.used('pos')).toBe(amountMinor);
  });

  test('its reversal gives back what was posted', async () => {
    const world = await worldOf();
    const hold = preAuthorization(4_000);
    await world.say(hold);
    await world.say(completion(byKey(hold), 3_000));
    expect(await world.say(reversal(byKey(hold)))).toMatchObject({ outcome: 'approved', approvedAmountMinor: 3_000 });
    expect(await world.look()).toMatchObject({ ledgerMinor: BALANCE_MINOR, holdsMinor: 0 });
  });
});

describe('reversal', () => {
  test.each(WAYS)('finds its original by %s', async (_name, named) => {
    const world = await worldOf();
    const original = purchase(NAMED);
    await world.say(original);
    expect(await world.say(reversal(named(original)))).toMatchObject({ outcome: 'approved', approvedAmountMinor: 10_000 });
    expect((await world.look()).ledgerMinor).toBe(BALANCE_MINOR);
  });

  test('by RRN when its transmission time is not known: of the same STAN, and only if the approval code fits', async () => {
    const world = await worldOf();
    const original = purchase(NAMED);
    const { approvalCode } = await world.say(original);
    const { transmissionTimeMs } = original;
    const misses = [
      { ...byKey(original), stan: 999_999, approvalCode },
      { ...byKey(original), transmissionTimeMs: transmissionTimeMs + 1, approvalCode: 'XXXXXX' },
    ];
    for (const miss of misses) expect((await world.say(reversal(miss, NAMED))).approvedAmountMinor).toBe(0);
    const hit = { ...byKey(original), transmissionTimeMs: transmissionTimeMs + 2, approvalCode };
    expect((await world.say(reversal(hit, NAMED))).approvedAmountMinor).toBe(10_000);
    expect((await world.look()).ledgerMinor).toBe(BALANCE_MINOR);
  });

  test('of an increment that never came leaves the hold whose RRN it shares', async () => {
    const world = await worldOf();
    const hold = preAuthorization(4_000, NAMED);
    await world.say(hold);
    const lost = increment(byKey(hold), 1_000, NAMED);
    expect((await world.say(reversal(byKey(lost), NAMED))).approvedAmountMinor).toBe(0);
    expect((await world.look()).holdsMinor).toBe(4_000);
    expect((await world.say(lost)).outcome).toBe('alreadyReversed');
  });

  test('partial: what does not stand is given back', async () => {
    const world = await worldOf();
    const original = purchase();
    await world.say(original);
    const partial = reversal(byKey(original), { replacementAmountMinor: 2_500, reversalReason: 'completedPartially' });
    expect(await world.say(partial)).toMatchObject({ outcome: 'approved', approvedAmountMinor: 7_500 });
    expect(await world.say({ ...partial, repeat: true })).toMatchObject({ approvedAmountMinor: 7_500, repeated: true });
    expect((await world.say({ ...partial, replacementAmountMinor: 2_000 })).outcome).toBe('duplicateTransmission');
    expect((await world.look()).ledgerMinor).toBe(BALANCE_MINOR - 2_500);
    expect(await world.used('pos')).toBe(2_500);
  });

  test.each([
    ['approve', 'approved'],
    ['decline', 'unableToLocateOriginal'],
  ] as const)('of an unknown original, setting %s: remembered all the same', async (unknownOriginal, outcome) => {
    for (const [, named] of WAYS) {
      const world = await worldOf({}, { rules: { unknownOriginal } });
      const original = purchase(NAMED);
      expect(await world.say(reversal(named(original)))).toMatchObject({ outcome, approvedAmountMinor: 0 });
      expect((await world.say(original)).outcome).toBe('alreadyReversed');
      expect((await world.look()).ledgerMinor).toBe(BALANCE_MINOR);
    }
  });

  test('of a pre-authorization releases the hold, of a refund takes it back', async () => {
    const world = await worldOf();
    const hold = preAuthorization(4_000);
    const refund = purchase({ type: 'refund' });
    await world.say(hold);
    await world.say(refund);
    expect((await world.say(reversal(byKey(hold)))).approvedAmountMinor).toBe(4_000);
    expect((await world.say(reversal(byKey(refund), { type: 'refund' }))).approvedAmountMinor).toBe(10_000);
    expect(await world.look()).toMatchObject({ ledgerMinor: BALANCE_MINOR, holdsMinor: 0 });
  });
});

describe('partial dispense', () => {
  const CASH = { type: 'cash', mcc: 6011, terminalType: 'atm' } as const;

  test.each([
    [
      'as an advice with the lower amount',
      (original: TransactionRequest) => advice('partialDispense', 6_000, { ...CASH, original: byKey(original) }),
    ],
    ['as a partial reversal', (original: TransactionRequest) => reversal(byKey(original), { ...CASH, replacementAmountMinor: 6_000 })],
  ] as const)('%s', async (_name, told) => {
    const world = await worldOf();
    const original = purchase(CASH);
    await world.say(original);
    expect(await world.say(told(original))).toMatchObject({ outcome: 'approved', approvedAmountMinor: 4_000 });
    expect((await world.look()).ledgerMinor).toBe(BALANCE_MINOR - 6_000);
    expect(await world.used('atm')).toBe(6_000);
  });

  test('without its request the notes are posted, flagged; the request, when it comes, is declined', async () => {
    const world = await worldOf();
    const original = purchase(CASH);
    const told = advice('partialDispense', 6_000, { ...CASH, original: byKey(original) });
    expect(await world.say(told)).toMatchObject({ outcome: 'approved', approvedAmountMinor: 6_000, flag: 'noHold' });
    expect((await world.say(original)).outcome).toBe('alreadyReversed');
    expect((await world.look()).ledgerMinor).toBe(BALANCE_MINOR - 6_000);
  });
});

describe('advice of an offline approval', () => {
  test.each([
    ['covered', {}, 10_000, ''],
    ['without a purpose', { purpose: '' }, 10_000, ''],
    ['past coverage', { amountMinor: BALANCE_MINOR + 1 }, BALANCE_MINOR + 1, 'pastCoverage'],
    ['past a limit', { amountMinor: 990_001, mcc: 6011, type: 'cash' }, 990_001, 'pastLimit'],
    ['abroad', { terminalCountry: 752 }, 10_000, ''],
    ['with a wrong PIN, which is not looked at', { pinBlock: Buffer.alloc(8, 7) }, 10_000, ''],
  ] as const)('%s: posted', async (_name, changes, debitedMinor, flag) => {
    const world = await worldOf();
    const told = advice('offlineApproval', 10_000, changes);
    expect(await world.say(told)).toMatchObject({ outcome: 'approved', approvedAmountMinor: debitedMinor, flag });
    expect(told.pinBlock.every((byte) => byte === 0)).toBe(true);
    expect(await world.look()).toEqual({ ledgerMinor: BALANCE_MINOR - debitedMinor, holdsMinor: 0, pinTriesUsed: 0 });
  });

  test.each(['inactive', 'blocked', 'lost', 'stolen', 'closed'] as const)('on a card that is %s: posted', async (status) => {
    const world = await worldOf({ status, expiry: '2401' });
    expect((await world.say(advice('offlineApproval', 10_000))).outcome).toBe('approved');
    expect((await world.look()).ledgerMinor).toBe(BALANCE_MINOR - 10_000);
  });

  test('of a refund: credited', async () => {
    const world = await worldOf();
    expect((await world.say(advice('offlineApproval', 10_000, { type: 'refund' }))).approvedAmountMinor).toBe(10_000);
    expect((await world.look()).ledgerMinor).toBe(BALANCE_MINOR + 10_000);
  });
});

describe('refund and PIN change', () => {
  test('a refund needs no PIN, and credits a blocked card too', async () => {
    const world = await worldOf({ status: 'blocked' });
    const refund = purchase({ type: 'refund', pinBlock: NO_PIN });
    expect(await world.say(refund)).toMatchObject({ outcome: 'approved', approvedAmountMinor: 10_000 });
    expect((await world.look()).ledgerMinor).toBe(BALANCE_MINOR + 10_000);
  });

  test.each(['authorization', 'financial'] as const)(
    'a PIN change as %s: the new PIN counts, the old one no more',
    async (messageClass) => {
      const world = await worldOf();
      const change = pinChange('1234', '567890', { class: messageClass });
      expect(await world.say(change)).toMatchObject({ outcome: 'approved', approvedAmountMinor: 0, balances: undefined });
      expect([change.pinBlock, change.newPinBlock].every((block) => block.equals(Buffer.alloc(8)))).toBe(true);
      expect((await world.say(purchase())).outcome).toBe('incorrectPin');
      expect((await world.say(purchase({ pinBlock: pinBlock(PAN, '567890') }))).outcome).toBe('approved');
    },
  );
});
