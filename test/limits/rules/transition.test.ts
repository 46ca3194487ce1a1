/** What a command does to a card is data: the decision and the changes that follow from what was found. */
import { describe, expect, test } from 'vitest';
import type { Attempt, FollowUp } from '../../../src/limits/rules/command.ts';
import type { DecisionInput } from '../../../src/limits/rules/decide.ts';
import { KRONEKORT } from '../../../src/limits/rules/profile.ts';
import { transition } from '../../../src/limits/rules/transition.ts';
import type { View } from '../../../src/limits/rules/view.ts';
import { newCardRecord } from '../../../src/limits/state/card.ts';
import type { StoredAnswer } from '../../../src/limits/state/stored-answer.ts';

const NOW_MS = Date.UTC(2026, 10, 29, 12);
const KEEP_MS = 1_000_000;
const PIN = '1:1234';

const CARD = newCardRecord({
  token: 'a'.repeat(32),
  maskedPan: '957899******0005',
  expiry: '2811',
  status: 'active',
  profile: 'kronekort',
  pinReference: PIN,
  balanceMinor: 10_000,
});

const BASE = {
  cardToken: CARD.token,
  maskedPan: CARD.maskedPan,
  fingerprint: 'f',
  attemptId: 'a1',
  repeat: false,
  localTime: 1_129_120_000,
  sentAs: [] as readonly string[],
  instantMs: NOW_MS,
  refusal: '',
  terminalId: 'T',
  type: 'purchase',
  channel: 'pos',
  mcc: 5411,
  amountMinor: 300,
  rrn: 'R1',
  stanDate: 'T.1.1129',
  original: undefined,
  approvalCode: 'CODE01',
} as const;

function attempt(changes: Partial<Attempt> = {}): Attempt {
  return {
    ...BASE,
    key: 'T.1.1.f',
    event: 'spend',
    terminalType: 'pos',
    entryMode: 'chip',
    domestic: true,
    pin: 'given',
    pinReferences: [PIN],
    newPinReference: '',
    holdMs: 1_000,
    allowPartial: false,
    wantsSnapshot: false,
    ...changes,
  };
}

function followUp(changes: Partial<FollowUp>): FollowUp {
  return {
    ...BASE,
    key: 'T.1.2.r',
    event: 'reversal',
    replacementMinor: 0,
    toleranceMinor: 0,
    unknownOriginal: 'approved',
    ...changes,
  };
}

/** Frozen, so that a transition that writes to it throws. */
function viewOf(changes: Partial<View & DecisionInput> = {}): View & DecisionInput {
  return Object.freeze({
    nowMs: NOW_MS,
    retentionMs: KEEP_MS,
    profile: KRONEKORT,
    card: Object.freeze({ ...CARD }),
    stored: undefined,
    storedKey: 'T.1.1.f',
    reversedFirst: false,
    names: ['r/R1', 's/T.1.1129'],
    namesAreNew: true,
    original: undefined,
    originalReversedFirst: false,
    holdIsLive: false,
    nextSpendId: 7,
    usage: () => ({ amountMinor: 0, count: 0 }),
    spendAmountMinor: () => 300,
    ...changes,
  });
}

const ANSWER: StoredAnswer = Object.freeze({
  fingerprint: 'f',
  attemptIds: ['a0'],
  state: 'standing',
  event: 'spend',
  outcome: 'approved',
  approvalCode: 'CODE00',
  approvedAmountMinor: 300,
  ledgerMinor: 9_700,
  availableMinor: 9_700,
  decidedAtMs: NOW_MS - 1,
  flag: '',
  keptUntilMs: NOW_MS + KEEP_MS - 1,
  standingMinor: 300,
  spendIds: [6],
  holdKey: '',
  pinChanged: '',
  localTime: 1_129_120_000,
  fromRepeat: false,
});

function kinds(view: View & DecisionInput, command: Attempt | FollowUp): readonly string[] {
  return transition(view, command).changes.map(({ kind }) => kind);
}

describe('a request', () => {
  test('approved: names, spend, money and answer, and the sums after them', () => {
    const { decision, changes } = transition(viewOf(), attempt());
    expect(decision).toMatchObject({ outcome: 'approved', approvedAmountMinor: 300, ledgerMinor: 9_700, availableMinor: 9_700 });
    expect(changes).toEqual([
      { kind: 'namePointed', name: 'r/R1', key: 'T.1.1.f', keptUntilMs: NOW_MS + KEEP_MS, isNew: true },
      { kind: 'namePointed', name: 's/T.1.1129', key: 'T.1.1.f', keptUntilMs: NOW_MS + KEEP_MS, isNew: true },
      { kind: 'spendEntered', spend: { id: 7, instantMs: NOW_MS, amountMinor: 300, type: 'purchase', channel: 'pos', mcc: 5411 } },
      { kind: 'moneyMoved', fundedMinor: 0, postedMinor: 300, givenBackMinor: 0 },
      { kind: 'answerKept', key: 'T.1.1.f', isNew: true, answer: expect.objectContaining({ outcome: 'approved', spendIds: [7] }) },
    ]);
  });

  test('declined for a wrong PIN: only the try and the answer', () => {
    expect(kinds(viewOf({ names: [] }), attempt({ pinReferences: ['1:0000'] }))).toEqual(['pinTriesSet', 'answerKept']);
  });

  test('a pre-authorization: a hold instead of money', () => {
    expect(kinds(viewOf({ names: [] }), attempt({ event: 'hold' }))).toEqual(['spendEntered', 'holdSet', 'answerKept']);
  });

  test('a repeat: the stored answer, and the attempt is noted', () => {
    const { decision, changes } = transition(viewOf({ stored: ANSWER }), attempt());
    expect(decision).toMatchObject({ repeated: true, approvalCode: 'CODE00' });
    expect(changes).toEqual([{ kind: 'answerRewritten', key: 'T.1.1.f', answer: { ...ANSWER, attemptIds: ['a0', 'a1'] } }]);
  });

  test('the same key with other content: a decline that changes nothing', () => {
    const { decision, changes } = transition(viewOf({ stored: ANSWER }), attempt({ fingerprint: 'g' }));
    expect([decision.outcome, changes]).toEqual(['duplicateTransmission', []]);
  });
});

describe('a follow-up', () => {
  const original = { key: 'T.1.1.f', answer: ANSWER, hold: undefined, preAuthorization: undefined };
  const named = { key: 'T.1.1.f', rrn: '', approvalCode: '', stanDate: '' };

  test('a full reversal: money back, the spend removed, the original undone', () => {
    const { decision, changes } = transition(viewOf({ original }), followUp({ original: named }));
    expect(decision).toMatchObject({ outcome: 'approved', approvedAmountMinor: 300, ledgerMinor: 10_300 });
    expect(changes.slice(0, 3)).toEqual([
      { kind: 'moneyMoved', fundedMinor: 0, postedMinor: 0, givenBackMinor: 300 },
      { kind: 'spendCorrected', id: 6, amountMinor: 0 },
      { kind: 'answerRewritten', key: 'T.1.1.f', answer: { ...ANSWER, state: 'undone', standingMinor: 0, spendIds: [] } },
    ]);
  });

  test('a partial reversal: the replacement amount stands', () => {
    const { decision, changes } = transition(viewOf({ original }), followUp({ original: named, replacementMinor: 100 }));
    expect(decision.approvedAmountMinor).toBe(200);
    expect(changes).toContainEqual({ kind: 'spendCorrected', id: 6, amountMinor: 100 });
  });

  test('a reversal of an unknown original is remembered under its key', () => {
    const { changes } = transition(viewOf(), followUp({ original: named }));
    expect(changes.at(-2)).toMatchObject({ kind: 'answerKept', key: 'T.1.1.f', answer: { state: 'reversedFirst', fingerprint: '' } });
  });

  test('a completion: the hold ends, the final amount is posted at the instants of the hold', () => {
    const hold = { key: 'T.1.1.f', expiresAtMs: NOW_MS + 1, amountMinor: 300, spendIds: [6] };
    const held = { key: 'T.1.1.f', answer: { ...ANSWER, state: 'held', event: 'hold' } as const, hold, preAuthorization: undefined };
    const card = Object.freeze({ ...CARD, holdsMinor: 300 });
    const command = followUp({ event: 'completion', amountMinor: 250, original: named });
    const { decision, changes } = transition(viewOf({ card, original: held }), command);
    expect(decision).toMatchObject({ ledgerMinor: 9_750, availableMinor: 9_750, flag: '' });
    expect(changes.map(({ kind }) => kind)).toEqual(['holdEnded', 'moneyMoved', 'spendCorrected', 'answerKept', 'answerKept']);
    expect(changes[3]).toMatchObject({ key: 'T.1.1.f', answer: { state: 'settled', standingMinor: 250 } });
  });
});
