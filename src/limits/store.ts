/**
 * What a store of cards is. The hot interface is one call per message, each one atomic step;
 * the control interface is for the people who run the programme.
 */
import type { EntryMode, LimitHeadroom, TerminalType, TransactionType } from '../protocol/message.ts';
import type { Outcome } from '../protocol/outcome.ts';
import type { CardRecord, CardStatus, NewCard } from './card.ts';
import type { Channel } from './profile.ts';

/** What the message does to the account. `spend`: debits at once. `inquiry`: moves nothing. */
export type AttemptEvent = 'spend' | 'inquiry';

/** What every message that reaches a store carries. */
interface Keyed {
  readonly cardToken: string;
  /** Idempotency key within the card: terminal, STAN, transmission time, message class. */
  readonly key: string;
  /** What must be the same when the key comes again: type, amount, cashback, currency. */
  readonly content: string;
  /** Names this very attempt, so that a resend after a broken connection is not taken for the terminal's repeat. */
  readonly nonce: string;
  /** The message's instant on a message clock; 0: the store's own clock decides. */
  readonly instantMs: number;
  /** What the checks before the card (5 to 7, range) found; empty when they passed. */
  readonly refusal: Outcome | '';
  readonly terminalId: string;
}

export interface Attempt extends Keyed {
  readonly event: AttemptEvent;
  readonly type: TransactionType;
  readonly channel: Channel;
  readonly mcc: number;
  readonly terminalType: TerminalType | '';
  readonly entryMode: EntryMode | '';
  readonly amountMinor: number;
  /** The country evidence says Norway (check 10). */
  readonly domestic: boolean;
  readonly pin: 'absent' | 'malformed' | 'given';
  /** `<key index>:<value>` for each verification key in use, computed before the card is read. */
  readonly pinReferences: readonly string[];
  readonly approvalCode: string;
  readonly wantsHeadroom: boolean;
}

export interface Reversal extends Keyed {
  readonly originalKey: string;
  readonly approvalCode: string;
}

/** Takes back an attempt that was answered 91 because its decision came too late. */
export interface Void {
  readonly cardToken: string;
  readonly key: string;
  readonly nonce: string;
  readonly instantMs: number;
}

export interface Decision {
  readonly outcome: Outcome;
  readonly approvalCode: string;
  /** Of a reversal: what was given back. */
  readonly approvedAmountMinor: number;
  /** After the decision. */
  readonly ledgerMinor: number;
  readonly availableMinor: number;
  readonly decidedAtMs: number;
  /** The stored answer of an earlier message with the same key. */
  readonly repeated: boolean;
  /** Limits that the use counts against, when asked for. Never part of a stored answer. */
  readonly headroom: readonly LimitHeadroom[];
}

/** The embedded store answers in the same tick, Redis later. A rejected promise is a StoreError. */
export type Answer<T> = T | Promise<T>;

export interface DecisionStore {
  decide(attempt: Attempt): Answer<Decision>;
  reverse(reversal: Reversal): Answer<Decision>;
  /** True when the attempt was taken back, false when there was nothing (left) to take back. */
  void(attempt: Void): Answer<boolean>;
}

export interface JournalEntry {
  /** Increasing within a partition. */
  readonly id: string;
  readonly atMs: number;
  readonly cardToken: string;
  /** What happened: an AttemptEvent, `reversal`, `void`, `fund`, `issue` or `status`. */
  readonly event: string;
  readonly key: string;
  readonly terminalId: string;
  readonly type: string;
  readonly amountMinor: number;
  readonly outcome: string;
  readonly ledgerMinor: number;
}

export interface CardPage {
  readonly cards: readonly CardRecord[];
  /** Give it to the next call; empty after the last page. */
  readonly cursor: string;
}

export interface ControlStore {
  /** Writes cards that are not there yet; returns how many were new. A card on file is left untouched. */
  createCards(cards: readonly NewCard[]): Promise<number>;
  card(token: string): Promise<CardRecord | undefined>;
  /** In the order of the tokens. */
  cards(tokens: readonly string[]): Promise<readonly (CardRecord | undefined)[]>;
  listCards(cursor: string, pageSize: number): Promise<CardPage>;
  /** Adds to ledger and funded; refuses (undefined) a card that is not on file. */
  fund(token: string, amountMinor: number): Promise<CardRecord | undefined>;
  setStatus(token: string, status: CardStatus): Promise<CardRecord | undefined>;
  /** Every limit of the card's profile at an instant (0: now), without consuming. */
  headroom(token: string, instantMs: number): Promise<readonly LimitHeadroom[] | undefined>;
  /** The newest entries, oldest first. */
  journal(entriesMax: number): Promise<readonly JournalEntry[]>;
}

export interface Store extends DecisionStore, ControlStore {
  /** `memory:` or the Redis address without its password: safe to print. */
  readonly description: string;
  /** True when an attempt could be decided now. */
  ready(): Promise<boolean>;
  close(): Promise<void>;
}

export const STORE_ERROR_CODES = ['unreachable', 'refused', 'faulty'] as const;
export type StoreErrorCode = (typeof STORE_ERROR_CODES)[number];

/** `unreachable` answers 91; `refused` (permissions, wrong version) and `faulty` (a bug) answer 96. The message is safe to log. */
export class StoreError extends Error {
  readonly code: StoreErrorCode;
  constructor(code: StoreErrorCode, message: string) {
    super(message);
    this.name = 'StoreError';
    this.code = code;
  }
}
