/**
 * Frees what cards without messages hold: holds whose time is over, and spends that no window
 * reaches. Cards with messages do so by themselves. One account is looked at for every eighth decision:
 * it is rarely in a cache.
 */
import type { Account } from '../../state/account.ts';
import type { Accounts } from './accounts.ts';

const DECISIONS_PER_LOOK = 8;

export interface AccountSweepParts {
  readonly accounts: Accounts;
  /** The clock of a card by its number. */
  readonly clockOf: (card: number) => number;
  /** How long spends are kept. */
  readonly retentionMs: number;
  readonly endHolds: (account: Account, nowMs: number) => void;
}

export class AccountSweep {
  readonly #parts: AccountSweepParts;
  #number = 0;
  #decisions = 0;

  constructor(parts: AccountSweepParts) {
    this.#parts = parts;
  }

  /** Called at each decision. */
  decided(): void {
    this.#decisions += 1;
    if (this.#decisions % DECISIONS_PER_LOOK === 0) this.step(1);
  }

  step(accounts: number): void {
    for (let left = Math.min(accounts, this.#parts.accounts.count); left > 0; left -= 1) {
      this.#number = this.#number >= this.#parts.accounts.count ? 1 : this.#number + 1;
      const account = this.#parts.accounts.numbered(this.#number);
      if (account?.log !== undefined) this.#look(account);
    }
  }

  #look(account: Account): void {
    const { clockOf, retentionMs, endHolds } = this.#parts;
    const nowMs = Math.max(clockOf(account.number), account.card.clockMs);
    if (account.holdsDueMs <= nowMs) endHolds(account, nowMs);
    // The spends of a hold that could not be ended stay with it.
    if (account.holdsDueMs > nowMs) account.trimSpends(nowMs, retentionMs);
  }
}
