/**
 * Carries out changes: the only code that writes to an account. A table with a row for each kind of
 * change; after each one the books of the card are asserted, so that a wrong change stops here.
 */
import { Account } from './account.ts';
import type { CardRecord } from './card.ts';
import type { Change } from './change.ts';
import type { Kept } from './kept.ts';
import { SpendLog } from './spend-log.ts';
import type { StoredAnswer } from './stored-answer.ts';

/** Where the stored answers of a card and the names that lead to them are kept. */
export interface AnswerTable {
  keep(key: string, answer: StoredAnswer, isNew: boolean): void;
  rewrite(key: string, answer: StoredAnswer): void;
  point(name: string, key: string, keptUntilMs: number, isNew: boolean): void;
}

/** What changes are applied to. */
export interface CardState {
  /** Undefined: the card is not on file; only its answers can change. */
  account: Account | undefined;
  readonly answers: AnswerTable;
  /** Where spends and holds are counted. */
  readonly kept: Kept;
  /** For how long spends are kept, milliseconds. */
  readonly retentionMs: number;
}

type ChangeOf<K extends Change['kind']> = Extract<Change, { readonly kind: K }>;
type Appliers = { [K in Change['kind']]: (state: CardState, change: ChangeOf<K>) => void };

export const APPLIERS: Appliers = {
  spendEntered: (state, { spend }) => {
    const account = accountOf(state);
    must(spend.amountMinor >= 0, 'a spend is below zero');
    account.log ??= new SpendLog(state.kept);
    account.log.add(spend, state.retentionMs);
    account.lastSpendId = spend.id;
    account.card.clockMs = spend.instantMs;
  },
  spendCorrected: (state, { id, amountMinor }) => {
    must(amountMinor >= 0, 'a spend is corrected to below zero');
    accountOf(state).log?.correct(id, amountMinor);
  },
  holdSet: (state, { hold }) => {
    const account = accountOf(state);
    must(hold.amountMinor >= 0, 'a hold is below zero');
    account.holdsByKey ??= new Map();
    if (!account.holdsByKey.has(hold.key)) state.kept.holds += 1;
    account.card.holdsMinor += hold.amountMinor - (account.hold(hold.key)?.amountMinor ?? 0);
    account.holdsByKey.set(hold.key, hold);
    account.holdsDueMs = Math.min(account.holdsDueMs, hold.expiresAtMs);
  },
  holdEnded: (state, { key }) => {
    const account = accountOf(state);
    const hold = account.hold(key);
    if (hold === undefined) return;
    account.card.holdsMinor -= hold.amountMinor;
    account.holdsByKey?.delete(key);
    state.kept.holds -= 1;
    // A card can have thousands of holds, and most that end are not the first one due.
    if (hold.expiresAtMs <= account.holdsDueMs) account.holdsDueMs = account.firstDueMs();
  },
  moneyMoved: (state, { fundedMinor, postedMinor, givenBackMinor }) => {
    const { card } = accountOf(state);
    card.fundedMinor += fundedMinor;
    card.postedMinor += postedMinor;
    card.givenBackMinor += givenBackMinor;
    card.ledgerMinor += fundedMinor - postedMinor + givenBackMinor;
  },
  pinTriesSet: (state, { pinTriesUsed }) => {
    accountOf(state).card.pinTriesUsed = pinTriesUsed;
  },
  pinReferenceSet: (state, { pinReference }) => {
    accountOf(state).card.pinReference = pinReference;
  },
  answerKept: (state, { key, answer, isNew }) => state.answers.keep(key, answer, isNew),
  answerRewritten: (state, { key, answer }) => state.answers.rewrite(key, answer),
  namePointed: (state, { name, key, keptUntilMs, isNew }) => state.answers.point(name, key, keptUntilMs, isNew),
  cardCreated: (state, { card }) => {
    must(state.account === undefined, 'a card is created twice');
    state.account = new Account(card);
  },
  cardChanged: (state, { fields }) => {
    Object.assign(accountOf(state).card, fields);
  },
};

/** Throws an Error when a change breaks the books of the card: a bug, never bad input. */
export function apply(state: CardState, change: Change): void {
  // The row of the change's own kind takes it.
  const applier = APPLIERS[change.kind] as (state: CardState, change: Change) => void;
  applier(state, change);
  if (state.account !== undefined) assertBooks(state.account.card, change.kind);
}

function assertBooks(card: CardRecord, kind: Change['kind']): void {
  const { ledgerMinor, fundedMinor, postedMinor, givenBackMinor, holdsMinor, pinTriesUsed } = card;
  if (ledgerMinor === fundedMinor - postedMinor + givenBackMinor && holdsMinor >= 0 && pinTriesUsed >= 0) return;
  throw new Error(`The change ${kind} broke the books of card ${card.token}: ledger ${ledgerMinor}, held ${holdsMinor} minor units.`);
}

function accountOf(state: CardState): Account {
  if (state.account === undefined) throw new Error('A change of an account came for a card that is not on file.');
  return state.account;
}

function must(holds: boolean, otherwise: string): void {
  if (!holds) throw new Error(`A change cannot be applied: ${otherwise}.`);
}
