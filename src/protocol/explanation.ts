/**
 * The explanation of a decision: which checks passed or failed, and when the amount would be
 * approved. Vocabularies are tables; `protobuf` is the number of the value in the protobuf enum.
 */

import type { Outcome } from './outcome.ts';

interface CheckRow {
  readonly name: string;
  readonly protobuf: number;
  /** The outcomes of a request that fails the check. */
  readonly outcomes: readonly Outcome[];
}

/** The checks, in the order in which they are made. */
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

/**
 * `notApplicable`: the check is not made for this kind of request. `notReached`: an earlier failed.
 */
export const CHECK_VERDICTS = [
  { name: 'passed', protobuf: 1 },
  { name: 'failed', protobuf: 2 },
  { name: 'notReached', protobuf: 3 },
  { name: 'notApplicable', protobuf: 4 },
] as const;
export type CheckVerdict = (typeof CHECK_VERDICTS)[number]['name'];

/** Why the request would not be approved later either. */
export const NEVER_REASONS = [
  /** The request's type, amount, currency or card number. */
  { name: 'request', protobuf: 1 },
  /** Somebody must change the card's status; a closed account stays closed. */
  { name: 'cardStatus', protobuf: 2 },
  { name: 'cardExpired', protobuf: 3 },
  /** Use abroad, or a use that the card's profile does not permit. */
  { name: 'notPermitted', protobuf: 4 },
  /** Somebody must unblock the PIN. */
  { name: 'pinTries', protobuf: 5 },
  /** For an increment: its hold does not exist. */
  { name: 'noHold', protobuf: 6 },
  /** The amount is more than the limit itself. */
  { name: 'aboveLimit', protobuf: 7 },
  /** Not enough money even when every hold has expired. */
  { name: 'noCoverage', protobuf: 8 },
  /** It would fit, but the card expires first. */
  { name: 'expiresFirst', protobuf: 9 },
  /** For an increment: it would fit, but its hold may have ended by then. */
  { name: 'holdEndsFirst', protobuf: 10 },
] as const;
export type NeverReason = (typeof NEVER_REASONS)[number]['name'];

export interface CheckResult {
  readonly check: CheckName;
  readonly verdict: CheckVerdict;
  /**
   * The values that were checked, without words: a status, `1/3` tries, available/requested minor
   * units. Never PIN data.
   */
  readonly seen: string;
}

/** An amount that becomes free at an instant, Unix milliseconds. */
export interface Release {
  readonly amountMinor: number;
  readonly atMs: number;
}

/** A limit as it was before the request. */
export interface LimitExplanation extends LimitHeadroom {
  /** The sum that leaves the window first, and when; undefined when the window is empty. */
  readonly next: Release | undefined;
  /** The first instant at which the amount fits; 0: never. */
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
  /** The instant of the decision. */
  readonly atMs: number;
  readonly checks: readonly CheckResult[];
  /** The limits that the request counts against, in the order of the profile. */
  readonly limits: readonly LimitExplanation[];
  /** Undefined when the request takes no money. */
  readonly coverage: CoverageExplanation | undefined;
  /**
   * The first instant at which this amount would be approved with the right PIN, if nothing else
   * happens on the card; 0: never.
   */
  readonly earliestApprovalMs: number;
  /** Empty exactly when `earliestApprovalMs` is not 0. */
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
