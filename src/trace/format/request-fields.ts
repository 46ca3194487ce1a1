/** Between requests and their traced form: what is empty is left out, what is secret never goes in. */

import { maskPan } from '../../protocol/mask.ts';
import type { OriginalData, TransactionRequest, TransactionResponse } from '../../protocol/message.ts';
import { EMPTY_REQUEST } from '../../protocol/protobuf/transaction.ts';
import type { TracedResponse } from './lines.ts';
import type { TracedRequest } from './traced-request.ts';

/** Fields that go in as they are. The others are secret (PIN blocks, track 2, MAC), may hold card data (chip data) or are the wire's own. */
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

/** The name of a field in the trace, where the message has another. */
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

/** Digits that may be a card number, wherever a malformed message has them. */
const LONG_DIGITS = /\d{13,}/g;

function isEmpty(value: unknown): boolean {
  return value === '' || value === 0 || value === false || value === undefined;
}

/** A free text that holds the card's number holds it masked; where no number could be read, all that may be one is. */
function withoutPan(value: unknown, pan: string): unknown {
  if (typeof value !== 'string') return value;
  if (pan === '') return value.replace(LONG_DIGITS, maskPan);
  return value.includes(pan) ? value.replaceAll(pan, maskPan(pan)) : value;
}

function tracedOriginal(original: OriginalData, pan: string): TracedRequest['original'] {
  const traced: Record<string, unknown> = {};
  for (const field of ORIGINAL_FIELDS) {
    if (!isEmpty(original[field])) traced[field] = withoutPan(original[field], pan);
  }
  return traced as TracedRequest['original'];
}

/** @param pan the card's number of 12 to 19 digits, from DE2 or track 2; empty when none could be read */
export function tracedRequest(request: TransactionRequest, pan: string): TracedRequest {
  const { class: messageClass, stan, transmissionTimeMs, terminalId } = request;
  const traced: Record<string, unknown> = { class: messageClass, stan, transmissionTimeMs };
  traced['terminalId'] = withoutPan(terminalId, pan);
  for (const field of PLAIN_FIELDS) {
    const value = request[field];
    const name = TRACED_NAMES[field] ?? field;
    if (Number.isNaN(value)) traced[name] = null;
    else if (!isEmpty(value)) traced[name] = field === 'localTime' ? value : withoutPan(value, pan);
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

/** A request again: with this PAN and these PIN blocks, which the trace does not hold. */
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
