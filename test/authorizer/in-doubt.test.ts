import { expect, test, vi } from 'vitest';
import { InDoubt } from '../../src/authorizer/in-doubt.ts';
import { SILENT } from '../../src/authorizer/observer.ts';
import { type DecisionStore, StoreError } from '../../src/limits/store.ts';

const ATTEMPT = {
  cardToken: 'aa'.repeat(16),
  key: 'T1.1.1780000000000.f',
  fingerprint: 'purchase.100.0.578',
  attemptId: 'a1',
  repeat: false,
  localTime: 0,
  sentAs: ['k/T1.1.1780000000000.f'],
  instantMs: 0,
  rrn: '',
  stanDate: '',
};

/** Throws in the same tick, like a file store whose log cannot be written, until it `works`. */
class ThrowingStore implements DecisionStore {
  works = false;
  calls = 0;

  decide(): never {
    throw new StoreError('unreachable', 'not asked here');
  }

  takeBack(): boolean {
    this.calls += 1;
    // Tries without a pause between them would never end: after some of them it gives in.
    if (!this.works && this.calls < 10) throw new StoreError('unreachable', 'The store cannot record take-backs now.');
    return true;
  }
}

test('a take-back that the store refuses at once is tried again after a pause, not in the same tick', async () => {
  vi.useFakeTimers();
  try {
    const store = new ThrowingStore();
    const inDoubt = new InDoubt(store, SILENT);
    inDoubt.begin(ATTEMPT);
    inDoubt.takeBack(ATTEMPT);
    await vi.advanceTimersByTimeAsync(0);
    expect(store.calls).toBe(1);
    await vi.advanceTimersByTimeAsync(50);
    expect(store.calls).toBe(2);
    store.works = true;
    await vi.advanceTimersByTimeAsync(100);
    expect([store.calls, inDoubt.count]).toEqual([3, 0]);
  } finally {
    vi.useRealTimers();
  }
});
