/**
 * Converts requests and responses to their form in a trace, and requests back. Empty fields are
 * left out; secrets are never written.
 */

import { withoutCardData } from '../../cards/card-data/card-data.ts';
import { maskPan } from '../../protocol/mask.ts';
import type { OriginalData, TransactionRequest, TransactionResponse } from '../../protocol/message.ts';
import { EMPTY_REQUEST } from '../../protocol/protobuf/transaction.ts';
import type { TracedResponse } from './lines.ts';
import type { TracedRequest } from './traced-request.ts';

/**
 * Fields that are copied. The others are secret (PIN blocks, track 2, MAC), may contain card data
 * (chip data), or matter only to the wire format.
 */
const PLAIN_FIELDS = [
  'repeat',
  'purpose',
  'type',
  'rrn',
  'localTime',
  'amountMinor',
  'cashbackMinor',
  'replacementAmountMinor',
  'currency',
  'expiry',
  'cardSequence',
  'entryMode',
  'pinBlockFormat',
  'pinKeyId',
  'terminalType',
  'merchantId',
  'merchantName',
  'mcc',
  'acquirerId',
  'terminalCountry',
  'merchantCountry',
  'acquirerCountry',
  'reversalReason',
  'allowPartialApproval',
  'explain',
  'macCheck',
] as const satisfies readonly (keyof TransactionRequest)[];

/** Fields that have another name in the trace than in the message. */
const TRACED_NAMES: Readonly<Partial<Record<(typeof PLAIN_FIELDS)[number], string>>> = { replacementAmountMinor: 'standingAmountMinor' };

const ORIGINAL_FIELDS = ['class', 'stan', 'transmissionTimeMs', 'acquirerId', 'rrn', 'approvalCode', 'localDate'] as const;
const EMPTY_ORIGINAL: OriginalData = {
  class: '',
  stan: 0,
  transmissionTimeMs: 0,
  acquirerId: '',
  rrn: '',
  approvalCode: '',
  localDate: '',
};

function isEmpty(value: unknown): boolean {
  return value === '' || value === 0 || value === false || value === undefined;
}

/** Reference numbers of 12 characters (DE37) and times are never a card number. */
const KNOWN_FORMS: Readonly<Record<string, RegExp>> = { rrn: /^[0-9A-Za-z ]{12}$/, localTime: /^\d{6,14}$/, localDate: /^\d{4}$/ };

/** A field of a message without card data; `pan` is hidden in it even in pieces. */
function withoutPan(field: string, value: unknown, pan: string): unknown {
  if (typeof value !== 'string') return value;
  if (KNOWN_FORMS[field]?.test(value) === true && value !== pan) return value;
  return withoutCardData(value, pan === '' ? [] : [pan]);
}

function tracedOriginal(original: OriginalData, pan: string): TracedRequest['original'] {
  const traced: Record<string, unknown> = {};
  for (const field of ORIGINAL_FIELDS) {
    if (!isEmpty(original[field])) traced[field] = withoutPan(field, original[field], pan);
  }
  return traced as TracedRequest['original'];
}

/** @param pan 12 to 19 digits, from DE2 or track 2; empty if there is no readable PAN */
export function tracedRequest(request: TransactionRequest, pan: string): TracedRequest {
  const { class: messageClass, stan, transmissionTimeMs, terminalId } = request;
  const traced: Record<string, unknown> = { class: messageClass, stan, transmissionTimeMs };
  traced['terminalId'] = withoutPan('terminalId', terminalId, pan);
  for (const field of PLAIN_FIELDS) {
    const value = request[field];
    const name = TRACED_NAMES[field] ?? field;
    if (Number.isNaN(value)) traced[name] = null;
    else if (!isEmpty(value)) traced[name] = withoutPan(field, value, pan);
  }
  if (pan !== '') traced['pan'] = maskPan(pan);
  if (request.pan === '' && pan !== '') traced['panFrom'] = 'track2';
  if (request.original !== undefined) traced['original'] = tracedOriginal(request.original, pan);
  if (request.chipData.length > 0) traced['chipBytes'] = request.chipData.length;
  return traced as TracedRequest;
}

export function tracedResponse(response: TransactionResponse): TracedResponse {
  const { approvalCode, approvedAmountMinor, balances, flag, repeated, headroom } = response;
  return {
    ...(approvalCode === '' ? {} : { approvalCode }),
    ...(approvedAmountMinor === 0 ? {} : { approvedAmountMinor }),
    ...(balances === undefined ? {} : { balances }),
    ...(flag === '' ? {} : { flag }),
    ...(repeated ? { repeated } : {}),
    ...(headroom.length === 0 ? {} : { headroom: headroom.map(tracedHeadroom) }),
  };
}

export function tracedHeadroom(limit: TransactionResponse['headroom'][number]): NonNullable<TracedResponse['headroom']>[number] {
  const { name, usedMinor, leftMinor, countUsed } = limit;
  return { name, usedMinor, leftMinor, countUsed };
}

/** Makes a request from a traced one. The PAN and PIN blocks are passed in: a trace has none. */
export function requestOf(traced: TracedRequest, pan: string, pinBlock: Buffer, newPinBlock: Buffer): TransactionRequest {
  const { pan: _masked, panFrom: _panFrom, chipBytes: _chipBytes, pinBlock: _block, newPinBlock: _newBlock, ...shown } = traced;
  const { original, standingAmountMinor, ...plain } = shown;
  const nullAsNaN = (amount: number | null | undefined): number => (amount === null ? Number.NaN : (amount ?? 0));
  return {
    ...EMPTY_REQUEST,
    ...withoutUndefined(plain),
    amountMinor: nullAsNaN(traced.amountMinor),
    cashbackMinor: nullAsNaN(traced.cashbackMinor),
    replacementAmountMinor: nullAsNaN(standingAmountMinor),
    original: original === undefined ? undefined : { ...EMPTY_ORIGINAL, ...withoutUndefined(original) },
    pan,
    pinBlock,
    newPinBlock,
  } as TransactionRequest;
}

function withoutUndefined<T extends object>(fields: T): Partial<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<T>;
}
