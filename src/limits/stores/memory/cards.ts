/** The control side of the embedded store. */

import type { Profile } from '../../rules/profile.ts';
import { Account } from '../../state/account.ts';
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

  constructor(parts: MemoryCardsParts) {
    this.#parts = parts;
  }

  async create(cards: readonly NewCard[]): Promise<number> {
    const { accounts } = this.#parts;
    let created = 0;
    for (const card of cards) {
      if (accounts.has(card.token)) continue;
      const account = new Account(newCardRecord(card));
      accounts.set(card.token, account);
      this.#append(account.card, 'issue', card.balanceMinor);
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
    const cards: CardRecord[] = [];
    let at = 0;
    for (const { card } of this.#parts.accounts.values()) {
      if (at >= from + pageSize) return { cards, cursor: String(at) };
      if (at >= from) cards.push({ ...card });
      at += 1;
    }
    return { cards, cursor: '' };
  }

  async fund(token: string, amountMinor: number): Promise<CardRecord | undefined> {
    const card = this.#parts.accounts.get(token)?.card;
    if (card === undefined) return undefined;
    const refusal = fundRefusal(card, amountMinor);
    if (refusal !== '') throw new StoreError('refused', refusal);
    card.ledgerMinor += amountMinor;
    card.fundedMinor += amountMinor;
    this.#append(card, 'fund', amountMinor);
    return { ...card };
  }

  async change(token: string, change: CardChange): Promise<CardRecord | undefined> {
    const card = this.#parts.accounts.get(token)?.card;
    if (card === undefined) return undefined;
    const refusal = changeRefusal(card.status, change);
    if (refusal !== '') throw new StoreError('refused', refusal);
    const changed = { ...card, ...changedCard(change) };
    this.#parts.profileOf(changed);
    Object.assign(card, changed);
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
    this.#parts.journal.append(this.#parts.nowMs(), card.token, event, '', '', '', amountMinor, outcome, card.ledgerMinor, '');
  }
}

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
