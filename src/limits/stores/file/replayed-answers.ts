/**
 * The stored answers of one card while the log is read at a start. A snapshot may hold already what
 * a record says is new.
 */
import type { Account } from '../../state/account.ts';
import type { AnswerTable } from '../../state/apply.ts';
import { REVERSED_FIRST } from '../../state/change.ts';
import type { StoredAnswer } from '../../state/stored-answer.ts';
import type { AnswerTable as Table } from '../memory/answer-table.ts';

export class ReplayedAnswers implements AnswerTable {
  readonly #table: Table;
  /** 0: not on file. */
  #number = 0;
  #token = '';
  #nowMs = 0;

  constructor(table: Table) {
    this.#table = table;
  }

  /** To the card of the next record; the token is that of the record when it is not on file. */
  move(account: Account | undefined, cardToken: string, atMs: number): void {
    this.#number = account?.number ?? 0;
    this.#token = account?.card.token ?? cardToken;
    this.#nowMs = atMs;
  }

  keep(key: string, answer: StoredAnswer): void {
    this.#table.keep(this.#number, this.#prefixed(key), answer, false);
  }

  rewrite(key: string, answer: StoredAnswer): void {
    if (this.#table.rewrite(this.#number, this.#prefixed(key), answer, this.#nowMs)) return;
    // The card was issued after messages about it had come.
    if (this.#number !== 0 && this.#table.hasUnknownCards) this.#table.rewrite(0, `${this.#token}:${key}`, answer, this.#nowMs);
  }

  point(name: string, key: string, keptUntilMs: number): void {
    const pointed = key === REVERSED_FIRST ? key : this.#prefixed(key);
    const own = this.#number === 0 ? `${name.slice(0, 2)}${this.#token}:${name.slice(2)}` : name;
    this.#table.point(this.#number, own, pointed, { keptUntilMs, isNew: false, nowMs: this.#nowMs });
  }

  #prefixed(key: string): string {
    return this.#number === 0 ? `${this.#token}:${key}` : key;
  }
}
