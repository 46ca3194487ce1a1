/**
 * One command's view of the embedded store, and what its changes are applied to. Everything that
 * the transition looks at is found here once.
 */
import type { OriginalReference, SentMessage, StoreCommand } from '../../rules/command.ts';
import { isFollowUp } from '../../rules/event.ts';
import { KEY_NAME, namesOf, senderName, senderOf } from '../../rules/names.ts';
import type { Profile } from '../../rules/profile.ts';
import { isOtherKeyOf, isSentBefore } from '../../rules/sent-before.ts';
import type { Original, View } from '../../rules/view.ts';
import type { Usage } from '../../rules/window.ts';
import type { Account } from '../../state/account.ts';
import type { AnswerTable, CardState } from '../../state/apply.ts';
import type { CardRecord } from '../../state/card.ts';
import { REVERSED_FIRST } from '../../state/change.ts';
import type { Kept } from '../../state/kept.ts';
import type { StoredAnswer } from '../../state/stored-answer.ts';
import type { AnswerTable as Table } from './answer-table.ts';

const NO_NAMES: readonly string[] = [];
const NO_USAGE: Usage = { amountMinor: 0, count: 0 };

export interface CardViewParts {
  readonly token: string;
  readonly account: Account | undefined;
  readonly table: Table;
  readonly profile: Profile;
  readonly nowMs: number;
  readonly retentionMs: number;
  readonly kept: Kept;
}

export class CardView implements View, CardState, AnswerTable {
  readonly nowMs: number;
  readonly retentionMs: number;
  readonly profile: Profile;
  readonly account: Account | undefined;
  readonly kept: Kept;
  readonly card: CardRecord | undefined;
  readonly nextSpendId: number;
  readonly answers: AnswerTable = this;
  holdIsLive = false;
  stored: StoredAnswer | undefined = undefined;
  storedKey = '';
  reversedFirst = false;
  names: readonly string[] = NO_NAMES;
  namesAreNew = true;
  original: Original | undefined = undefined;
  originalReversedFirst = false;
  readonly #table: Table;
  readonly #token: string;
  /** Number of the card; 0: not on file. */
  readonly #number: number;
  /** In front of keys and names: the token of a card that is not on file. */
  readonly #prefix: string;

  constructor({ token, account, table, profile, nowMs, retentionMs, kept }: CardViewParts) {
    this.nowMs = nowMs;
    this.retentionMs = retentionMs;
    this.profile = profile;
    this.account = account;
    this.kept = kept;
    this.card = account === undefined ? undefined : account.card;
    this.nextSpendId = account === undefined ? 1 : account.lastSpendId + 1;
    this.#table = table;
    this.#token = token;
    this.#number = account === undefined ? 0 : account.number;
    this.#prefix = account === undefined ? `${token}:` : '';
  }

  usage(limitIndex: number): Usage {
    return this.account === undefined ? NO_USAGE : this.account.usage(this.profile.limits, limitIndex, this.nowMs);
  }

  spendAmountMinor(spendId: number): number {
    return this.account === undefined ? 0 : this.account.spendAmountMinor(spendId);
  }

  /** Looks up the stored answer, the command's own names, and the original that it names. */
  find(command: StoreCommand): this {
    this.stored = this.#answer(command.key);
    this.storedKey = command.key;
    if (this.stored === undefined) {
      this.#findNames(command);
      if (this.stored === undefined && command.sentAs.length > 0) this.#findSent(command, command.sentAs);
    }
    if (command.original !== undefined) {
      this.#findOriginal(command.original, command);
      this.holdIsLive = this.original?.hold !== undefined;
    }
    return this;
  }

  /** For a take-back: the attempt's own answer, or that to an earlier sending, is the original. */
  findOwn(message: SentMessage): this {
    this.stored = this.#answer(message.key);
    this.storedKey = message.key;
    if (this.stored === undefined) this.#findSent(message, message.sentAs);
    if (this.stored !== undefined) this.original = this.#linked(this.storedKey, this.stored);
    return this;
  }

  /** For a command of the issuer: what is kept under its key, which may be empty. */
  findKept(key: string): this {
    this.stored = key === '' ? undefined : this.#answer(key);
    this.storedKey = key;
    return this;
  }

  answerOf(key: string): StoredAnswer | undefined {
    return this.#answer(key);
  }

  keep(key: string, answer: StoredAnswer, isNew: boolean): void {
    this.#table.keep(this.#number, this.#prefix + key, answer, isNew);
  }

  rewrite(key: string, answer: StoredAnswer): void {
    if (this.#table.rewrite(this.#number, this.#prefix + key, answer, this.nowMs)) return;
    if (this.#mayHaveBeenUnknown) this.#table.rewrite(0, `${this.#token}:${key}`, answer, this.nowMs);
  }

  point(name: string, key: string, keptUntilMs: number, isNew: boolean): void {
    const pointed = key === REVERSED_FIRST ? key : this.#prefix + key;
    this.#table.point(this.#number, prefixed(name, this.#prefix), pointed, { keptUntilMs, isNew, nowMs: this.nowMs });
  }

  /** The card was issued after messages about it had come. */
  get #mayHaveBeenUnknown(): boolean {
    return this.#number !== 0 && this.#table.hasUnknownCards;
  }

  #answer(key: string): StoredAnswer | undefined {
    const answer = this.#table.get(this.#number, this.#prefix + key, this.nowMs);
    if (answer !== undefined || !this.#mayHaveBeenUnknown) return answer;
    return this.#table.get(0, `${this.#token}:${key}`, this.nowMs);
  }

  #pointed(name: string): string | undefined {
    const key = this.#table.pointed(this.#number, prefixed(name, this.#prefix), this.nowMs);
    const found =
      key === undefined && this.#mayHaveBeenUnknown ? this.#table.pointed(0, prefixed(name, `${this.#token}:`), this.nowMs) : key;
    return found?.startsWith(`${this.#token}:`) ? found.slice(this.#token.length + 1) : found;
  }

  #findNames(command: StoreCommand): void {
    this.names = namesOf(command);
    if (isFollowUp(command.event) && command.event !== 'advice') {
      // It shares its names with the transaction that it follows: they say nothing about itself.
      this.namesAreNew = false;
      return;
    }
    for (const name of this.names) {
      const pointed = this.#pointed(name);
      if (pointed === undefined) continue;
      this.namesAreNew = false;
      if (pointed === REVERSED_FIRST) this.reversedFirst = true;
      else if (this.stored === undefined && !command.repeat) this.#takeSent(command, pointed);
    }
  }

  /** Looks for an earlier sending of the message; the first name that leads to one counts. */
  #findSent(message: SentMessage, names: readonly string[]): void {
    for (const name of names) {
      const isKey = name.startsWith(KEY_NAME);
      const key = isKey ? name.slice(KEY_NAME.length) : this.#pointed(name);
      if (key !== undefined && key !== REVERSED_FIRST && this.#takeSent(message, key)) return;
    }
  }

  /** True when the answer under the key is that to an earlier sending of the message. */
  #takeSent(message: SentMessage, key: string): boolean {
    const answer = this.#answer(key);
    if (answer === undefined || !isSentBefore(message, key, answer, this.nowMs)) return false;
    if (answer.state === 'reversedFirst') this.reversedFirst = true;
    else {
      this.stored = answer;
      this.storedKey = key;
    }
    return true;
  }

  /**
   * By key, then RRN, then STAN and date. The names may not lead to a message of another terminal,
   * STAN or class than the key that was given names, nor to the command itself.
   */
  #findOriginal(named: OriginalReference, command: StoreCommand): void {
    if (named.key !== '') {
      const answer = this.#answer(named.key);
      if (answer?.state === 'reversedFirst') this.originalReversedFirst = true;
      else if (answer !== undefined) this.original = this.#linked(named.key, answer);
      if (answer !== undefined) return;
    }
    const names = namesOf(named);
    for (const name of names) {
      const key = this.#pointed(name);
      const answer = key === undefined || key === command.key ? undefined : this.#answer(key);
      if (key === undefined || answer === undefined) continue;
      if (named.key !== '' && senderOf(named.key) !== senderOf(key)) continue;
      if (named.approvalCode !== '' && answer.approvalCode !== named.approvalCode) continue;
      this.original = this.#linked(key, answer);
      return;
    }
    if (named.key !== '' && this.#findByOtherKey(named.key, named.approvalCode)) return;
    const [strongest] = names;
    if (named.key === '' && strongest !== undefined) {
      this.originalReversedFirst = this.#pointed(strongest) === REVERSED_FIRST;
    }
  }

  /** The message that is named was sent with other transmission times, too. */
  #findByOtherKey(namedKey: string, approvalCode: string): boolean {
    const key = this.#pointed(senderName(namedKey));
    const answer = key === undefined ? undefined : this.#answer(key);
    if (key === undefined || answer === undefined || !isOtherKeyOf(key, namedKey)) return false;
    if (answer.state === 'reversedFirst') this.originalReversedFirst = true;
    else if (approvalCode !== '' && answer.approvalCode !== approvalCode) return false;
    else this.original = this.#linked(key, answer);
    return true;
  }

  #linked(key: string, answer: StoredAnswer): Original {
    const { holdKey } = answer;
    const hold = this.account?.hold(holdKey === '' ? key : holdKey);
    const linked = holdKey === '' ? undefined : this.#answer(holdKey);
    return { key, answer, hold, preAuthorization: linked === undefined ? undefined : { key: holdKey, answer: linked } };
  }
}

/** Behind the letter of the name. */
function prefixed(name: string, prefix: string): string {
  return prefix === '' ? name : `${name.slice(0, 2)}${prefix}${name.slice(2)}`;
}
