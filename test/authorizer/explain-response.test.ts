import { describe, expect, test } from 'vitest';
import type { TransactionResponse } from '../../src/protocol/message.ts';
import { purchase } from './fixture.ts';
import { advice, byKey, increment, NO_PIN, preAuthorization, reversal, worldOf } from './lifecycle-messages.ts';

const EXPLAIN = { explain: true } as const;

/** `name used/left (uses)` of each limit. */
function told({ headroom }: TransactionResponse): readonly string[] {
  return headroom.map(({ name, usedMinor, leftMinor, countUsed }) => `${name} ${usedMinor}/${leftMinor} (${countUsed})`);
}

describe('headroom in a response: the limits that the use counts against, after the decision', () => {
  test('a purchase, a hold and an increment are counted, each with what was approved', async () => {
    const world = await worldOf({ balanceMinor: 100_000 });
    expect(told(await world.say(purchase(EXPLAIN)))).toEqual(['pos 10000/4990000 (1)']);
    const hold = preAuthorization(20_000, EXPLAIN);
    expect(told(await world.say(hold))).toEqual(['pos 30000/4970000 (2)']);
    expect(told(await world.say(increment(byKey(hold), 5_000, EXPLAIN)))).toEqual(['pos 35000/4965000 (3)']);
    const partly = purchase({ ...EXPLAIN, amountMinor: 100_000, allowPartialApproval: true });
    expect(told(await world.say(partly))).toEqual(['pos 100000/4900000 (4)']);
  });

  test('a decline, a refund and an inquiry are not', async () => {
    const world = await worldOf();
    await world.say(purchase());
    for (const changes of [{ pinBlock: NO_PIN }, { type: 'refund' }, { type: 'balanceInquiry', amountMinor: 0 }] as const) {
      expect(told(await world.say(purchase({ ...EXPLAIN, ...changes })))).toEqual(['pos 10000/4990000 (1)']);
    }
  });

  test('nested limits, each with its count; at an ATM those of ATMs', async () => {
    const world = await worldOf({ profile: 'nested' });
    expect(told(await world.say(purchase(EXPLAIN)))).toEqual(['all 10000/790000 (1)', 'daily 10000/790000 (1)']);
    const cash = purchase({ ...EXPLAIN, type: 'cash', mcc: 6011 });
    expect(told(await world.say(cash))).toEqual(['all 20000/780000 (2)', 'atm 10000/240000 (1)', 'daily 20000/780000 (2)']);
  });

  test('never below zero, after an advice past the limit', async () => {
    const world = await worldOf();
    await world.say(advice('offlineApproval', 5_000_001));
    expect(told(await world.say(purchase(EXPLAIN)))).toEqual(['pos 5000001/0 (1)']);
  });

  test('none in a repeat, after a follow-up, or unasked', async () => {
    const world = await worldOf();
    const request = purchase(EXPLAIN);
    await world.say(request);
    const answers = [
      await world.say({ ...request, repeat: true }),
      await world.say(reversal(byKey(request), EXPLAIN)),
      await world.say(purchase()),
    ];
    expect(answers.map(told)).toEqual([[], [], []]);
    expect(answers.map(({ reason }) => reason)).toEqual(['Approved.', 'Approved.', '']);
  });
});
