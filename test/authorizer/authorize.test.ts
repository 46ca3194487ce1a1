import { describe, expect, test } from 'vitest';
import type { TransactionRequest } from '../../src/protocol/message.ts';
import type { Outcome } from '../../src/protocol/outcome.ts';
import {
  answer,
  authorizerOn,
  BALANCE_MINOR,
  memoryStore,
  NOW_MS,
  OTHER_PAN,
  PAN,
  pinBlock,
  purchase,
  reversalOf,
  tokenOf,
} from './fixture.ts';

type Row = readonly [name: string, changes: Partial<TransactionRequest>, outcome: Outcome];

const FOREIGN_PAN = '4111111111111111';
const BAD_LUHN = '9578990000000006';
const NOT_ON_FILE = '9578990000000021';

const REFUSALS: readonly Row[] = [
  ['unknown type', { type: 'unknown' }, 'invalidTransaction'],
  ['refund as an authorization', { class: 'authorization', type: 'refund' }, 'invalidTransaction'],
  ['financial message with a purpose', { purpose: 'completion' }, 'invalidTransaction'],
  ['completion that is no advice', { class: 'authorization', purpose: 'completion' }, 'invalidTransaction'],
  ['advice of a balance inquiry', { class: 'advice', type: 'balanceInquiry', amountMinor: 0 }, 'invalidTransaction'],
  ['type before amount', { class: 'authorization', type: 'refund', amountMinor: 0 }, 'invalidTransaction'],
  ['amount 0', { amountMinor: 0 }, 'invalidAmount'],
  ['negative amount', { amountMinor: -1 }, 'invalidAmount'],
  ['amount over 2^53', { amountMinor: Number.NaN }, 'invalidAmount'],
  ['amount of 13 digits', { amountMinor: 1_000_000_000_000 }, 'invalidAmount'],
  ['cashback above the amount', { cashbackMinor: 10_001 }, 'invalidAmount'],
  ['negative cashback', { cashbackMinor: -1 }, 'invalidAmount'],
  ['cashback that is no number', { cashbackMinor: Number.NaN }, 'invalidAmount'],
  ['cashback on cash', { type: 'cash', cashbackMinor: 100 }, 'invalidAmount'],
  ['cashback on a refund', { type: 'refund', cashbackMinor: 100 }, 'invalidAmount'],
  ['pre-authorization of nothing', { class: 'authorization', amountMinor: 0 }, 'invalidAmount'],
  ['advice of nothing', { class: 'advice', amountMinor: 0 }, 'invalidAmount'],
  ['negative completion', { class: 'advice', purpose: 'completion', amountMinor: -1 }, 'invalidAmount'],
  ['amount on a PIN change', { type: 'pinChange', newPinBlock: Buffer.alloc(8) }, 'invalidAmount'],
  ['amount on a balance inquiry', { type: 'balanceInquiry' }, 'invalidAmount'],
  ['amount before currency', { amountMinor: 0, currency: 978 }, 'invalidAmount'],
  ['euros', { currency: 978 }, 'invalidTransaction'],
  ['advice in euros', { class: 'advice', currency: 978 }, 'invalidTransaction'],
  ['currency before PAN', { currency: 978, pan: FOREIGN_PAN }, 'invalidTransaction'],
  ["another issuer's card", { pan: FOREIGN_PAN }, 'noSuchIssuer'],
  ['wrong check digit', { pan: BAD_LUHN }, 'invalidCardNumber'],
  ['not on file', { pan: NOT_ON_FILE }, 'invalidCardNumber'],
  ['no country evidence', { terminalCountry: 0 }, 'restrictedCard'],
  ['abroad', { terminalCountry: 752 }, 'restrictedCard'],
  ['terminal country wins', { terminalCountry: 752, merchantCountry: 578, acquirerCountry: 578 }, 'restrictedCard'],
  ['no PIN', { pinBlock: Buffer.alloc(0) }, 'pinRequired'],
  ['PIN block of 7 bytes', { pinBlock: Buffer.alloc(7, 1) }, 'pinBlockError'],
  ['unknown terminal key', { pinKeyId: 'no-such-key' }, 'pinBlockError'],
  ['wrong PIN', { pinBlock: pinBlock(PAN, '9999') }, 'incorrectPin'],
  ['over the ATM limit', { mcc: 6011, type: 'cash', amountMinor: 990_001 }, 'exceedsAmountLimit'],
  ['over the balance', { amountMinor: BALANCE_MINOR + 1 }, 'insufficientFunds'],
];

const APPROVALS: readonly Row[] = [
  ['purchase', {}, 'approved'],
  ['currency left out', { currency: 0 }, 'approved'],
  ['purchase with cashback, flagged by type', { type: 'purchaseWithCashback', cashbackMinor: 5_000 }, 'approved'],
  ['purchase with cashback, flagged by amount', { cashbackMinor: 10_000 }, 'approved'],
  ['cash at an ATM', { type: 'cash', mcc: 6011, terminalType: 'atm' }, 'approved'],
  ['exactly the ATM limit', { type: 'cash', mcc: 6011, amountMinor: 990_000 }, 'approved'],
  ['cash at a till goes by the POS limit', { type: 'cash', amountMinor: 990_001 }, 'approved'],
  ['an ATM without MCC goes by the ATM limit', { type: 'cash', mcc: 0, terminalType: 'atm', amountMinor: 990_000 }, 'approved'],
  ['balance inquiry, financial', { type: 'balanceInquiry', amountMinor: 0 }, 'approved'],
  ['balance inquiry, authorization', { class: 'authorization', type: 'balanceInquiry', amountMinor: 0 }, 'approved'],
  ['merchant country when the terminal gives none', { terminalCountry: 0, merchantCountry: 578 }, 'approved'],
  ['acquirer country when there is no other', { terminalCountry: 0, acquirerCountry: 578 }, 'approved'],
  ['Svalbard', { terminalCountry: 744 }, 'approved'],
  ['track 2 instead of PAN', { pan: '', track2: `${PAN}=28112011000012300` }, 'approved'],
];

describe('one request, in the order of the checks', () => {
  test.each([...REFUSALS, ...APPROVALS])('%s → %s', async (_name, changes, outcome) => {
    const store = await memoryStore();
    const request = purchase(changes);
    const response = await answer(authorizerOn(store), request);
    expect(response.outcome).toBe(outcome);
    expect(response.approvalCode).toMatch(outcome === 'approved' ? /^[0-9A-Z]{6}$/ : /^$/);
    expect(response.stan).toBe(request.stan);
    expect(response.terminalId).toBe(request.terminalId);
    const spends = outcome === 'approved' && request.type !== 'balanceInquiry';
    expect((await store.cards.get(tokenOf(PAN)))?.ledgerMinor).toBe(BALANCE_MINOR - (spends ? request.amountMinor : 0));
  });

  test('a format error is answered straight, with its reason, and is not stored', async () => {
    const authorizer = authorizerOn(await memoryStore());
    const bad = purchase({ type: '' });
    expect(await answer(authorizer, bad)).toMatchObject({ outcome: 'formatError', decidedAtMs: 0, reason: expect.stringContaining('DE3') });
    const mended = { ...bad, type: 'purchase', pinBlock: pinBlock() } as const;
    expect(await answer(authorizer, mended)).toMatchObject({ outcome: 'approved', repeated: false });
  });

  test.each([
    ['wall', false, 0],
    ['message', true, NOW_MS + 5],
  ] as const)('the %s clock', async (_name, messageClock, instantMs) => {
    const store = await memoryStore();
    const response = await answer(authorizerOn(store, { rules: { messageClock } }), purchase({ transmissionTimeMs: NOW_MS + 5 }));
    expect(response.decidedAtMs).toBe(instantMs || NOW_MS);
  });

  test('Svalbard is foreign, and an assumed country stands in, when so set', async () => {
    const authorizer = authorizerOn(await memoryStore(), { rules: { svalbardIsDomestic: false, assumedCountry: 578 } });
    expect((await answer(authorizer, purchase({ terminalCountry: 744 }))).outcome).toBe('restrictedCard');
    expect((await answer(authorizer, purchase({ terminalCountry: 0 }))).outcome).toBe('approved');
  });
});

describe('repeats and reversals', () => {
  test('a repeat gets the stored answer and posts nothing', async () => {
    const store = await memoryStore();
    const authorizer = authorizerOn(store);
    const request = purchase();
    const first = await answer(authorizer, request);
    const second = await answer(authorizer, { ...request, repeat: true, pinBlock: pinBlock() });
    expect(second).toEqual({ ...first, repeated: true });
    expect((await store.cards.get(tokenOf(PAN)))?.postedMinor).toBe(10_000);
  });

  test.each([
    ['amount', { amountMinor: 20_000 }],
    ['type', { type: 'purchaseWithCashback' }],
    ['cashback', { cashbackMinor: 1 }],
    ['card', { pan: OTHER_PAN, pinBlock: pinBlock(OTHER_PAN) }],
  ] as const)('the same key with another %s is a duplicate transmission', async (_name, changes) => {
    const authorizer = authorizerOn(await memoryStore());
    const request = purchase();
    await answer(authorizer, request);
    expect((await answer(authorizer, { ...request, pinBlock: pinBlock(), ...changes })).outcome).toBe('duplicateTransmission');
  });

  test('a full reversal gives back once, and its repeat says the same', async () => {
    const store = await memoryStore();
    const authorizer = authorizerOn(store);
    const request = purchase();
    await answer(authorizer, request);
    const reversal = reversalOf(request);
    expect(await answer(authorizer, reversal)).toMatchObject({ outcome: 'approved', approvedAmountMinor: 10_000, repeated: false });
    expect(await answer(authorizer, { ...reversal, repeat: true })).toMatchObject({ approvedAmountMinor: 10_000, repeated: true });
    expect(await answer(authorizer, reversalOf(request))).toMatchObject({ outcome: 'approved', approvedAmountMinor: 0 });
    expect(await store.cards.get(tokenOf(PAN))).toMatchObject({ ledgerMinor: BALANCE_MINOR, givenBackMinor: 10_000 });
  });

  test('a reversal that comes first declines its original', async () => {
    const authorizer = authorizerOn(await memoryStore());
    const request = purchase();
    expect((await answer(authorizer, reversalOf(request))).outcome).toBe('approved');
    expect((await answer(authorizer, request)).outcome).toBe('alreadyReversed');
  });

  test('an original without a class is a financial one', async () => {
    const authorizer = authorizerOn(await memoryStore());
    const request = purchase();
    await answer(authorizer, request);
    const { original } = reversalOf(request);
    const named = original && { ...original, class: '' as const };
    expect((await answer(authorizer, reversalOf(request, { original: named }))).approvedAmountMinor).toBe(10_000);
  });

  test.each([
    ['with a purpose', { purpose: 'partialDispense' }, 'invalidTransaction'],
    ['of a negative amount that stands', { replacementAmountMinor: -1 }, 'invalidAmount'],
    ['of an amount that stands over 2^53', { replacementAmountMinor: Number.NaN }, 'invalidAmount'],
    ['whose own amount is no number', { amountMinor: Number.NaN }, 'approved'],
    ['in euros', { currency: 978 }, 'approved'],
    ['of unknown type', { type: 'unknown' }, 'invalidTransaction'],
    ["of another issuer's card", { pan: FOREIGN_PAN }, 'noSuchIssuer'],
    ['of a wrong check digit', { pan: BAD_LUHN }, 'invalidCardNumber'],
  ] as const)('a reversal, %s', async (_name, changes, outcome) => {
    const authorizer = authorizerOn(await memoryStore());
    expect((await answer(authorizer, reversalOf(purchase(), changes))).outcome).toBe(outcome);
  });
});

describe('what a response tells', () => {
  test('balances on an approved inquiry only', async () => {
    const authorizer = authorizerOn(await memoryStore());
    const inquiry = { type: 'balanceInquiry', amountMinor: 0 } as const;
    const balances = { ledgerMinor: BALANCE_MINOR, availableMinor: BALANCE_MINOR };
    expect(await answer(authorizer, purchase(inquiry))).toMatchObject({ balances, headroom: [], reason: '' });
    expect((await answer(authorizer, purchase({ ...inquiry, pinBlock: Buffer.alloc(0) }))).balances).toBeUndefined();
    expect((await answer(authorizer, purchase())).balances).toBeUndefined();
  });

  test('reason, balances and headroom when asked to explain', async () => {
    const response = await answer(authorizerOn(await memoryStore()), purchase({ explain: true }));
    expect(response.reason).toBe('Approved.');
    expect(response.balances).toEqual({ ledgerMinor: BALANCE_MINOR - 10_000, availableMinor: BALANCE_MINOR - 10_000 });
    expect(response.headroom.map((limit) => limit.name)).toEqual(['pos']);
    const unknown = await answer(authorizerOn(await memoryStore()), purchase({ explain: true, pan: NOT_ON_FILE }));
    expect(unknown).toMatchObject({ balances: undefined, reason: 'The card is not on file.' });
  });

  test.each([
    ['approved', {}],
    ['refused before the PIN', { amountMinor: 0 }],
    ['malformed', { type: '' }],
  ] as const)('the PIN block is zeroed: %s', async (_name, changes) => {
    const request = purchase(changes);
    await answer(authorizerOn(await memoryStore()), request);
    expect(request.pinBlock.equals(Buffer.alloc(8))).toBe(true);
  });
});
