/** TransactionRequest and TransactionResponse between the generated protobuf module and the domain. */
import type { aksept } from './gen/authorization.js';
import {
  ENTRY_MODES,
  FLAGS,
  type OriginalData,
  PIN_BLOCK_FORMATS,
  PURPOSES,
  REVERSAL_REASONS,
  TERMINAL_TYPES,
  TRANSACTION_TYPES,
  type TransactionClass,
  type TransactionRequest,
  type TransactionResponse,
} from './message.ts';
import { OUTCOME_BY_WIRE, outcomeRow } from './outcome.ts';
import { explanationFromWire, explanationToWire, headroomFromWire } from './protobuf-explanation.ts';
import { NO_BYTES, namesByWire, present, toBuffer, toInteger, wiresByName } from './protobuf-fields.ts';

type WireRequest = aksept.v1.TransactionRequest.$Properties;
type WireResponse = aksept.v1.TransactionResponse.$Properties;

const CLASSES: readonly TransactionClass[] = ['authorization', 'financial', 'advice', 'reversal'];
/** Stands for any type number that this release does not know. */
const UNKNOWN_TYPE_WIRE = 0x7fff;
const TYPE_NAMES = namesByWire(TRANSACTION_TYPES);
const PURPOSE_NAMES = namesByWire(PURPOSES);
const ENTRY_MODE_NAMES = namesByWire(ENTRY_MODES);
const TERMINAL_TYPE_NAMES = namesByWire(TERMINAL_TYPES);
const PIN_BLOCK_FORMAT_NAMES = namesByWire(PIN_BLOCK_FORMATS);
const REVERSAL_REASON_NAMES = namesByWire(REVERSAL_REASONS);
const FLAG_NAMES = namesByWire(FLAGS);
const FLAG_WIRES = wiresByName(FLAGS);
const TYPE_WIRES = wiresByName(TRANSACTION_TYPES);
const PURPOSE_WIRES = wiresByName(PURPOSES);
const ENTRY_MODE_WIRES = wiresByName(ENTRY_MODES);
const TERMINAL_TYPE_WIRES = wiresByName(TERMINAL_TYPES);
const PIN_BLOCK_FORMAT_WIRES = wiresByName(PIN_BLOCK_FORMATS);
const REVERSAL_REASON_WIRES = wiresByName(REVERSAL_REASONS);

export function typeOf(wire: number | null | undefined): TransactionRequest['type'] {
  return wire ? TYPE_NAMES[wire] || 'unknown' : '';
}

function originalFromWire(wire: aksept.v1.OriginalData.$Properties | null | undefined): OriginalData | undefined {
  if (wire === null || wire === undefined) return undefined;
  return {
    class: CLASSES[(wire.messageClass ?? 0) - 1] ?? '',
    stan: wire.stan ?? 0,
    transmissionTimeMs: toInteger(wire.transmissionTimeMs),
    acquirerId: wire.acquirerId ?? '',
    rrn: wire.rrn ?? '',
    approvalCode: wire.approvalCode ?? '',
    localDate: wire.localDate ?? '',
  };
}

function originalToWire(original: OriginalData): aksept.v1.OriginalData.$Properties {
  return present({ ...original, class: undefined, messageClass: original.class === '' ? 0 : CLASSES.indexOf(original.class) + 1 });
}

export function requestFromWire(wire: WireRequest, messageClass: TransactionClass): TransactionRequest {
  return {
    class: messageClass,
    repeat: wire.repeat ?? false,
    purpose: PURPOSE_NAMES[wire.purpose ?? 0] ?? '',
    type: typeOf(wire.type),
    stan: wire.stan ?? 0,
    rrn: wire.rrn ?? '',
    transmissionTimeMs: toInteger(wire.transmissionTimeMs),
    localTime: wire.localTime ?? '',
    amountMinor: toInteger(wire.amountMinor),
    cashbackMinor: toInteger(wire.cashbackMinor),
    standingAmountMinor: toInteger(wire.standingAmountMinor),
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
    original: originalFromWire(wire.original),
    reversalReason: REVERSAL_REASON_NAMES[wire.reversalReason ?? 0] ?? '',
    allowPartialApproval: wire.allowPartialApproval ?? false,
    chipData: toBuffer(wire.chipData),
    mac: toBuffer(wire.mac),
    macKeyId: wire.macKeyId ?? '',
    explain: wire.explain ?? false,
    macCheck: '',
    wire: undefined,
  };
}

/** Field by field: copying a whole request and dropping what is empty costs three times as much. */
export function requestToWire(request: TransactionRequest): WireRequest {
  const wire: WireRequest = { stan: request.stan, terminalId: request.terminalId, transmissionTimeMs: request.transmissionTimeMs };
  if (request.repeat) wire.repeat = true;
  if (request.rrn !== '') wire.rrn = request.rrn;
  if (request.type !== '') wire.type = request.type === 'unknown' ? UNKNOWN_TYPE_WIRE : (TYPE_WIRES.get(request.type) ?? 0);
  if (request.purpose !== '') wire.purpose = PURPOSE_WIRES.get(request.purpose) ?? 0;
  if (request.amountMinor !== 0) wire.amountMinor = request.amountMinor;
  if (request.cashbackMinor !== 0) wire.cashbackMinor = request.cashbackMinor;
  if (request.standingAmountMinor !== 0) wire.standingAmountMinor = request.standingAmountMinor;
  if (request.currency !== 0) wire.currency = request.currency;
  if (request.allowPartialApproval) wire.allowPartialApproval = true;
  if (request.explain) wire.explain = true;
  putCard(wire, request);
  putTerminal(wire, request);
  if (request.original !== undefined) wire.original = originalToWire(request.original);
  if (request.reversalReason !== '') wire.reversalReason = REVERSAL_REASON_WIRES.get(request.reversalReason) ?? 0;
  if (request.chipData.length > 0) wire.chipData = request.chipData;
  if (request.mac.length > 0) wire.mac = request.mac;
  if (request.macKeyId !== '') wire.macKeyId = request.macKeyId;
  return wire;
}

function putCard(wire: WireRequest, request: TransactionRequest): void {
  if (request.pan !== '') wire.pan = request.pan;
  if (request.track2 !== '') wire.track2 = request.track2;
  if (request.expiry !== '') wire.expiry = request.expiry;
  if (request.cardSequence !== 0) wire.cardSequence = request.cardSequence;
  if (request.entryMode !== '') wire.entryMode = ENTRY_MODE_WIRES.get(request.entryMode) ?? 0;
  if (request.pinBlock.length > 0) wire.pinBlock = request.pinBlock;
  if (request.pinBlockFormat !== '') wire.pinBlockFormat = PIN_BLOCK_FORMAT_WIRES.get(request.pinBlockFormat) ?? 0;
  if (request.pinKeyId !== '') wire.pinKeyId = request.pinKeyId;
  if (request.pinKsn.length > 0) wire.pinKsn = request.pinKsn;
  if (request.newPinBlock.length > 0) wire.newPinBlock = request.newPinBlock;
}

function putTerminal(wire: WireRequest, request: TransactionRequest): void {
  if (request.terminalType !== '') wire.terminalType = TERMINAL_TYPE_WIRES.get(request.terminalType) ?? 0;
  if (request.merchantId !== '') wire.merchantId = request.merchantId;
  if (request.merchantName !== '') wire.merchantName = request.merchantName;
  if (request.mcc !== 0) wire.mcc = request.mcc;
  if (request.acquirerId !== '') wire.acquirerId = request.acquirerId;
  if (request.terminalCountry !== 0) wire.terminalCountry = request.terminalCountry;
  if (request.merchantCountry !== 0) wire.merchantCountry = request.merchantCountry;
  if (request.acquirerCountry !== 0) wire.acquirerCountry = request.acquirerCountry;
  if (request.localTime !== '') wire.localTime = request.localTime;
}

export function responseToWire(response: TransactionResponse): WireResponse {
  const row = outcomeRow(response.outcome);
  const wire: WireResponse = {
    stan: response.stan,
    terminalId: response.terminalId,
    transmissionTimeMs: response.transmissionTimeMs,
    outcome: row.wire,
    responseCode: row.de39,
  };
  if (response.rrn !== '') wire.rrn = response.rrn;
  if (response.merchantId !== '') wire.merchantId = response.merchantId;
  if (response.acquirerId !== '') wire.acquirerId = response.acquirerId;
  const type = response.type === 'unknown' ? UNKNOWN_TYPE_WIRE : TYPE_WIRES.get(response.type);
  if (type !== undefined) wire.type = type;
  // What was no exact number can't be echoed as one.
  if (response.amountMinor !== 0 && !Number.isNaN(response.amountMinor)) wire.amountMinor = response.amountMinor;
  if (response.currency !== 0) wire.currency = response.currency;
  if (response.approvalCode !== '') wire.approvalCode = response.approvalCode;
  if (response.approvedAmountMinor !== 0) wire.approvedAmountMinor = response.approvedAmountMinor;
  if (response.decidedAtMs !== 0) wire.decidedAtMs = response.decidedAtMs;
  if (response.repeated) wire.repeated = true;
  if (response.flag !== '') wire.flag = FLAG_WIRES.get(response.flag) ?? 0;
  if (response.balances !== undefined) wire.balances = response.balances;
  if (response.headroom.length > 0) wire.headroom = [...response.headroom];
  if (response.reason !== '') wire.reason = response.reason;
  if (response.explanation !== undefined) wire.explanation = explanationToWire(response.explanation);
  return wire;
}

/** An outcome number that this release does not know is not an approval: it reads as systemMalfunction. */
export function responseFromWire(wire: WireResponse, messageClass: TransactionClass): TransactionResponse {
  const balances = wire.balances;
  return {
    class: messageClass,
    stan: wire.stan ?? 0,
    rrn: wire.rrn ?? '',
    transmissionTimeMs: toInteger(wire.transmissionTimeMs),
    terminalId: wire.terminalId ?? '',
    merchantId: wire.merchantId ?? '',
    acquirerId: wire.acquirerId ?? '',
    type: typeOf(wire.type),
    amountMinor: toInteger(wire.amountMinor),
    currency: wire.currency ?? 0,
    wire: undefined,
    outcome: OUTCOME_BY_WIRE.get(wire.outcome ?? 0) ?? 'systemMalfunction',
    approvalCode: wire.approvalCode ?? '',
    approvedAmountMinor: toInteger(wire.approvedAmountMinor),
    balances: balances ? { ledgerMinor: toInteger(balances.ledgerMinor), availableMinor: toInteger(balances.availableMinor) } : undefined,
    decidedAtMs: toInteger(wire.decidedAtMs),
    repeated: wire.repeated ?? false,
    flag: FLAG_NAMES[wire.flag ?? 0] ?? '',
    headroom: (wire.headroom ?? []).map(headroomFromWire),
    reason: wire.reason ?? '',
    explanation: explanationFromWire(wire.explanation),
  };
}

/** Every field at its empty value: what a message is built from. */
export const EMPTY_REQUEST: TransactionRequest = { ...requestFromWire({}, 'financial'), pinBlock: NO_BYTES };
