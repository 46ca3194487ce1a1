/**
 * What a store of cards is. The hot interface is one call per message, each one atomic step;
 * the control interface is for the people who run the programme.
 */

import type { EntryMode, TerminalType, TransactionType } from '../protocol/message.ts';
import type { Outcome } from '../protocol/outcome.ts';
import type { Channel } from './rules/profile.ts';
import type { RunningUse, Spend } from './rules/window.ts';
import type { CardChange, CardRecord, NewCard } from './state/card.ts';

/** Requests, which are checked and may be declined. What each is held to is REQUEST_RULES in decide.ts. */
export const REQUEST_EVENTS = ['spend', 'hold', 'increment', 'inquiry', 'pinChange', 'refund'] as const;
export type RequestEvent = (typeof REQUEST_EVENTS)[number];

/** What follows something that has happened: never declined for money, status or limits. */
export const FOLLOW_UP_EVENTS = ['reversal', 'dispense', 'completion', 'advice'] as const;
export type FollowUpEvent = (typeof FOLLOW_UP_EVENTS)[number];

/** How a message names an earlier one, in the order in which it is looked for; empty: not given. */
export interface OriginalReference {
  /** Idempotency key (DE90, DE56). */
  readonly key: string;
  /** DE37; with `approvalCode` (DE38) only if that fits too. */
  readonly rrn: string;
  readonly approvalCode: string;
  /** `<terminal>.<STAN>.<MMDD>` by the terminal's calendar. */
  readonly stanDate: string;
}

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
  readonly type: TransactionType;
  readonly channel: Channel;
  readonly mcc: number;
  readonly amountMinor: number;
  /** Under which an original can be found later. */
  readonly rrn: string;
  readonly stanDate: string;
  readonly original: OriginalReference | undefined;
  readonly approvalCode: string;
}

export interface Attempt extends Keyed {
  readonly event: RequestEvent;
  readonly terminalType: TerminalType | '';
  readonly entryMode: EntryMode | '';
  /** The country evidence says Norway (check 10). */
  readonly domestic: boolean;
  readonly pin: 'absent' | 'malformed' | 'given';
  /** `<key index>:<value>` for each verification key in use, computed before the card is read. */
  readonly pinReferences: readonly string[];
  /** Of a PIN change: the new reference; empty when the new block is malformed. */
  readonly newPinReference: string;
  /** How long a hold placed now lasts. */
  readonly holdMs: number;
  /** Less than asked for may be approved, when coverage is all that is missing. */
  readonly allowPartial: boolean;
  readonly wantsSnapshot: boolean;
}

export interface FollowUp extends Keyed {
  readonly event: FollowUpEvent;
  /** Of a reversal or dispense: the amount that stands; 0: nothing does. */
  readonly standingMinor: number;
  /** How far a completion may pass its hold without being flagged. */
  readonly toleranceMinor: number;
  /** What a reversal of an unknown original is answered; it is remembered either way. */
  readonly unknownOriginal: 'approved' | 'unableToLocateOriginal';
}

/** Takes back an attempt that was answered 91 because its decision came too late. */
export interface Void {
  readonly cardToken: string;
  readonly key: string;
  readonly nonce: string;
  readonly instantMs: number;
}

/** Why a follow-up that was posted would not have been approved as a request. */
export const FLAGS = ['noHold', 'aboveHold', 'pastLimit', 'pastCoverage'] as const;
export type Flag = (typeof FLAGS)[number];

export interface Decision {
  readonly outcome: Outcome;
  readonly approvalCode: string;
  /** What was debited, held, credited; of a reversal or dispense: what was given back. */
  readonly approvedAmountMinor: number;
  /** After the decision. */
  readonly ledgerMinor: number;
  readonly availableMinor: number;
  readonly decidedAtMs: number;
  /** The stored answer of an earlier message with the same key. */
  readonly repeated: boolean;
  readonly flag: Flag | '';
  /** The card as it was decided on, when asked for and on file. Never part of a stored answer. */
  readonly snapshot: CardSnapshot | undefined;
}

export interface Hold {
  /** Of the pre-authorization. */
  readonly key: string;
  readonly expiresAtMs: number;
  readonly amountMinor: number;
  /** Ids of its spends, oldest first. */
  readonly spendIds: readonly number[];
}

/** Everything that a decision about one card looks at, at one instant. */
export interface CardSnapshot {
  readonly card: CardRecord;
  readonly spends: readonly Spend[];
  readonly holds: readonly Hold[];
  readonly running: readonly RunningUse[];
  readonly nowMs: number;
}

/** The embedded store answers in the same tick, Redis later. A rejected promise is a StoreError. */
export type Answer<T> = T | Promise<T>;

export interface DecisionStore {
  decide(attempt: Attempt): Answer<Decision>;
  follow(followUp: FollowUp): Answer<Decision>;
  /** True when the attempt was taken back, false when there was nothing (left) to take back. */
  void(attempt: Void): Answer<boolean>;
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

export interface ControlStore {
  /** Writes cards that are not there yet; returns how many were new. A card on file is left untouched. */
  createCards(cards: readonly NewCard[]): Promise<number>;
  card(token: string): Promise<CardRecord | undefined>;
  /** In the order of the tokens. */
  cards(tokens: readonly string[]): Promise<readonly (CardRecord | undefined)[]>;
  listCards(cursor: string, pageSize: number): Promise<CardPage>;
  /** Adds to ledger and funded; refuses (undefined) a card that is not on file. */
  fund(token: string, amountMinor: number): Promise<CardRecord | undefined>;
  /** Changes a card without touching its money or its windows. A closed card stays closed: refused. */
  change(token: string, change: CardChange): Promise<CardRecord | undefined>;
  /** The card at an instant (0: now), without consuming or changing anything. */
  snapshot(token: string, instantMs: number): Promise<CardSnapshot | undefined>;
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
