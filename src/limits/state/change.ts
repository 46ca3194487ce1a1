/**
 * The changes that events make to a card: a closed list. A transition returns them, apply.ts
 * carries them out, and nothing else writes to an account. Amounts are in minor units.
 */
import type { Spend } from '../rules/window.ts';
import type { CardRecord } from './card.ts';
import type { Hold } from './card-snapshot.ts';
import type { StoredAnswer } from './stored-answer.ts';

/** A new spend counts in the windows; the card's clock moves to its instant. */
export interface SpendEntered {
  readonly kind: 'spendEntered';
  readonly spend: Spend;
}

/** A spend gets another amount at its own instant; with 0 it is removed. */
export interface SpendCorrected {
  readonly kind: 'spendCorrected';
  readonly id: number;
  readonly amountMinor: number;
}

/** A hold is placed, or replaced by one with the same key. */
export interface HoldSet {
  readonly kind: 'holdSet';
  readonly hold: Hold;
}

export interface HoldEnded {
  readonly kind: 'holdEnded';
  /** Of the pre-authorization. */
  readonly key: string;
}

/** What is added to each sum; the ledger follows: funded − posted + given back. */
export interface MoneyMoved {
  readonly kind: 'moneyMoved';
  readonly fundedMinor: number;
  readonly postedMinor: number;
  readonly givenBackMinor: number;
}

export interface PinTriesSet {
  readonly kind: 'pinTriesSet';
  readonly pinTriesUsed: number;
}

export interface PinReferenceSet {
  readonly kind: 'pinReferenceSet';
  readonly pinReference: string;
}

/** An answer is kept under a key, or takes the place of another one and is kept anew. */
export interface AnswerKept {
  readonly kind: 'answerKept';
  readonly key: string;
  readonly answer: StoredAnswer;
  /** False when an answer stands under the key already. */
  readonly isNew: boolean;
}

/** What stands of a kept answer changes; it is forgotten when it would have been. */
export interface AnswerRewritten {
  readonly kind: 'answerRewritten';
  readonly key: string;
  readonly answer: StoredAnswer;
}

/** An answer can be found by an RRN, or by STAN and date. */
export interface NamePointed {
  readonly kind: 'namePointed';
  readonly name: string;
  /** REVERSED_FIRST: the message of that name is to be declined when it comes. */
  readonly key: string;
  readonly keptUntilMs: number;
  /** False when the name points somewhere already. */
  readonly isNew: boolean;
}

export interface CardCreated {
  readonly kind: 'cardCreated';
  readonly card: CardRecord;
}

/** Fields that are neither money nor windows. */
export interface CardChanged {
  readonly kind: 'cardChanged';
  readonly fields: Partial<Pick<CardRecord, 'status' | 'profile' | 'expiry' | 'expiresAtMs' | 'pinTriesUsed'>>;
}

export type Change =
  | SpendEntered
  | SpendCorrected
  | HoldSet
  | HoldEnded
  | MoneyMoved
  | PinTriesSet
  | PinReferenceSet
  | AnswerKept
  | AnswerRewritten
  | NamePointed
  | CardCreated
  | CardChanged;

/** In place of a key: a reversal came before the message that a name stands for. */
export const REVERSED_FIRST = '!';
