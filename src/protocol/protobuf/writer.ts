/**
 * Writes transactions as protobuf, field by field in the order of their numbers. The bytes are
 * those of the generated encoder, without its intermediate objects.
 */

import type { OriginalData, TransactionRequest, TransactionResponse } from '../message.ts';
import { outcomeRow } from '../outcome.ts';
import { explanationToProtobuf } from './explanation.ts';
import { aksept } from './gen/authorization.js';
import type { ProtobufOutput } from './output.ts';
import {
  classNumber,
  ENTRY_MODE_NUMBERS,
  FLAG_NUMBERS,
  numberOf,
  PIN_BLOCK_FORMAT_NUMBERS,
  PURPOSE_NUMBERS,
  REVERSAL_REASON_NUMBERS,
  TERMINAL_TYPE_NUMBERS,
  typeNumber,
} from './vocabulary.ts';

const { Explanation, LimitHeadroom } = aksept.v1;

/** The tag of a varint field, and of a length-delimited one. */
const int = (field: number): number => field << 3;
const sized = (field: number): number => (field << 3) | 2;

export function writeRequest(out: ProtobufOutput, request: TransactionRequest): void {
  out.uint(int(1), request.stan);
  out.string(sized(2), request.terminalId);
  out.int64(int(3), request.transmissionTimeMs);
  out.bool(int(4), request.repeat);
  out.string(sized(5), request.rrn);
  out.uint(int(6), typeNumber(request.type));
  out.uint(int(7), numberOf(PURPOSE_NUMBERS, request.purpose));
  out.int64(int(8), request.amountMinor);
  out.int64(int(9), request.cashbackMinor);
  out.int64(int(10), request.replacementAmountMinor);
  out.uint(int(11), request.currency);
  out.bool(int(12), request.allowPartialApproval);
  out.bool(int(13), request.explain);
  writeCard(out, request);
  writeTerminal(out, request);
  if (request.original !== undefined) writeOriginal(out, request.original);
  out.uint(int(34), numberOf(REVERSAL_REASON_NUMBERS, request.reversalReason));
  out.bytes(sized(35), request.chipData);
  out.bytes(sized(36), request.mac);
  out.string(sized(37), request.macKeyId);
}

function writeCard(out: ProtobufOutput, request: TransactionRequest): void {
  out.string(sized(14), request.pan);
  out.string(sized(15), request.track2);
  out.string(sized(16), request.expiry);
  out.uint(int(17), request.cardSequence);
  out.uint(int(18), numberOf(ENTRY_MODE_NUMBERS, request.entryMode));
  out.bytes(sized(19), request.pinBlock);
  out.uint(int(20), numberOf(PIN_BLOCK_FORMAT_NUMBERS, request.pinBlockFormat));
  out.string(sized(21), request.pinKeyId);
  out.bytes(sized(22), request.pinKsn);
  out.bytes(sized(23), request.newPinBlock);
}

function writeTerminal(out: ProtobufOutput, request: TransactionRequest): void {
  out.uint(int(24), numberOf(TERMINAL_TYPE_NUMBERS, request.terminalType));
  out.string(sized(25), request.merchantId);
  out.string(sized(26), request.merchantName);
  out.uint(int(27), request.mcc);
  out.string(sized(28), request.acquirerId);
  out.uint(int(29), request.terminalCountry);
  out.uint(int(30), request.merchantCountry);
  out.uint(int(31), request.acquirerCountry);
  out.string(sized(32), request.localTime);
}

function writeOriginal(out: ProtobufOutput, original: OriginalData): void {
  const opened = out.open(sized(33));
  out.uint(int(1), classNumber(original.class));
  out.uint(int(2), original.stan);
  out.int64(int(3), original.transmissionTimeMs);
  out.string(sized(4), original.acquirerId);
  out.string(sized(5), original.rrn);
  out.string(sized(6), original.approvalCode);
  out.string(sized(7), original.localDate);
  out.close(opened);
}

export function writeResponse(out: ProtobufOutput, response: TransactionResponse): void {
  const row = outcomeRow(response.outcome);
  out.uint(int(1), response.stan);
  out.string(sized(2), response.terminalId);
  out.int64(int(3), response.transmissionTimeMs);
  out.string(sized(4), response.rrn);
  out.string(sized(5), response.merchantId);
  out.string(sized(6), response.acquirerId);
  out.uint(int(7), typeNumber(response.type));
  // An amount that was not an exact integer is not repeated.
  if (!Number.isNaN(response.amountMinor)) out.int64(int(8), response.amountMinor);
  out.uint(int(9), response.currency);
  out.uint(int(10), row.protobuf);
  out.string(sized(11), row.de39);
  out.string(sized(12), response.approvalCode);
  out.int64(int(13), response.approvedAmountMinor);
  out.int64(int(14), response.decidedAtMs);
  out.bool(int(15), response.repeated);
  if (response.balances !== undefined) {
    const opened = out.open(sized(16));
    out.int64(int(1), response.balances.ledgerMinor);
    out.int64(int(2), response.balances.availableMinor);
    out.close(opened);
  }
  for (const headroom of response.headroom) out.message(sized(17), LimitHeadroom.encode(headroom).finish());
  out.string(sized(18), response.reason);
  out.uint(int(21), numberOf(FLAG_NUMBERS, response.flag));
  if (response.explanation !== undefined) out.message(sized(22), Explanation.encode(explanationToProtobuf(response.explanation)).finish());
}
