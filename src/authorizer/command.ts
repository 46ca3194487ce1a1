/**
 * Makes the command for the store from a checked request: an attempt, which may be declined, or a
 * follow-up.
 */

import type { Attempt, FollowUp } from '../limits/rules/command.ts';
import type { FollowUpEvent, MessageEvent, RequestEvent } from '../limits/rules/event.ts';
import { eventRow } from '../limits/rules/event.ts';
import type { PinCheckResult, PinVerifier } from '../pin/pin-verifier.ts';
import { maskPan } from '../protocol/mask.ts';
import type { TransactionRequest, TransactionType } from '../protocol/message.ts';
import { type CountryRules, channelOf, isDomestic } from './card-use.ts';
import type { Exchange } from './exchange.ts';
import type { DoubtfulAttempt } from './in-doubt.ts';
import { approvalCodeOf, fingerprintOf, localTimeOf, originalReference, ownStanDate, sentAs } from './keys.ts';

export interface CommandRules extends CountryRules {
  /** True: the decision uses the transmission time of the message instead of the store's clock. */
  readonly messageClock: boolean;
  /** How long a pre-authorization is held, except at fuel pumps. */
  readonly holdMs: number;
  readonly fuelHoldMs: number;
  /** How far a completion may exceed its hold without being flagged. */
  readonly completionToleranceMinor: number;
  /** The outcome for a reversal of an unknown original, which is remembered either way. */
  readonly unknownOriginal: 'approve' | 'decline';
}

const NO_REFERENCES: readonly string[] = [];
/** ISO 18245: service stations, and automated fuel dispensers. */
const FUEL_MCCS: readonly number[] = [5541, 5542];

/** The type of a request that is refused for its type; the store needs one that it knows. */
function typeOf(request: TransactionRequest): TransactionType {
  return request.type === '' || request.type === 'unknown' ? 'purchase' : request.type;
}

/** Without cashback: the cashier has already counted out the notes. */
function allowsPartial(request: TransactionRequest): boolean {
  return request.allowPartialApproval && request.type === 'purchase' && request.cashbackMinor === 0;
}

function checkPin({ request, pan, refusal }: Exchange, pinBlock: Buffer, pinVerifier: PinVerifier): PinCheckResult | undefined {
  if (refusal !== '' || pinBlock.length === 0) return undefined;
  const { pinBlockFormat: format, pinKeyId: keyId, pinKsn: ksn } = request;
  return pinVerifier.check({ pan, pinBlock, format, keyId, ksn });
}

/**
 * The PVV under the newest verification key, which is the last; empty when the block is malformed.
 */
function newPinReferenceOf(exchange: Exchange, pinVerifier: PinVerifier): string {
  const checked = checkPin(exchange, exchange.request.newPinBlock, pinVerifier);
  return checked?.pin === 'given' ? (checked.references.at(-1) ?? '') : '';
}

/** Zeroes both PIN blocks. */
export function attemptOf(exchange: Exchange, event: RequestEvent, rules: CommandRules, pinVerifier: PinVerifier): Attempt {
  const { request, pan, cardToken, key, lastKey, attemptId, refusal } = exchange;
  const checked = checkPin(exchange, request.pinBlock, pinVerifier);
  const original = eventRow(event).original === 'none' ? undefined : originalReference(request, event);
  return {
    cardToken,
    maskedPan: maskPan(pan),
    key,
    fingerprint: fingerprintOf(request),
    attemptId,
    repeat: request.repeat,
    localTime: localTimeOf(request),
    sentAs: sentAs(request, event, key, lastKey),
    instantMs: rules.messageClock ? request.transmissionTimeMs : 0,
    refusal,
    terminalId: request.terminalId,
    event,
    type: typeOf(request),
    channel: channelOf(request),
    mcc: request.mcc,
    amountMinor: refusal === '' ? request.amountMinor : 0,
    // An increment has the RRN of its hold, and that RRN must keep naming the hold.
    rrn: original !== undefined && original.rrn === request.rrn ? '' : request.rrn,
    stanDate: ownStanDate(request),
    original,
    approvalCode: approvalCodeOf(cardToken, key),
    terminalType: request.terminalType,
    entryMode: request.entryMode,
    domestic: isDomestic(request, rules),
    pin: checked?.pin ?? 'absent',
    pinReferences: checked?.pin === 'given' ? checked.references : NO_REFERENCES,
    newPinReference: event === 'pinChange' ? newPinReferenceOf(exchange, pinVerifier) : '',
    holdMs: FUEL_MCCS.includes(request.mcc) ? rules.fuelHoldMs : rules.holdMs,
    allowPartial: allowsPartial(request),
    wantsSnapshot: request.explain,
  };
}

/** What is to be taken back of a message that was answered 91 without asking the store. */
export function doubtfulAttemptOf(exchange: Exchange, event: MessageEvent, rules: CommandRules): DoubtfulAttempt {
  const { request, cardToken, key, lastKey, attemptId } = exchange;
  return {
    cardToken,
    key,
    fingerprint: fingerprintOf(request),
    attemptId,
    repeat: request.repeat,
    localTime: localTimeOf(request),
    sentAs: sentAs(request, event, key, lastKey),
    instantMs: rules.messageClock ? request.transmissionTimeMs : 0,
    rrn: request.rrn,
    stanDate: ownStanDate(request),
  };
}

/** A reversal carries its replacement amount in DE95 or DE30, a partial dispense in DE4. */
export function followUpOf(exchange: Exchange, event: FollowUpEvent, rules: CommandRules): FollowUp {
  const { request, pan, cardToken, key, lastKey, attemptId, refusal } = exchange;
  const amountMinor = refusal === '' && event !== 'reversal' ? request.amountMinor : 0;
  const replacementMinor = refusal === '' && event === 'reversal' ? request.replacementAmountMinor : 0;
  return {
    cardToken,
    maskedPan: maskPan(pan),
    key,
    fingerprint: fingerprintOf(request),
    attemptId,
    repeat: request.repeat,
    localTime: localTimeOf(request),
    sentAs: sentAs(request, event, key, lastKey),
    instantMs: rules.messageClock ? request.transmissionTimeMs : 0,
    refusal,
    terminalId: request.terminalId,
    event,
    type: typeOf(request),
    channel: channelOf(request),
    mcc: request.mcc,
    amountMinor,
    rrn: request.rrn,
    stanDate: ownStanDate(request),
    original: eventRow(event).original === 'none' ? undefined : originalReference(request, event),
    approvalCode: approvalCodeOf(cardToken, key),
    replacementMinor: event === 'dispense' ? amountMinor : replacementMinor,
    toleranceMinor: rules.completionToleranceMinor,
    unknownOriginal: rules.unknownOriginal === 'approve' ? 'approved' : 'unableToLocateOriginal',
  };
}
