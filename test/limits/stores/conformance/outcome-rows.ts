/** One row per decline, in the order of the outcome table, each with everything after it failing too: the first check wins. */
import { expect } from 'vitest';
import type { Attempt } from '../../../../src/limits/rules/command.ts';
import type { NewCard } from '../../../../src/limits/state/card.ts';
import type { Outcome } from '../../../../src/protocol/outcome.ts';
import { type ConformanceCase, PIN_REFERENCE, T0, type World, WRONG_REFERENCE } from './world.ts';

export interface OutcomeConformanceRow {
  readonly outcome: Outcome;
  readonly when: string;
  readonly card?: Partial<NewCard> | 'none';
  readonly attempt: Partial<Attempt>;
  readonly before?: (world: World) => Promise<void>;
  /** PIN tries used afterwards; default 0. */
  readonly tries?: number;
}

const atm = { type: 'cash', channel: 'atm', mcc: 6011, terminalType: 'atm' } as const;
/** Fails check 16, and 15 and 14 when nothing before does. */
const TOO_MUCH = { ...atm, amountMinor: 990_001 } as const;
const WRONG = { ...TOO_MUCH, pinReferences: [WRONG_REFERENCE] };
const INQUIRY: Partial<Attempt> = { event: 'inquiry', type: 'balanceInquiry', amountMinor: 0 };
const PIN_CHANGE: Partial<Attempt> = { event: 'pinChange', type: 'pinChange', amountMinor: 0, newPinReference: '1:4321' };
const NO_PIN = { ...TOO_MUCH, pin: 'absent', pinReferences: [] } as const;
const NOT_PERMITTED = { ...NO_PIN, entryMode: 'fallback' } as const;
const ABROAD = { ...NOT_PERMITTED, domestic: false } as const;
const POOR = { balanceMinor: 100 };
const EXPIRED = { ...POOR, expiry: '2605' };

async function useTries(world: World, count: number): Promise<void> {
  for (let n = 0; n < count; n += 1) await world.decide(world.attempt({ pinReferences: [WRONG_REFERENCE] }));
}

export const OUTCOME_ROWS: readonly OutcomeConformanceRow[] = [
  { outcome: 'approved', when: 'everything is right', attempt: {} },
  { outcome: 'approved', when: 'right PIN after two wrong: tries reset', attempt: {}, before: (w) => useTries(w, 2) },
  { outcome: 'invalidTransaction', when: 'the type check refused', card: 'none', attempt: { ...ABROAD, refusal: 'invalidTransaction' } },
  { outcome: 'invalidAmount', when: 'the amount check refused', card: 'none', attempt: { ...ABROAD, refusal: 'invalidAmount' } },
  { outcome: 'noSuchIssuer', when: 'the range check refused', card: 'none', attempt: { ...ABROAD, refusal: 'noSuchIssuer' } },
  { outcome: 'invalidCardNumber', when: 'the card is not on file', card: 'none', attempt: ABROAD },
  { outcome: 'lostCard', when: 'the card is lost', card: { ...EXPIRED, status: 'lost' }, attempt: ABROAD },
  { outcome: 'stolenCard', when: 'the card is stolen', card: { ...EXPIRED, status: 'stolen' }, attempt: ABROAD },
  { outcome: 'restrictedCard', when: 'the card is blocked', card: { ...EXPIRED, status: 'blocked' }, attempt: ABROAD },
  { outcome: 'cardNotEffective', when: 'the card is not active yet', card: { ...EXPIRED, status: 'inactive' }, attempt: ABROAD },
  { outcome: 'accountClosed', when: 'the account is closed', card: { ...EXPIRED, status: 'closed' }, attempt: ABROAD },
  { outcome: 'expiredCard', when: 'the card expired last month', card: EXPIRED, attempt: ABROAD },
  { outcome: 'restrictedCard', when: 'the use is abroad', card: POOR, attempt: ABROAD },
  { outcome: 'notPermittedToCardholder', when: 'the use is e-commerce', card: POOR, attempt: { ...NO_PIN, entryMode: 'ecommerce' } },
  {
    outcome: 'notPermittedToCardholder',
    when: 'a chip is read at an e-commerce terminal',
    card: POOR,
    attempt: { ...NO_PIN, terminalType: 'ecommerce' },
  },
  { outcome: 'notPermittedToTerminal', when: 'the stripe was read for a failed chip', card: POOR, attempt: NOT_PERMITTED },
  {
    outcome: 'pinTriesExceeded',
    when: 'three tries are used and the PIN is absent',
    card: POOR,
    attempt: NO_PIN,
    before: (w) => useTries(w, 3),
    tries: 3,
  },
  {
    outcome: 'pinTriesExceeded',
    when: 'three tries are used and the PIN is right',
    card: POOR,
    attempt: TOO_MUCH,
    before: (w) => useTries(w, 3),
    tries: 3,
  },
  { outcome: 'pinRequired', when: 'the PIN is absent', card: POOR, attempt: NO_PIN, before: (w) => useTries(w, 2), tries: 2 },
  {
    outcome: 'pinBlockError',
    when: 'the PIN block is malformed',
    card: POOR,
    attempt: { ...NO_PIN, pin: 'malformed' },
    before: (w) => useTries(w, 2),
    tries: 2,
  },
  { outcome: 'incorrectPin', when: 'the PIN is wrong', card: POOR, attempt: WRONG, tries: 1 },
  {
    outcome: 'incorrectPin',
    when: 'the PIN is wrong the second time',
    card: POOR,
    attempt: WRONG,
    before: (w) => useTries(w, 1),
    tries: 2,
  },
  {
    outcome: 'pinTriesExceeded',
    when: 'the wrong PIN uses the last try',
    card: POOR,
    attempt: WRONG,
    before: (w) => useTries(w, 2),
    tries: 3,
  },
  {
    outcome: 'exceedsAmountLimit',
    when: 'one øre over an ATM limit, right PIN after two wrong',
    card: POOR,
    attempt: TOO_MUCH,
    before: (w) => useTries(w, 2),
  },
  { outcome: 'exceedsAmountLimit', when: 'one øre over a shop limit', card: POOR, attempt: { amountMinor: 5_000_001 } },
  {
    outcome: 'exceedsAmountLimit',
    when: 'the second of nested limits',
    card: { profile: 'nested' },
    attempt: { ...atm, amountMinor: 250_001 },
  },
  {
    outcome: 'exceedsCountLimit',
    when: 'the eleventh use of a day',
    card: { profile: 'nested' },
    attempt: { amountMinor: 1 },
    before: tenUses,
  },
  {
    outcome: 'exceedsAmountLimit',
    when: 'amount before count',
    card: { profile: 'nested' },
    attempt: { amountMinor: 799_991 },
    before: tenUses,
  },
  {
    outcome: 'insufficientFunds',
    when: 'one øre is missing',
    card: { balanceMinor: 9_999 },
    attempt: { amountMinor: 10_000 },
    before: (w) => useTries(w, 2),
  },
  { outcome: 'approved', when: 'the balance is just enough', card: { balanceMinor: 10_000 }, attempt: { amountMinor: 10_000 } },
  { outcome: 'approved', when: 'one of several keys gives the reference', attempt: { pinReferences: ['2:1111', PIN_REFERENCE] } },
  { outcome: 'incorrectPin', when: 'the reference is under another key index', attempt: { pinReferences: ['2:3244', '1:324'] }, tries: 1 },
  { outcome: 'approved', when: 'abroad, with a profile that allows it', card: { profile: 'filtered' }, attempt: { domestic: false } },
  {
    outcome: 'approved',
    when: 'an inquiry with an empty account',
    card: { balanceMinor: 0 },
    attempt: INQUIRY,
  },
  { outcome: 'pinRequired', when: 'an inquiry without a PIN', attempt: { ...NO_PIN, ...INQUIRY } },
  { outcome: 'restrictedCard', when: 'an inquiry on a blocked card', card: { status: 'blocked' }, attempt: INQUIRY },
  { outcome: 'restrictedCard', when: 'an inquiry abroad', attempt: { ...INQUIRY, domestic: false } },
  { outcome: 'pinRequired', when: 'a PIN change without the PIN', attempt: { ...NO_PIN, ...PIN_CHANGE } },
  { outcome: 'lostCard', when: 'a PIN change of a lost card', card: { status: 'lost' }, attempt: PIN_CHANGE },
];

export async function tenUses(world: World): Promise<void> {
  for (let n = 0; n < 10; n += 1) await world.decide(world.attempt({ amountMinor: 1 }), 'approved');
}

async function checkRow(world: World, row: OutcomeConformanceRow): Promise<void> {
  if (row.card !== 'none') await world.issue(row.card);
  await row.before?.(world);
  const before = await world.store.cards.get(world.token);
  const attempt = world.attempt(row.attempt);
  const decision = await world.decide(attempt, row.outcome);
  const after = await world.store.cards.get(world.token);
  const approved = row.outcome === 'approved';
  const debited = approved && attempt.event === 'spend' ? attempt.amountMinor : 0;
  expect(decision.approvalCode).toBe(approved ? attempt.approvalCode : '');
  expect(decision.approvedAmountMinor).toBe(debited);
  expect(decision.decidedAtMs).toBe(T0);
  expect(decision.repeated).toBe(false);
  expect(decision.ledgerMinor).toBe((before?.ledgerMinor ?? 0) - debited);
  if (before === undefined) return expect(after).toBeUndefined();
  expect(after).toEqual({
    ...before,
    pinTriesUsed: row.tries ?? 0,
    ledgerMinor: before.ledgerMinor - debited,
    postedMinor: before.postedMinor + debited,
    clockMs: debited > 0 ? T0 : before.clockMs,
  });
}

export const OUTCOME_CASES: readonly ConformanceCase[] = OUTCOME_ROWS.map((row) => ({
  name: `${row.outcome}: ${row.when}`,
  run: (world) => checkRow(world, row),
}));
