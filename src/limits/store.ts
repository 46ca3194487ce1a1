/**
 * What a store is: it decides commands one by one, each in one atomic step, and keeps the cards.
 */
import { errorText } from '../cards/card-data/card-data.ts';
import type { StoreCommand, TakeBack } from './rules/command.ts';
import type { Decision } from './rules/decision.ts';
import type { Funding } from './rules/funding.ts';
import type { CardChange, CardRecord, NewCard } from './state/card.ts';
import type { CardSnapshot } from './state/card-snapshot.ts';

/** The embedded store answers in the same tick, Redis later. A rejected promise is a StoreError. */
export type MaybePromise<T> = T | Promise<T>;

/** The hot interface: one call per message, each one atomic step. */
export interface DecisionStore {
  decide(command: StoreCommand): MaybePromise<Decision>;
  /** True when the attempt was taken back, false when there was nothing (left) to take back. */
  takeBack(attempt: TakeBack): MaybePromise<boolean>;
}

export interface JournalEntry {
  /** Increasing within a partition. */
  readonly id: string;
  readonly atMs: number;
  readonly cardToken: string;
  /** What happened: a request or follow-up event, `expire`, `void`, `fund`, `issue` or `change`. */
  readonly event: string;
  readonly key: string;
  readonly terminalId: string;
  readonly type: string;
  readonly amountMinor: number;
  readonly outcome: string;
  readonly ledgerMinor: number;
  readonly flag: string;
}

export interface CardPage {
  readonly cards: readonly CardRecord[];
  /** Give it to the next call; empty after the last page. */
  readonly cursor: string;
}

/** Where a reading of a card's history goes on, and how many entries it wants. */
export interface HistoryQuery {
  /** Of the piece before; empty for the newest. */
  readonly cursor: string;
  readonly entriesMax: number;
}

/** What a bounded part of the journal says of one card; it may hold no entry and yet have a cursor. */
export interface HistoryPiece {
  /** Newest first. */
  readonly entries: readonly JournalEntry[];
  /** Give it to the next call; empty when there is nothing older. */
  readonly cursor: string;
  /** No older part holds an entry that is later than this; undefined when the store cannot say. */
  readonly olderUntilMs: number | undefined;
}

/** What came of a funding, and the card as it is now. */
export interface FundedCard {
  readonly funding: Funding;
  readonly card: CardRecord;
}

/** The cards of a store, for those who issue them and look after them. */
export interface CardStore {
  /**
   * Writes cards that are not there yet; returns how many were new. A card on file is left
   * untouched.
   */
  create(cards: readonly NewCard[]): Promise<number>;
  get(token: string): Promise<CardRecord | undefined>;
  /** In the order of the tokens. */
  getAll(tokens: readonly string[]): Promise<readonly (CardRecord | undefined)[]>;
  list(cursor: string, pageSize: number): Promise<CardPage>;
  /**
   * Adds to ledger and funded; undefined for a card that is not on file. With a key (of the card)
   * once, as long as answers are kept: a repeat gets what came of the first, also from another
   * process or after a crash, and adds nothing. Rejects with a StoreError `keyReused` when the key
   * belongs to another amount, and with `refused` when the card does not take it; then nothing is
   * kept.
   */
  fund(token: string, amountMinor: number, key?: string): Promise<FundedCard | undefined>;
  /**
   * Changes a card without touching its money or its windows. A closed card stays closed: refused.
   */
  change(token: string, change: CardChange): Promise<CardRecord | undefined>;
  /** Ends the holds of a card whose time is over by the store's clock; else its next message does. */
  endHolds(token: string): Promise<void>;
  /** The card at an instant (0: now), without consuming or changing anything. */
  snapshot(token: string, instantMs: number): Promise<CardSnapshot | undefined>;
  /**
   * What happened to a card, newest first, from a part of the journal that is read in one short
   * step. Undefined when the cursor is none of this store, or the card is not on file.
   */
  history(token: string, query: HistoryQuery): Promise<HistoryPiece | undefined>;
  /**
   * From this instant on the journal of a card is complete; 0: nothing of it was ever dropped.
   * Undefined when the store cannot say.
   */
  historyFromMs(token: string): Promise<number | undefined>;
}

/** As they were at the call, for one who goes through them; some stores make each when it is its turn. */
export interface JournalEntries extends Iterable<JournalEntry> {
  readonly length: number;
  entries(): Iterable<readonly [number, JournalEntry]>;
}

/** A part of the journal between two positions, which the store makes. */
export interface JournalRange {
  /** Empty: the newest entries. */
  readonly after: string;
  readonly upTo: string;
  readonly entriesMax: number;
}

export interface JournalPiece {
  /** Oldest first; their ids are positions. */
  readonly entries: readonly JournalEntry[];
  /** How far this goes: `upTo`, or less. */
  readonly position: string;
  /** Entries of the range before these that are no longer kept. */
  readonly missed: number;
}

/** How full a store is. */
export interface StoreUsage {
  readonly caps: readonly CapUsage[];
  /** What the store keeps outside the heap of JavaScript. */
  readonly bytes: number;
  /** Of a store that writes a log. */
  readonly journal?: JournalLag;
}

/** The part of the journal that is not durable yet. */
export interface JournalLag {
  readonly records: number;
  readonly bytes: number;
  /** Age of the oldest of these records; 0 when there is none. */
  readonly oldestMs: number;
}

/** What is kept of one kind, such as `answers`, and how much of it at most. */
export interface CapUsage {
  readonly name: string;
  readonly used: number;
  readonly max: number;
}

export interface Store extends DecisionStore {
  /** `memory:` or the Redis address without its password: safe to print. */
  readonly description: string;
  /**
   * Random, made with the store; of a store in memory, with the process. Undefined for a store in
   * Redis that was opened without keys before a server made it.
   */
  readonly identity: string | undefined;
  readonly cards: CardStore;
  /** The newest entries of the journal, oldest first. */
  journal(entriesMax: number): Promise<JournalEntries>;
  /** The position behind the newest entry. */
  journalEnd(): MaybePromise<string>;
  /** Undefined for a position of another journal, or of a process before. */
  journalAfter(range: JournalRange): MaybePromise<JournalPiece | undefined>;
  /**
   * Ends the holds and forgets the answers whose time is over by the store's clock: after a clock
   * was moved. Otherwise both happen by and by.
   */
  sweep(): Promise<void>;
  /** Undefined when the store is not in this process. */
  usage(): StoreUsage | undefined;
  /** True when a command could be decided now. */
  ready(): Promise<boolean>;
  close(): Promise<void>;
}

export const STORE_ERROR_CODES = ['unreachable', 'refused', 'keyReused', 'faulty'] as const;
export type StoreErrorCode = (typeof STORE_ERROR_CODES)[number];

/**
 * `unreachable` answers 91; `refused` (permissions, wrong version) and `faulty` (a bug) answer 96.
 * `keyReused` is of the control side: the key belongs to another request.
 * The message is safe to log.
 */
export class StoreError extends Error {
  readonly code: StoreErrorCode;
  constructor(code: StoreErrorCode, message: string) {
    super(errorText(message));
    this.name = 'StoreError';
    this.code = code;
  }
}
