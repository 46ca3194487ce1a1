/** Converts the objects of the generated decoder to TransactionRequest and TransactionResponse. */

import type { OriginalData, TransactionClass, TransactionRequest, TransactionResponse } from '../message.ts';
import { OUTCOME_BY_PROTOBUF } from '../outcome.ts';
import { explanationFromProtobuf, headroomFromProtobuf } from './explanation.ts';
import { NO_BYTES, toBuffer, toInteger } from './fields.ts';
import type { aksept } from './gen/authorization.js';
import {
  className,
  ENTRY_MODE_NAMES,
  FLAG_NAMES,
  PIN_BLOCK_FORMAT_NAMES,
  PURPOSE_NAMES,
  REVERSAL_REASON_NAMES,
  TERMINAL_TYPE_NAMES,
  typeName,
} from './vocabulary.ts';

type ProtobufRequest = aksept.v1.TransactionRequest.$Properties;
type ProtobufResponse = aksept.v1.TransactionResponse.$Properties;

function originalFromProtobuf(wire: aksept.v1.OriginalData.$Properties | null | undefined): OriginalData | undefined {
  if (wire === null || wire === undefined) return undefined;
  return {
    class: className(wire.messageClass ?? 0),
    stan: wire.stan ?? 0,
    transmissionTimeMs: toInteger(wire.transmissionTimeMs),
    acquirerId: wire.acquirerId ?? '',
    rrn: wire.rrn ?? '',
    approvalCode: wire.approvalCode ?? '',
    localDate: wire.localDate ?? '',
  };
}

export function requestFromProtobuf(wire: ProtobufRequest, messageClass: TransactionClass): TransactionRequest {
  return {
    class: messageClass,
    repeat: wire.repeat ?? false,
    purpose: PURPOSE_NAMES[wire.purpose ?? 0] ?? '',
    type: typeName(wire.type ?? 0),
    stan: wire.stan ?? 0,
    rrn: wire.rrn ?? '',
    transmissionTimeMs: toInteger(wire.transmissionTimeMs),
    localTime: wire.localTime ?? '',
    amountMinor: toInteger(wire.amountMinor),
    cashbackMinor: toInteger(wire.cashbackMinor),
    replacementAmountMinor: toInteger(wire.standingAmountMinor),
    currency: wire.currency ?? 0,
    pan: wire.pan ?? '',
    track2: wire.track2 ?? '',
    expiry: wire.expiry ?? '',
    cardSequence: wire.cardSequence ?? 0,
    entryMode: ENTRY_MODE_NAMES[wire.entryMode ?? 0] ?? '',
    pinBlock: toBuffer(wire.pinBlock),
    pinBlockFormat: PIN_BLOCK_FORMAT_NAMES[wire.pinBlockFormat ?? 0] ?? '',
    pinKeyId: wire.pinKeyId ?? '',
    pinKsn: toBuffer(wire.pinKsn),
    newPinBlock: toBuffer(wire.newPinBlock),
    terminalId: wire.terminalId ?? '',
    terminalType: TERMINAL_TYPE_NAMES[wire.terminalType ?? 0] ?? '',
    merchantId: wire.merchantId ?? '',
    merchantName: wire.merchantName ?? '',
    mcc: wire.mcc ?? 0,
    acquirerId: wire.acquirerId ?? '',
    terminalCountry: wire.terminalCountry ?? 0,
    merchantCountry: wire.merchantCountry ?? 0,
    acquirerCountry: wire.acquirerCountry ?? 0,
    original: originalFromProtobuf(wire.original),
    reversalReason: REVERSAL_REASON_NAMES[wire.reversalReason ?? 0] ?? '',
    allowPartialApproval: wire.allowPartialApproval ?? false,
    chipData: toBuffer(wire.chipData),
    mac: toBuffer(wire.mac),
    macKeyId: wire.macKeyId ?? '',
    explain: wire.explain ?? false,
    macCheck: '',
    context: undefined,
  };
}

/**
 * An outcome number that this release does not know is read as systemMalfunction, never approved.
 */
export function responseFromProtobuf(wire: ProtobufResponse, messageClass: TransactionClass): TransactionResponse {
  const balances = wire.balances;
  return {
    class: messageClass,
    stan: wire.stan ?? 0,
    rrn: wire.rrn ?? '',
    transmissionTimeMs: toInteger(wire.transmissionTimeMs),
    terminalId: wire.terminalId ?? '',
    merchantId: wire.merchantId ?? '',
    acquirerId: wire.acquirerId ?? '',
    type: typeName(wire.type ?? 0),
    amountMinor: toInteger(wire.amountMinor),
    currency: wire.currency ?? 0,
    context: undefined,
    outcome: OUTCOME_BY_PROTOBUF.get(wire.outcome ?? 0) ?? 'systemMalfunction',
    approvalCode: wire.approvalCode ?? '',
    approvedAmountMinor: toInteger(wire.approvedAmountMinor),
    balances: balances ? { ledgerMinor: toInteger(balances.ledgerMinor), availableMinor: toInteger(balances.availableMinor) } : undefined,
    decidedAtMs: toInteger(wire.decidedAtMs),
    repeated: wire.repeated ?? false,
    flag: FLAG_NAMES[wire.flag ?? 0] ?? '',
    headroom: (wire.headroom ?? []).map(headroomFromProtobuf),
    reason: wire.reason ?? '',
    explanation: explanationFromProtobuf(wire.explanation),
  };
}

/** A request with every field empty, to build others from. */
export const EMPTY_REQUEST: TransactionRequest = { ...requestFromProtobuf({}, 'financial'), pinBlock: NO_BYTES };
