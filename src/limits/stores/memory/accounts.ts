/** The accounts of the embedded store, by the token of their card and by its number. */
import type { Account } from '../../state/account.ts';
import { Kept } from '../../state/kept.ts';

export class Accounts {
  /** What all accounts together hold. */
  readonly kept = new Kept();
  /** The furthest clock of a card when it was added. */
  latestMs = 0;
  readonly #byToken = new Map<string, Account>();
  /** At its number less 1. */
  readonly #byNumber: Account[] = [];

  get count(): number {
    return this.#byNumber.length;
  }

  get(token: string): Account | undefined {
    return this.#byToken.get(token);
  }

  has(token: string): boolean {
    return this.#byToken.has(token);
  }

  numbered(number: number): Account | undefined {
    return this.#byNumber[number - 1];
  }

  /** A new account gets the next number; one that was read keeps its own. */
  add(account: Account): void {
    if (account.number === 0) account.number = this.#byNumber.length + 1;
    this.#byNumber[account.number - 1] = account;
    this.latestMs = Math.max(this.latestMs, account.card.clockMs);
    account.log?.countIn(this.kept);
    this.kept.holds += account.holdsByKey?.size ?? 0;
    this.#byToken.set(account.card.token, account);
  }

  /** In the order of their numbers, from one place on. */
  *from(at: number): Generator<Account> {
    for (let index = at; index < this.#byNumber.length; index += 1) {
      const account = this.#byNumber[index];
      if (account !== undefined) yield account;
    }
  }
}
