/** What must not happen, happening: an outcome from the table, nothing lost, nothing counted twice. */

import { describe, expect, test } from 'vitest';
import { HOUR_MS } from '../../src/config/duration.ts';
import type { NewCard } from '../../src/limits/state/card.ts';
import type { TransactionRequest } from '../../src/protocol/message.ts';
import type { Outcome } from '../../src/protocol/outcome.ts';
import { BALANCE_MINOR, NOW_MS, PAN, pinBlock, purchase } from './fixture.ts';
import {
  advice,
  byKey,
  completion,
  FUEL,
  increment,
  NO_PIN,
  pinChange,
  preAuthorization,
  reversal,
  threeDigitPinBlock,
  type World,
  worldOf,
} from './lifecycle-messages.ts';

interface Row {
  readonly what: string;
  readonly card?: Partial<NewCard>;
  /** Said before; each must be approved. */
  readonly before?: readonly TransactionRequest[];
  readonly bad: () => TransactionRequest;
  readonly outcome: Outcome;
  readonly flag?: string;
  /** What it leaves, beside a balance as it was and no hold. */
  readonly ledgerMinor?: number;
  readonly holdsMinor?: number;
  readonly pinTriesUsed?: number;
}

const HOLD = preAuthorization(4_000);
const EXPIRED_HOLD = preAuthorization(4_000, FUEL);
const COMPLETED = completion(byKey(HOLD), 4_000);
const AFTER_EXPIRY = { ...FUEL, transmissionTimeMs: NOW_MS + 24 * HOUR_MS };
const PURCHASE = purchase();
const WITHDRAWAL = purchase({ type: 'cash', mcc: 6011 });
const SPENT = BALANCE_MINOR - 10_000;

const ROWS: readonly Row[] = [
  {
    what: 'completion that names no hold',
    bad: () => completion(undefined, 4_000),
    outcome: 'approved',
    flag: 'noHold',
    ledgerMinor: BALANCE_MINOR - 4_000,
  },
  {
    what: 'completion of a hold that is not known',
    bad: () => completion({ ...byKey(HOLD), stan: 999_999 }, 4_000),
    ...{ outcome: 'approved', flag: 'noHold', ledgerMinor: BALANCE_MINOR - 4_000 },
  },
  {
    what: 'completion above the tolerance',
    before: [HOLD],
    bad: () => completion(byKey(HOLD), 4_001),
    ...{ outcome: 'approved', flag: 'aboveHold', ledgerMinor: BALANCE_MINOR - 4_001 },
  },
  {
    what: 'completion after the hold expired',
    before: [EXPIRED_HOLD],
    bad: () => completion(byKey(EXPIRED_HOLD), 4_000, AFTER_EXPIRY),
    ...{ outcome: 'approved', flag: 'noHold', ledgerMinor: BALANCE_MINOR - 4_000 },
  },
  {
    what: 'second completion of one hold',
    before: [HOLD, COMPLETED],
    bad: () => completion(byKey(HOLD), 1_000),
    ...{ outcome: 'approved', flag: 'noHold', ledgerMinor: BALANCE_MINOR - 5_000 },
  },
  { what: 'cashback above the amount', bad: () => purchase({ cashbackMinor: 10_001 }), outcome: 'invalidAmount' },
  {
    what: 'cashback above the amount of a pre-authorization',
    bad: () => preAuthorization(4_000, { type: 'purchaseWithCashback', cashbackMinor: 4_001 }),
    outcome: 'invalidAmount',
  },
  {
    what: 'increment of a completed hold',
    before: [HOLD, COMPLETED],
    bad: () => increment(byKey(HOLD), 1_000),
    ...{ outcome: 'unableToLocateOriginal', ledgerMinor: BALANCE_MINOR - 4_000 },
  },
  {
    what: 'increment of a hold that has expired',
    before: [EXPIRED_HOLD],
    bad: () => increment(byKey(EXPIRED_HOLD), 1_000, AFTER_EXPIRY),
    outcome: 'unableToLocateOriginal',
  },
  { what: 'increment of nothing', bad: () => increment(undefined, 1_000), outcome: 'formatError' },
  {
    what: 'refund to a closed card',
    card: { status: 'closed' },
    bad: () => purchase({ type: 'refund', pinBlock: NO_PIN }),
    outcome: 'accountClosed',
  },
  {
    what: 'refund with a wrong PIN',
    bad: () => purchase({ type: 'refund', pinBlock: pinBlock(PAN, '9999') }),
    ...{ outcome: 'incorrectPin', pinTriesUsed: 1 },
  },
  {
    what: 'reversal that lets more stand than was approved',
    before: [PURCHASE],
    bad: () => reversal(byKey(PURCHASE), { replacementAmountMinor: 10_001 }),
    ...{ outcome: 'invalidAmount', ledgerMinor: SPENT },
  },
  {
    what: 'reversal that lets more stand than is held',
    before: [HOLD],
    bad: () => reversal(byKey(HOLD), { replacementAmountMinor: 4_001 }),
    ...{ outcome: 'invalidAmount', holdsMinor: 4_000 },
  },
  {
    what: 'partial dispense of more than was asked for',
    before: [WITHDRAWAL],
    bad: () => advice('partialDispense', 10_001, { type: 'cash', mcc: 6011, original: byKey(WITHDRAWAL) }),
    ...{ outcome: 'invalidAmount', ledgerMinor: SPENT },
  },
  { what: 'reversal of nothing', before: [PURCHASE], bad: () => reversal(undefined), outcome: 'formatError', ledgerMinor: SPENT },
  { what: 'partial dispense of nothing', bad: () => advice('partialDispense', 1), outcome: 'formatError' },
  { what: 'PIN change with a wrong old PIN', bad: () => pinChange('9999', '5678'), outcome: 'incorrectPin', pinTriesUsed: 1 },
  { what: 'PIN change without the old PIN', bad: () => pinChange('1234', '5678', { pinBlock: NO_PIN }), outcome: 'pinRequired' },
  { what: 'PIN change to an equal PIN', bad: () => pinChange('1234', '1234'), outcome: 'notPermittedToCardholder' },
  {
    what: 'PIN change to a PIN of three digits',
    bad: () => pinChange('1234', '5678', { newPinBlock: threeDigitPinBlock() }),
    outcome: 'pinBlockError',
  },
  { what: 'PIN change without a new PIN block', bad: () => pinChange('1234', '5678', { newPinBlock: NO_PIN }), outcome: 'formatError' },
  {
    what: 'PIN change with a block of seven bytes',
    bad: () => pinChange('1234', '5678', { newPinBlock: Buffer.alloc(7, 1) }),
    outcome: 'pinBlockError',
  },
];

/** Once more, with new PIN blocks where the first were zeroed. */
async function sayAgain(world: World, row: Row, first: TransactionRequest): Promise<Outcome> {
  const { pinBlock: again, newPinBlock } = row.bad();
  return (await world.say({ ...first, repeat: true, pinBlock: again, newPinBlock })).outcome;
}

function fresh(request: TransactionRequest): TransactionRequest {
  return request.pinBlock.length === 0 ? request : { ...request, pinBlock: pinBlock() };
}

describe('bad input', () => {
  test.each(ROWS)('$what → $outcome', async (row) => {
    const world = await worldOf(row.card);
    for (const request of row.before ?? []) expect((await world.say(fresh(request))).outcome).toBe('approved');
    const bad = row.bad();
    const expected = {
      ledgerMinor: row.ledgerMinor ?? BALANCE_MINOR,
      holdsMinor: row.holdsMinor ?? 0,
      pinTriesUsed: row.pinTriesUsed ?? 0,
    };
    expect(await world.say(bad)).toMatchObject({ outcome: row.outcome, flag: row.flag ?? '' });
    expect(await world.look()).toEqual(expected);
    expect(await sayAgain(world, row, bad)).toBe(row.outcome);
    expect(await world.look()).toEqual(expected);
  });

  test('a PIN change that was declined leaves the old PIN', async () => {
    const world = await worldOf();
    for (const change of [
      pinChange('9999', '5678'),
      pinChange('1234', '1234'),
      pinChange('1234', '5678', { newPinBlock: threeDigitPinBlock() }),
    ]) {
      expect((await world.say(change)).outcome).not.toBe('approved');
    }
    expect((await world.say(purchase())).outcome).toBe('approved');
  });

  test('the block of three digits is well formed but for its length', async () => {
    const world = await worldOf();
    expect((await world.say(purchase({ pinBlock: threeDigitPinBlock() }))).outcome).toBe('pinBlockError');
    expect((await world.look()).pinTriesUsed).toBe(0);
  });
});
