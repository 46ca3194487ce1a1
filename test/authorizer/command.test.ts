import { describe, expect, test } from 'vitest';
import { attemptOf, type CommandRules, followUpOf } from '../../src/authorizer/command.ts';
import type { PinVerifier } from '../../src/pin/pin-verifier.ts';
import { exchangeOf, purchase, RULES } from './fixture.ts';
import { advice, byKey, completion, increment, NO_PIN, pinChange, reversal } from './lifecycle-messages.ts';

const RULES_HERE: CommandRules = { ...RULES, completionToleranceMinor: 7 };
const LOCAL = { stan: 42, rrn: '632812345678', localTime: '20261123130000' } as const;

/** Two verification keys: the newest stands last. */
const TWO_KEYS: PinVerifier = { check: () => ({ pin: 'given', references: ['1:1111', '2:2222'] }) };
const NEVER: PinVerifier = {
  check: () => {
    throw new Error('No PIN is to be looked at here.');
  },
};

describe('an attempt', () => {
  test('a PIN change is kept under the newest verification key', () => {
    const attempt = attemptOf(exchangeOf(pinChange('1234', '5678')), 'pinChange', RULES_HERE, TWO_KEYS);
    expect(attempt).toMatchObject({ pin: 'given', pinReferences: ['1:1111', '2:2222'], newPinReference: '2:2222', amountMinor: 0 });
  });

  test('no PIN is looked at of what is refused already, and no amount is told', () => {
    const refused = exchangeOf(pinChange('1234', '5678', { amountMinor: Number.NaN }), { refusal: 'invalidAmount' });
    const attempt = attemptOf(refused, 'pinChange', RULES_HERE, NEVER);
    expect(attempt).toMatchObject({ pin: 'absent', newPinReference: '', amountMinor: 0, refusal: 'invalidAmount' });
  });

  test('a new PIN block counts in a PIN change only', () => {
    const request = purchase({ pinBlock: NO_PIN, newPinBlock: Buffer.alloc(8, 1) });
    expect(attemptOf(exchangeOf(request), 'spend', RULES_HERE, NEVER).newPinReference).toBe('');
  });

  test('can be found by RRN, and by STAN, local date and terminal; without a local time not by these', () => {
    const attempt = attemptOf(exchangeOf(purchase(LOCAL)), 'spend', RULES_HERE, TWO_KEYS);
    expect(attempt).toMatchObject({ rrn: LOCAL.rrn, stanDate: 'TERM0001.42.1123', original: undefined });
    expect(attemptOf(exchangeOf(purchase()), 'spend', RULES_HERE, TWO_KEYS)).toMatchObject({ rrn: '', stanDate: '' });
  });

  test('an increment that has an RRN of its own can be found by it', () => {
    const request = increment({ ...byKey(purchase()), rrn: 'HOLD' }, 1, { rrn: 'OWN' });
    expect(attemptOf(exchangeOf(request), 'increment', RULES_HERE, NEVER)).toMatchObject({ rrn: 'OWN', original: { rrn: 'HOLD' } });
  });
});

describe('a follow-up', () => {
  test('a reversal: what stands, and no amount', () => {
    const request = reversal(byKey(purchase()), { replacementAmountMinor: 40 });
    expect(followUpOf(exchangeOf(request), 'reversal', RULES_HERE)).toMatchObject({
      replacementMinor: 40,
      amountMinor: 0,
      unknownOriginal: 'approved',
    });
  });

  test('a dispense: its amount is what stands', () => {
    const request = advice('partialDispense', 60, { original: byKey(purchase()), replacementAmountMinor: 1 });
    expect(followUpOf(exchangeOf(request), 'dispense', RULES_HERE)).toMatchObject({ replacementMinor: 60, amountMinor: 60 });
  });

  test('a completion: the tolerance; nothing named is nothing looked for', () => {
    expect(followUpOf(exchangeOf(completion(undefined, 60)), 'completion', RULES_HERE)).toMatchObject({
      ...{ replacementMinor: 0, amountMinor: 60, toleranceMinor: 7, original: undefined },
    });
  });

  test('an offline approval has no original, whatever it says', () => {
    const request = advice('offlineApproval', 60, { ...LOCAL, original: byKey(purchase()) });
    expect(followUpOf(exchangeOf(request), 'advice', RULES_HERE).original).toBeUndefined();
  });
});
