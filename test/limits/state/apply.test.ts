/** The only code that writes asserts the books of the card after every change. */
import { describe, expect, test } from 'vitest';
import { APPLIERS, apply, type CardState } from '../../../src/limits/state/apply.ts';
import { newCardRecord } from '../../../src/limits/state/card.ts';
import { Kept } from '../../../src/limits/state/kept.ts';

const CARD = newCardRecord({
  token: 'a'.repeat(32),
  maskedPan: '957899******0005',
  expiry: '2811',
  status: 'active',
  profile: 'kronekort',
  pinReference: '1:1234',
  balanceMinor: 10_000,
});

function stateOf(): CardState {
  const state: CardState = {
    account: undefined,
    answers: { keep: () => {}, rewrite: () => {}, point: () => {} },
    kept: new Kept(),
    retentionMs: 1_000,
  };
  apply(state, { kind: 'cardCreated', card: CARD });
  return state;
}

const SPEND = { id: 1, instantMs: 5, amountMinor: 300, type: 'purchase', channel: 'pos', mcc: 5411 } as const;

describe('changes', () => {
  test('a spend, its hold and its money: the sums of the card follow', () => {
    const state = stateOf();
    apply(state, { kind: 'spendEntered', spend: SPEND });
    apply(state, { kind: 'holdSet', hold: { key: 'k', expiresAtMs: 99, amountMinor: 300, spendIds: [1] } });
    expect(state.account?.card).toMatchObject({ holdsMinor: 300, ledgerMinor: 10_000, clockMs: 5 });
    apply(state, { kind: 'holdSet', hold: { key: 'k', expiresAtMs: 99, amountMinor: 200, spendIds: [1] } });
    expect(state.account?.card.holdsMinor).toBe(200);
    apply(state, { kind: 'holdEnded', key: 'k' });
    apply(state, { kind: 'moneyMoved', fundedMinor: 0, postedMinor: 250, givenBackMinor: 0 });
    apply(state, { kind: 'spendCorrected', id: 1, amountMinor: 250 });
    expect(state.account?.card).toMatchObject({ holdsMinor: 0, ledgerMinor: 9_750, postedMinor: 250 });
    expect(state.account?.spends).toEqual([{ ...SPEND, amountMinor: 250 }]);
  });

  test('a ledger that is not funded − posted + given back stops the change', () => {
    const state = stateOf();
    const right = APPLIERS.moneyMoved;
    try {
      APPLIERS.moneyMoved = (at, change) => {
        right(at, change);
        if (at.account !== undefined) at.account.card.ledgerMinor += 1;
      };
      expect(() => apply(state, { kind: 'moneyMoved', fundedMinor: 0, postedMinor: 1, givenBackMinor: 0 })).toThrow(
        /moneyMoved broke the books/,
      );
    } finally {
      APPLIERS.moneyMoved = right;
    }
  });

  test.each([
    [{ kind: 'holdSet', hold: { key: 'k', expiresAtMs: 1, amountMinor: -1, spendIds: [] } }, /below zero/],
    [{ kind: 'spendCorrected', id: 1, amountMinor: -1 }, /below zero/],
    [{ kind: 'spendEntered', spend: { ...SPEND, amountMinor: -1 } }, /below zero/],
    [{ kind: 'pinTriesSet', pinTriesUsed: -1 }, /broke the books/],
    [{ kind: 'cardCreated', card: CARD }, /created twice/],
  ] as const)('%j is refused', (change, sentence) => {
    expect(() => apply(stateOf(), change)).toThrow(sentence);
  });

  test('a change of an account needs a card on file', () => {
    const state: CardState = { ...stateOf(), account: undefined };
    expect(() => apply(state, { kind: 'pinTriesSet', pinTriesUsed: 1 })).toThrow(/not on file/);
  });
});
