/**
 * Why a request is answered as it is, and when its amount would be approved. Vocabularies are tables; `protobuf` numbers
 * are those of the protobuf enums.
 */

import type { Outcome } from './outcome.ts';

interface CheckRow {
  readonly name: string;
  readonly protobuf: number;
  /** What a request that fails it is answered. */
  readonly outcomes: readonly Outcome[];
}

/** The checks of the outcome table, in the order in which they are made. */
export const CHECKS = [
  { name: 'format', protobuf: 1, outcomes: ['formatError'] },
  { name: 'mac', protobuf: 2, outcomes: ['macError'] },
  { name: 'repeat', protobuf: 3, outcomes: ['duplicateTransmission'] },
  { name: 'reversedBefore', protobuf: 4, outcomes: ['alreadyReversed'] },
  { name: 'request', protobuf: 5, outcomes: ['invalidTransaction', 'invalidAmount'] },
  { name: 'cardNumber', protobuf: 6, outcomes: ['noSuchIssuer', 'invalidCardNumber'] },
  { name: 'status', protobuf: 7, outcomes: ['lostCard', 'stolenCard', 'restrictedCard', 'cardNotEffective', 'accountClosed'] },
  { name: 'expiry', protobuf: 8, outcomes: ['expiredCard'] },
  { name: 'country', protobuf: 9, outcomes: ['restrictedCard'] },
  { name: 'permission', protobuf: 10, outcomes: ['notPermittedToCardholder', 'notPermittedToTerminal'] },
  { name: 'hold', protobuf: 11, outcomes: ['unableToLocateOriginal'] },
  { name: 'pinTries', protobuf: 12, outcomes: ['pinTriesExceeded'] },
  { name: 'pin', protobuf: 13, outcomes: ['pinRequired', 'pinBlockError', 'incorrectPin', 'pinTriesExceeded'] },
  { name: 'newPin', protobuf: 14, outcomes: ['pinBlockError', 'notPermittedToCardholder'] },
  { name: 'limit', protobuf: 15, outcomes: ['exceedsAmountLimit', 'exceedsCountLimit'] },
  { name: 'coverage', protobuf: 16, outcomes: ['insufficientFunds'] },
] as const satisfies readonly CheckRow[];
export type CheckName = (typeof CHECKS)[number]['name'];

/** `notApplicable`: a request of this kind is not held to it. `notReached`: an earlier check failed. */
export const CHECK_VERDICTS = [
  { name: 'passed', protobuf: 1 },
  { name: 'failed', protobuf: 2 },
  { name: 'notReached', protobuf: 3 },
  { name: 'notApplicable', protobuf: 4 },
] as const;
export type CheckVerdict = (typeof CHECK_VERDICTS)[number]['name'];

/** Why waiting is no help. */
export const NEVER_REASONS = [
  /** Type, amount, currency or card number of the request itself. */
  { name: 'request', protobuf: 1 },
  /** Somebody must change the card's status; a closed account stays closed. */
  { name: 'cardStatus', protobuf: 2 },
  { name: 'cardExpired', protobuf: 3 },
  /** Abroad, or a use that the card's profile does not have. */
  { name: 'notPermitted', protobuf: 4 },
  /** Somebody must unblock the PIN. */
  { name: 'pinTries', protobuf: 5 },
  /** Of an increment: its hold is not there. */
  { name: 'noHold', protobuf: 6 },
  /** The amount is more than the limit itself. */
  { name: 'aboveLimit', protobuf: 7 },
  /** Not even when every hold has expired. */
  { name: 'noCoverage', protobuf: 8 },
  /** It would fit, but the card expires before. */
  { name: 'expiresFirst', protobuf: 9 },
  /** Of an increment: it would fit, but its hold may be over by then. */
  { name: 'holdEndsFirst', protobuf: 10 },
] as const;
export type NeverReason = (typeof NEVER_REASONS)[number]['name'];

export interface CheckResult {
  readonly check: CheckName;
  readonly verdict: CheckVerdict;
  /** What the check looked at, in no language: a status, `1/3` tries, available/asked minor units. Never PIN data. */
  readonly seen: string;
}

/** An amount that becomes free at an instant, Unix milliseconds. */
export interface Release {
  readonly amountMinor: number;
  readonly atMs: number;
}

/** A limit as it was before the request. */
export interface LimitExplanation extends LimitHeadroom {
  /** What leaves the window first, all that leaves at that instant together; undefined when nothing is in it. */
  readonly next: Release | undefined;
  /** First instant at which the amount fits; 0: never. */
  readonly fitsAtMs: number;
}

/** The card's money as it was before the request. */
export interface CoverageExplanation {
  readonly ledgerMinor: number;
  readonly holdsMinor: number;
  readonly availableMinor: number;
  /** The hold that expires first; undefined when there is none. */
  readonly next: Release | undefined;
}

export interface Explanation {
  /** The instant asked about: that of the decision. */
  readonly atMs: number;
  readonly checks: readonly CheckResult[];
  /** Those that the use counts against, in the profile's order. */
  readonly limits: readonly LimitExplanation[];
  /** Undefined when the request takes no money. */
  readonly coverage: CoverageExplanation | undefined;
  /**
   * First instant at which a request for this amount is approved, with the right PIN, on the card as it was before
   * this one and if nothing else happens to it; 0: never.
   */
  readonly earliestApprovalMs: number;
  /** Empty exactly when there is such an instant. */
  readonly neverBecause: NeverReason | '';
  /** A few sentences for a person; they hold no card data. */
  readonly textEn: string;
  readonly textNb: string;
}

export interface LimitHeadroom {
  readonly name: string;
  readonly amountMinor: number;
  readonly usedMinor: number;
  readonly leftMinor: number;
  /** 0 when the limit has no count. */
  readonly countMax: number;
  readonly countUsed: number;
}
