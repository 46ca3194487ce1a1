import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Authorizer, AuthorizerParts } from '../../src/authorizer/authorize.ts';
import { SILENT } from '../../src/authorizer/observer.ts';
import { StoreError } from '../../src/limits/store.ts';
import type { TransactionRequest, TransactionResponse } from '../../src/protocol/message.ts';
import { authorizerOn, pinBlock, purchase, reversalOf } from './fixture.ts';
import { advice, completion, increment, pinChange, preAuthorization } from './lifecycle-messages.ts';
import { SlowStore, settled } from './slow-store.ts';

const DEADLINE_MS = 2_000;
const LATEST_MS = DEADLINE_MS + 100;
const IN_DOUBT_LIMITS = { attemptsMax: 3, takeBacksAtOnceMax: 2, backOffMinMs: 50, backOffMaxMs: 5_000 };

let nowMs = 0;
let store = new SlowStore();
let faults: string[] = [];
let lateDecisions = 0;
let deadlineMisses = 0;

function advance(ms: number): void {
  for (let passed = 0; passed < ms; passed += 10) {
    nowMs += 10;
    vi.advanceTimersByTime(10);
  }
}

function authorizer(): Authorizer {
  const observer: AuthorizerParts['observer'] = {
    ...SILENT,
    fault: (where) => faults.push(where),
    deadlineMissed: () => {
      deadlineMisses += 1;
    },
    lateDecision: () => {
      lateDecisions += 1;
    },
  };
  return authorizerOn(store, { observer, inDoubtLimits: IN_DOUBT_LIMITS, nowMs: () => nowMs });
}

/** The answers so far to one request. */
function ask(on: Authorizer, request: TransactionRequest): TransactionResponse[] {
  const answers: TransactionResponse[] = [];
  on.authorize(request, { reply: (response) => answers.push(response) });
  return answers;
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] });
  nowMs = 0;
  store = new SlowStore();
  faults = [];
  lateDecisions = 0;
  deadlineMisses = 0;
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a store that answers late', () => {
  test('within the deadline: its answer, and no timer is left', async () => {
    const answers = ask(authorizer(), purchase());
    advance(DEADLINE_MS - 10);
    store.last().answer('approved');
    await settled();
    expect(answers.map((answer) => answer.outcome)).toEqual(['approved']);
    advance(100);
    expect(vi.getTimerCount()).toBe(0);
    expect(deadlineMisses).toBe(0);
  });

  test('after it: issuerInoperative within 100 ms of it, and an approval is taken back', async () => {
    const on = authorizer();
    const answers = ask(on, purchase());
    advance(DEADLINE_MS - 10);
    expect(answers).toEqual([]);
    advance(LATEST_MS - DEADLINE_MS + 10);
    expect(answers.map((answer) => answer.outcome)).toEqual(['issuerInoperative']);
    const { message, answer } = store.last();
    answer('approved');
    await settled();
    const { cardToken, key, attemptId, instantMs } = message;
    expect(store.takeBacks).toMatchObject([{ cardToken, key, attemptId, instantMs }]);
    expect({ deadlineMisses, lateDecisions, inDoubt: on.state.inDoubt.count, answers: answers.length }).toEqual({
      deadlineMisses: 1,
      lateDecisions: 1,
      inDoubt: 0,
      answers: 1,
    });
  });

  test.each([
    ['a decline', purchase, 'incorrectPin'],
    ['a balance inquiry', () => purchase({ type: 'balanceInquiry', amountMinor: 0 }), 'approved'],
    ['a reversal', () => reversalOf(purchase()), 'approved'],
    ['a completion', () => completion(undefined, 100), 'approved'],
    ['an offline approval', () => advice('offlineApproval', 100), 'approved'],
    ['a partial dispense', () => advice('partialDispense', 100, { rrn: '1' }), 'approved'],
    ['a refused request', () => purchase({ amountMinor: 0 }), 'approved'],
  ] as const)('%s that comes late leaves nothing to take back', async (_name, request, outcome) => {
    const on = authorizer();
    ask(on, request());
    advance(LATEST_MS);
    store.last().answer(outcome);
    await settled();
    expect({ takeBacks: store.takeBacks, inDoubt: on.state.inDoubt.count }).toEqual({ takeBacks: [], inDoubt: 0 });
  });

  test.each([
    ['a purchase', () => purchase(), 'approved'],
    ['a partial approval', () => purchase({ allowPartialApproval: true }), 'approvedPartially'],
    ['a pre-authorization', () => preAuthorization(100), 'approved'],
    ['an increment', () => increment(undefined, 100, { rrn: '1' }), 'approved'],
    ['a refund', () => purchase({ type: 'refund' }), 'approved'],
    ['a PIN change', () => pinChange('1234', '5678'), 'approved'],
  ] as const)('%s that comes late is taken back', async (_name, request, outcome) => {
    const on = authorizer();
    ask(on, request());
    advance(LATEST_MS);
    expect(on.state.inDoubt.count).toBe(1);
    store.last().answer(outcome);
    await settled();
    expect({ takeBacks: store.takeBacks.map(({ key }) => key), inDoubt: on.state.inDoubt.count }).toEqual({
      takeBacks: [store.last().message.key],
      inDoubt: 0,
    });
  });

  test('a repeat while the attempt is in doubt is answered issuerInoperative without asking', async () => {
    const on = authorizer();
    const request = purchase();
    ask(on, request);
    advance(LATEST_MS);
    const again = ask(on, { ...request, repeat: true, pinBlock: pinBlock() });
    expect(again.map((answer) => answer.outcome)).toEqual(['issuerInoperative']);
    expect(store.asked).toHaveLength(1);
    store.last().answer('approved');
    await settled();
    ask(on, { ...request, repeat: true, pinBlock: pinBlock() });
    expect(store.asked).toHaveLength(2);
  });

  test('many at once fall due in their order', () => {
    const on = authorizer();
    const order: number[] = [];
    for (let index = 0; index < 50; index += 1) {
      on.authorize(purchase(), { reply: () => order.push(index) });
      advance(10);
    }
    advance(LATEST_MS);
    expect(order).toEqual(Array.from({ length: 50 }, (_, index) => index));
  });
});

describe('a store that fails', () => {
  test('unreachable: issuerInoperative at once, and taken back when it can be, with growing pauses', async () => {
    const on = authorizer();
    const answers = ask(on, purchase());
    store.takeBackErrors.push(new StoreError('unreachable', 'gone'), new StoreError('unreachable', 'gone'));
    store.last().fail(new StoreError('unreachable', 'The store is gone.'));
    await settled();
    expect(answers.map((answer) => answer.outcome)).toEqual(['issuerInoperative']);
    expect(store.takeBacks).toHaveLength(1);
    advance(50);
    await settled();
    expect(store.takeBacks).toHaveLength(2);
    advance(50);
    await settled();
    expect(store.takeBacks).toHaveLength(2);
    advance(50);
    await settled();
    expect({ takeBacks: store.takeBacks.length, inDoubt: on.state.inDoubt.count, faults }).toEqual({
      takeBacks: 3,
      inDoubt: 0,
      faults: [],
    });
  });

  test('refused: systemMalfunction, told to the operator, nothing to take back', async () => {
    const answers = ask(authorizer(), purchase());
    store.last().fail(new StoreError('refused', 'The store does not permit scripts.'));
    await settled();
    expect(answers.map((answer) => answer.outcome)).toEqual(['systemMalfunction']);
    expect({ faults, takeBacks: store.takeBacks }).toEqual({ faults: ['authorize'], takeBacks: [] });
  });

  test('faulty: systemMalfunction, and taken back, for nobody knows what it did', async () => {
    const answers = ask(authorizer(), purchase());
    store.last().fail(new StoreError('faulty', 'A bug.'));
    await settled();
    expect(answers.map((answer) => answer.outcome)).toEqual(['systemMalfunction']);
    expect({ faults, takeBacks: store.takeBacks.length }).toEqual({ faults: ['authorize'], takeBacks: 1 });
  });

  test('a throw while deciding is answered systemMalfunction', () => {
    store.decide = () => {
      throw new TypeError('a bug');
    };
    const answers = ask(authorizer(), purchase());
    expect(answers.map((answer) => answer.outcome)).toEqual(['systemMalfunction']);
    expect(faults).toEqual(['authorize']);
  });

  test('with too many in doubt no new attempt is taken on', async () => {
    const on = authorizer();
    for (let index = 0; index < 3; index += 1) ask(on, purchase());
    advance(LATEST_MS);
    expect(ask(on, purchase()).map((answer) => answer.outcome)).toEqual(['issuerInoperative']);
    expect(store.asked).toHaveLength(3);
    for (const asked of store.asked) asked.answer('incorrectPin');
    await settled();
    ask(on, purchase());
    expect(store.asked).toHaveLength(4);
  });

  test('settle: true when nothing is left in doubt, false when time is up', async () => {
    const on = authorizer();
    ask(on, purchase());
    advance(LATEST_MS);
    const first = on.state.inDoubt.settle(1_000);
    advance(1_000);
    expect(await first).toBe(false);
    const second = on.state.inDoubt.settle(1_000);
    store.last().answer('incorrectPin');
    await settled();
    expect(await second).toBe(true);
  });
});
