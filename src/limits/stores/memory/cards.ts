/** The cards of the embedded store: issued, funded, changed, listed and read. */

import type { Profile } from '../../rules/profile.ts';
import type { Account } from '../../state/account.ts';
import { type AnswerTable, apply, type CardState } from '../../state/apply.ts';
import {
  type CardChange,
  type CardRecord,
  changedCard,
  changeRefusal,
  fundRefusal,
  type NewCard,
  newCardRecord,
} from '../../state/card.ts';
import type { CardSnapshot } from '../../state/card-snapshot.ts';
import { type CardPage, type CardStore, StoreError } from '../../store.ts';
import type { Journal } from './journal.ts';

export interface MemoryCardsParts {
  readonly accounts: Map<string, Account>;
  readonly journal: Journal;
  readonly profileOf: (card: CardRecord) => Profile;
  readonly nowMs: () => number;
}

export class MemoryCards implements CardStore {
  readonly #parts: MemoryCardsParts;
  /** In the order of their creation, so that a page is found without counting from the first. */
  readonly #created: Account[] = [];

  constructor(parts: MemoryCardsParts) {
    this.#parts = parts;
  }

  async create(cards: readonly NewCard[]): Promise<number> {
    const { accounts } = this.#parts;
    let created = 0;
    for (const card of cards) {
      if (accounts.has(card.token)) continue;
      const state = stateOf(undefined);
      apply(state, { kind: 'cardCreated', card: newCardRecord(card) });
      if (state.account === undefined) continue;
      accounts.set(card.token, state.account);
      this.#created.push(state.account);
      this.#append(state.account.card, 'issue', card.balanceMinor);
      created += 1;
    }
    return created;
  }

  async get(token: string): Promise<CardRecord | undefined> {
    const account = this.#parts.accounts.get(token);
    return account && { ...account.card };
  }

  async getAll(tokens: readonly string[]): Promise<readonly (CardRecord | undefined)[]> {
    return Promise.all(tokens.map((token) => this.get(token)));
  }

  async list(cursor: string, pageSize: number): Promise<CardPage> {
    const from = Number(cursor) || 0;
    const end = from + pageSize;
    const cards = this.#created.slice(from, end).map(({ card }) => ({ ...card }));
    return { cards, cursor: end < this.#created.length ? String(end) : '' };
  }

  async fund(token: string, amountMinor: number): Promise<CardRecord | undefined> {
    const account = this.#parts.accounts.get(token);
    if (account === undefined) return undefined;
    const { card } = account;
    const refusal = fundRefusal(card, amountMinor);
    if (refusal !== '') throw new StoreError('refused', refusal);
    apply(stateOf(account), { kind: 'moneyMoved', fundedMinor: amountMinor, postedMinor: 0, givenBackMinor: 0 });
    this.#append(card, 'fund', amountMinor);
    return { ...card };
  }

  async change(token: string, change: CardChange): Promise<CardRecord | undefined> {
    const account = this.#parts.accounts.get(token);
    if (account === undefined) return undefined;
    const { card } = account;
    const refusal = changeRefusal(card.status, change);
    if (refusal !== '') throw new StoreError('refused', refusal);
    const fields = changedCard(change);
    // Throws when the new profile is not configured.
    this.#parts.profileOf({ ...card, ...fields });
    apply(stateOf(account), { kind: 'cardChanged', fields });
    this.#append(card, 'change', 0, Object.keys(change).join(','));
    return { ...card };
  }

  async snapshot(token: string, instantMs: number): Promise<CardSnapshot | undefined> {
    const account = this.#parts.accounts.get(token);
    if (account === undefined) return undefined;
    const nowMs = Math.max(instantMs || this.#parts.nowMs(), account.card.clockMs);
    return snapshotOf(account, this.#parts.profileOf(account.card), nowMs);
  }

  #append(card: CardRecord, event: string, amountMinor: number, outcome = ''): void {
    const { token: cardToken, ledgerMinor } = card;
    this.#parts.journal.happened({ atMs: this.#parts.nowMs(), cardToken, event, amountMinor, outcome, ledgerMinor });
  }
}

/** What the control side applies changes to: it keeps no answers. */
function stateOf(account: Account | undefined): CardState {
  return { account, answers: NO_ANSWERS, retentionMs: 0 };
}

function refuseAnswer(): never {
  throw new Error('The control side of the store keeps no answers.');
}

const NO_ANSWERS: AnswerTable = { keep: refuseAnswer, rewrite: refuseAnswer, point: refuseAnswer };

/** Copies, so that what is decided later does not show in it. */
export function snapshotOf(account: Account, profile: Profile, nowMs: number): CardSnapshot {
  if (account.log !== undefined) account.usage(profile.limits, 0, nowMs);
  return {
    card: { ...account.card },
    spends: [...account.spends],
    holds: account.holds,
    running: account.log?.running(nowMs) ?? [],
    nowMs,
  };
}
