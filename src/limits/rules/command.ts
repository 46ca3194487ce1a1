/**
 * What a store is asked to decide: an attempt, which may be declined, or a follow-up of something
 * that happened.
 */
import type { EntryMode, TerminalType, TransactionType } from '../../protocol/message.ts';
import type { Outcome } from '../../protocol/outcome.ts';
import { type FollowUpEvent, isFollowUp, type RequestEvent } from './event.ts';
import type { Channel } from './profile.ts';

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
interface CommandBase {
  readonly cardToken: string;
  /** First six and last four digits; for the record of a card that is not on file. */
  readonly maskedPan: string;
  /** Idempotency key within the card: terminal, STAN, transmission time, message class. */
  readonly key: string;
  /** The content that a repeat of the key must share: type, amount, cashback, currency. */
  readonly fingerprint: string;
  /**
   * Identifies this attempt, so that a resend after a broken connection does not count as a repeat
   * by the terminal. Attempt ids sort by arrival; see attempt-order.ts.
   */
  readonly attemptId: string;
  /**
   * The message says that it is a repeat (MTI x1 or x3). It may carry a new transmission time, and
   * then has another key than the message that it repeats.
   */
  readonly repeat: boolean;
  /** Local date and time (DE13, DE12) as the number MMDDhhmmss; 0: not given. */
  readonly localTime: number;
  /**
   * Where an earlier sending of the message with another key is looked for; see names.ts. Empty for
   * an attempt that is no repeat. A follow-up can be found by the first of them.
   */
  readonly sentAs: readonly string[];
  /** The message's instant on a message clock; 0: the store's own clock decides. */
  readonly instantMs: number;
  /**
   * Outcome of the checks request and cardNumber, made before the card is read; empty when they
   * passed.
   */
  readonly refusal: Outcome | '';
  readonly terminalId: string;
  readonly type: TransactionType;
  readonly channel: Channel;
  readonly mcc: number;
  readonly amountMinor: number;
  /** Names under which the message can be found later. */
  readonly rrn: string;
  readonly stanDate: string;
  readonly original: OriginalReference | undefined;
  readonly approvalCode: string;
}

export interface Attempt extends CommandBase {
  readonly event: RequestEvent;
  readonly terminalType: TerminalType | '';
  readonly entryMode: EntryMode | '';
  /** The country evidence says Norway (check country). */
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

export interface FollowUp extends CommandBase {
  readonly event: FollowUpEvent;
  /**
   * Of a reversal or dispense: the replacement amount (DE95), which stands in the end; 0: nothing
   * does.
   */
  readonly replacementMinor: number;
  /** How far a completion may pass its hold without being flagged. */
  readonly toleranceMinor: number;
  /** What a reversal of an unknown original is answered; it is remembered either way. */
  readonly unknownOriginal: 'approved' | 'unableToLocateOriginal';
}

export type StoreCommand = Attempt | FollowUp;

/** Narrows a command by its event. */
export function isFollowUpCommand(command: StoreCommand): command is FollowUp {
  return isFollowUp(command.event);
}

/** The part of a command that finds an earlier sending of the same message. */
export type SentMessage = Pick<StoreCommand, 'key' | 'fingerprint' | 'repeat' | 'localTime' | 'sentAs'>;

/**
 * Takes back an attempt that was answered 91, and every attempt of the same message that was
 * answered before it came.
 */
export type TakeBack = SentMessage & Pick<StoreCommand, 'cardToken' | 'attemptId' | 'instantMs'>;
