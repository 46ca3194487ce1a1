/** From a checked request to what the store is asked: an attempt to be decided, or a follow-up to be carried out. */

import type { Attempt, FollowUp } from '../limits/rules/command.ts';
import type { FollowUpEvent, RequestEvent } from '../limits/rules/event.ts';
import { EVENT_TRAITS } from '../limits/rules/event.ts';
import type { PinCheckResult, PinVerifier } from '../pin/pin-verifier.ts';
import type { TransactionRequest, TransactionType } from '../protocol/message.ts';
import type { Outcome } from '../protocol/outcome.ts';
import { type CountryRules, channelOf, isDomestic } from './facts.ts';
import { approvalCodeOf, fingerprintOf } from './keys.ts';
import { originalReference, ownStanDate } from './original.ts';

export interface AskRules extends CountryRules {
  /** The message's transmission time is the instant of the decision, not the store's clock. */
  readonly messageClock: boolean;
  /** How long a pre-authorization is held: at fuel pumps, and elsewhere. */
  readonly holdMs: number;
  readonly fuelHoldMs: number;
  /** How far a completion may pass its hold without being flagged. */
  readonly completionToleranceMinor: number;
  /** What a reversal of an unknown original is answered; it is remembered either way. */
  readonly unknownOriginal: 'approve' | 'decline';
}

/** What was found about the message before the store is asked. */
export interface Found {
  readonly pan: string;
  readonly cardToken: string;
  readonly key: string;
  readonly attemptId: string;
  readonly refusal: Outcome | '';
}

const NO_REFERENCES: readonly string[] = [];
/** ISO 18245: service stations, and automated fuel dispensers. */
const FUEL_MCCS: readonly number[] = [5541, 5542];

/** What was refused for its type still needs one of the table. */
function typeOf(request: TransactionRequest): TransactionType {
  return request.type === '' || request.type === 'unknown' ? 'purchase' : request.type;
}

/** Less than asked for: not with cashback, whose notes have been counted out. */
function allowsPartial(request: TransactionRequest): boolean {
  return request.allowPartialApproval && request.type === 'purchase' && request.cashbackMinor === 0;
}

function checkPin(request: TransactionRequest, pinBlock: Buffer, found: Found, pinVerifier: PinVerifier): PinCheckResult | undefined {
  if (found.refusal !== '' || pinBlock.length === 0) return undefined;
  const { pinBlockFormat: format, pinKeyId: keyId, pinKsn: ksn } = request;
  return pinVerifier.check({ pan: found.pan, pinBlock, format, keyId, ksn });
}

/** Under the newest verification key, which stands last; empty when the block is malformed. */
function newPinReferenceOf(request: TransactionRequest, found: Found, pinVerifier: PinVerifier): string {
  const checked = checkPin(request, request.newPinBlock, found, pinVerifier);
  return checked?.pin === 'given' ? (checked.references.at(-1) ?? '') : '';
}

/** Both PIN blocks are zeroed. */
export function attemptOf(
  request: TransactionRequest,
  event: RequestEvent,
  found: Found,
  rules: AskRules,
  pinVerifier: PinVerifier,
): Attempt {
  const { cardToken, key, attemptId, refusal } = found;
  const checked = checkPin(request, request.pinBlock, found, pinVerifier);
  const original = EVENT_TRAITS[event].original === 'none' ? undefined : originalReference(request, event);
  return {
    cardToken,
    key,
    fingerprint: fingerprintOf(request),
    attemptId,
    instantMs: rules.messageClock ? request.transmissionTimeMs : 0,
    refusal,
    terminalId: request.terminalId,
    event,
    type: typeOf(request),
    channel: channelOf(request),
    mcc: request.mcc,
    amountMinor: refusal === '' ? request.amountMinor : 0,
    // An increment shares its hold's RRN, which must go on naming the hold.
    rrn: original !== undefined && original.rrn === request.rrn ? '' : request.rrn,
    stanDate: ownStanDate(request),
    original,
    approvalCode: approvalCodeOf(cardToken, key),
    terminalType: request.terminalType,
    entryMode: request.entryMode,
    domestic: isDomestic(request, rules),
    pin: checked?.pin ?? 'absent',
    pinReferences: checked?.pin === 'given' ? checked.references : NO_REFERENCES,
    newPinReference: event === 'pinChange' ? newPinReferenceOf(request, found, pinVerifier) : '',
    holdMs: FUEL_MCCS.includes(request.mcc) ? rules.fuelHoldMs : rules.holdMs,
    allowPartial: allowsPartial(request),
    wantsSnapshot: request.explain,
  };
}

/** Of a reversal the amount that stands is its own field; a dispense is told with the amount that stands. */
export function followUpOf(request: TransactionRequest, event: FollowUpEvent, found: Found, rules: AskRules): FollowUp {
  const { cardToken, key, attemptId, refusal } = found;
  const amountMinor = refusal === '' && event !== 'reversal' ? request.amountMinor : 0;
  const replacementMinor = refusal === '' && event === 'reversal' ? request.replacementAmountMinor : 0;
  return {
    cardToken,
    key,
    fingerprint: fingerprintOf(request),
    attemptId,
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
    original: EVENT_TRAITS[event].original === 'none' ? undefined : originalReference(request, event),
    approvalCode: approvalCodeOf(cardToken, key),
    replacementMinor: event === 'dispense' ? amountMinor : replacementMinor,
    toleranceMinor: rules.completionToleranceMinor,
    unknownOriginal: rules.unknownOriginal === 'approve' ? 'approved' : 'unableToLocateOriginal',
  };
}
