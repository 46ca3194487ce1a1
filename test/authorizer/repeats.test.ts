/** Repeats: with a new transmission time, and answered 91. What the authorizer asks the store, and what it takes back. */
import { describe, expect, test } from 'vitest';
import type { Authorizer } from '../../src/authorizer/authorize.ts';
import { StoreError } from '../../src/limits/store.ts';
import type { TransactionRequest } from '../../src/protocol/message.ts';
import { answer, authorizerOn, memoryStore, NOW_MS, PAN, pinBlock, purchase, reversalOf, tokenOf } from './fixture.ts';
import { completion } from './lifecycle-messages.ts';
import { SlowStore, settled } from './slow-store.ts';

const UNREACHABLE = new StoreError('unreachable', 'The store is gone.');

/** The same message, sent again later. */
function later(request: TransactionRequest, changes: Partial<TransactionRequest> = {}): TransactionRequest {
  const transmissionTimeMs = request.transmissionTimeMs + 7_000;
  const block = request.pinBlock.length === 0 ? request.pinBlock : pinBlock();
  return { ...request, repeat: true, transmissionTimeMs, pinBlock: block, ...changes };
}

describe('a repeat with a new transmission time', () => {
  async function ledgerAfter(requests: readonly TransactionRequest[]) {
    const store = await memoryStore();
    const on = authorizerOn(store);
    const answers = [];
    for (const request of requests) answers.push(await answer(on, request));
    return { answers, ledgerMinor: (await store.cards.get(tokenOf(PAN)))?.ledgerMinor };
  }

  test.each([
    ['by its local time', { localTime: '20261123130000' }],
    ['by its RRN', { rrn: '632812000001' }],
    ['by what this process saw', {}],
  ])('is debited once: found %s', async (_how, changes) => {
    const first = purchase({ amountMinor: 12_345, ...changes });
    const { answers, ledgerMinor } = await ledgerAfter([first, later(first), later(later(first))]);
    expect(answers.map(({ outcome, repeated }) => [outcome, repeated])).toEqual([
      ['approved', false],
      ['approved', true],
      ['approved', true],
    ]);
    expect(ledgerMinor).toBe(1_000_000 - 12_345);
  });

  test('a completion and a reversal are posted once', async () => {
    const followUp = completion(undefined, 5_000);
    const bought = purchase();
    const back = reversalOf(bought);
    const { answers, ledgerMinor } = await ledgerAfter([followUp, later(followUp), bought, back, later(back), later(later(back))]);
    expect(answers.map(({ repeated }) => repeated)).toEqual([false, true, false, false, true, true]);
    expect(answers.at(-1)?.approvedAmountMinor).toBe(bought.amountMinor);
    expect(ledgerMinor).toBe(1_000_000 - 5_000);
  });

  test('with another amount it is a duplicate', async () => {
    const first = purchase({ localTime: '20261123130000' });
    const { answers } = await ledgerAfter([first, later(first, { amountMinor: 20_000 })]);
    expect(answers.at(-1)?.outcome).toBe('duplicateTransmission');
  });
});

describe('a 91 to a repeat', () => {
  async function lost(on: Authorizer, store: SlowStore, request: TransactionRequest, error = UNREACHABLE): Promise<string> {
    const answered = answer(on, request);
    store.last().fail(error);
    return (await answered).outcome;
  }

  async function approved(on: Authorizer, store: SlowStore, request: TransactionRequest): Promise<void> {
    const answered = answer(on, request);
    store.last().answer('approved');
    await answered;
  }

  test.each([
    ['of the same time', (first: TransactionRequest) => ({ ...later(first), transmissionTimeMs: NOW_MS })],
    ['of the same time without the flag', (first: TransactionRequest) => ({ ...later(first), transmissionTimeMs: NOW_MS, repeat: false })],
    ['of a new time', later],
  ])('%s: takes back by what finds the message, after the attempts before it', async (_what, again) => {
    const store = new SlowStore();
    const on = authorizerOn(store);
    const first = purchase();
    await approved(on, store, first);
    const firstId = store.last().message.attemptId;
    expect(await lost(on, store, again(first))).toBe('issuerInoperative');
    await settled();
    const [takeBack] = store.takeBacks;
    const { cardToken, key, fingerprint, attemptId, repeat, localTime, instantMs } = store.last().message;
    expect(takeBack).toMatchObject({ cardToken, key, fingerprint, attemptId, repeat, localTime, instantMs });
    expect(attemptId > firstId).toBe(true);
  });

  test('by a store that cannot decide and says so at once: the earlier approval is taken back', async () => {
    const store = await memoryStore();
    let isFull = false;
    const on = authorizerOn({
      decide: (command) => {
        if (isFull) throw UNREACHABLE;
        return store.decide(command);
      },
      takeBack: (attempt) => store.takeBack(attempt),
    });
    const ledger = async () => (await store.cards.get(tokenOf(PAN)))?.ledgerMinor;
    const before = (await ledger()) ?? 0;
    const first = purchase();
    expect((await answer(on, first)).outcome).toBe('approved');
    isFull = true;
    expect((await answer(on, later(first))).outcome).toBe('issuerInoperative');
    // One that was not sent before leaves nothing to take back.
    expect((await answer(on, purchase())).outcome).toBe('issuerInoperative');
    await settled();
    expect(await ledger()).toBe(before);
    expect(on.state.inDoubt.count).toBe(0);
  });

  test('by a store that refuses: taken back, because an earlier sending may have been approved', async () => {
    const store = new SlowStore();
    const on = authorizerOn(store);
    const first = purchase();
    await approved(on, store, first);
    expect(await lost(on, store, later(first), new StoreError('refused', 'No.'))).toBe('systemMalfunction');
    await settled();
    expect(store.takeBacks).toHaveLength(1);
  });

  test('while the message is in doubt, also with a new time: without asking, and taken back for itself', async () => {
    const store = new SlowStore();
    const on = authorizerOn(store);
    const first = purchase();
    store.takeBackErrors.push(UNREACHABLE);
    await lost(on, store, first);
    await settled();
    expect((await answer(on, later(first))).outcome).toBe('issuerInoperative');
    expect(store.asked).toHaveLength(1);
    expect(on.state.inDoubt.count).toBe(2);
    expect(await on.state.inDoubt.settle(10_000)).toBe(true);
    expect(store.takeBacks.map(({ key }) => key.split('.')[2])).toEqual(expect.arrayContaining([String(NOW_MS), String(NOW_MS + 7_000)]));
  });

  test('of a reversal takes nothing back', async () => {
    const store = new SlowStore();
    const on = authorizerOn(store);
    const back = reversalOf(purchase());
    await approved(on, store, back);
    await lost(on, store, later(back));
    await settled();
    expect(store.takeBacks).toEqual([]);
  });

  test('when too many are in doubt: repeats are taken on up to twice the number, first messages are not', async () => {
    const store = new SlowStore();
    const limits = { attemptsMax: 2, takeBacksAtOnceMax: 1, backOffMinMs: 60_000, backOffMaxMs: 60_000 };
    const on = authorizerOn(store, { inDoubtLimits: limits });
    store.takeBackErrors.push(UNREACHABLE);
    for (let n = 0; n < 2; n += 1) await lost(on, store, purchase());
    expect((await answer(on, purchase())).outcome).toBe('issuerInoperative');
    expect([store.asked.length, on.state.inDoubt.count]).toEqual([2, 2]);
    for (let n = 0; n < 2; n += 1) await lost(on, store, purchase({ repeat: true }));
    expect((await answer(on, purchase({ repeat: true }))).outcome).toBe('issuerInoperative');
    expect([store.asked.length, on.state.inDoubt.count]).toEqual([4, 4]);
    await on.state.inDoubt.settle(0);
  });
});
