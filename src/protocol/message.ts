/**
 * The domain's nouns, the same for every wire. Vocabularies are tables; `protobuf` numbers are those of the protobuf enums.
 *
 * A field that a message does not carry holds the empty value of its kind: `''`, `0` or a Buffer of length 0.
 * Every message object therefore has the same shape, which keeps the hot path monomorphic.
 */

import type { Explanation, LimitHeadroom } from './explanation.ts';
import type { Outcome } from './outcome.ts';

/** Message class, the second digit of an MTI: x1xx, x2xx, x1/2 2x, x4xx, x8xx. */
export const MESSAGE_CLASSES = ['authorization', 'financial', 'advice', 'reversal', 'networkManagement'] as const;
export type MessageClass = (typeof MESSAGE_CLASSES)[number];
export type TransactionClass = Exclude<MessageClass, 'networkManagement'>;

/** What the cardholder does. `code` is the two-digit ISO 8583 transaction type (DE3 positions 1-2). */
export const TRANSACTION_TYPES = [
  { name: 'purchase', protobuf: 1, code: '00' },
  { name: 'cash', protobuf: 2, code: '01' },
  { name: 'purchaseWithCashback', protobuf: 3, code: '09' },
  { name: 'refund', protobuf: 4, code: '20' },
  { name: 'balanceInquiry', protobuf: 5, code: '31' },
  { name: 'pinChange', protobuf: 6, code: '70' },
] as const;
export type TransactionType = (typeof TRANSACTION_TYPES)[number]['name'];

/** What a message is for, within its class. Empty: the class's ordinary use. */
export const PURPOSES = [
  { name: 'increment', protobuf: 1 },
  { name: 'completion', protobuf: 2 },
  { name: 'offlineApproval', protobuf: 3 },
  { name: 'partialDispense', protobuf: 4 },
] as const;
export type Purpose = (typeof PURPOSES)[number]['name'];

export const TERMINAL_TYPES = [
  { name: 'pos', protobuf: 1 },
  { name: 'atm', protobuf: 2 },
  { name: 'unattended', protobuf: 3 },
  { name: 'ecommerce', protobuf: 4 },
] as const;
export type TerminalType = (typeof TERMINAL_TYPES)[number]['name'];

/** How the PAN came to the terminal (DE22 positions 1-2). */
export const ENTRY_MODES = [
  { name: 'chip', protobuf: 1 },
  { name: 'contactless', protobuf: 2 },
  { name: 'magstripe', protobuf: 3 },
  { name: 'fallback', protobuf: 4 },
  { name: 'manual', protobuf: 5 },
  { name: 'ecommerce', protobuf: 6 },
  { name: 'moto', protobuf: 7 },
] as const;
export type EntryMode = (typeof ENTRY_MODES)[number]['name'];

/** PIN block formats of ISO 9564-1. */
export const PIN_BLOCK_FORMATS = [
  { name: 'iso0', protobuf: 1 },
  { name: 'iso1', protobuf: 2 },
  { name: 'iso3', protobuf: 3 },
  { name: 'iso4', protobuf: 4 },
] as const;
export type PinBlockFormat = (typeof PIN_BLOCK_FORMATS)[number]['name'];

export const REVERSAL_REASONS = [
  { name: 'customerCancellation', protobuf: 1 },
  { name: 'timeout', protobuf: 2 },
  { name: 'completedPartially', protobuf: 3 },
  { name: 'terminalFault', protobuf: 4 },
  { name: 'suspectedFraud', protobuf: 5 },
] as const;
export type ReversalReason = (typeof REVERSAL_REASONS)[number]['name'];

export const NETWORK_FUNCTIONS = [
  { name: 'signOn', protobuf: 1 },
  { name: 'signOff', protobuf: 2 },
  { name: 'echo', protobuf: 3 },
  { name: 'cutOver', protobuf: 4 },
] as const;
export type NetworkFunction = (typeof NETWORK_FUNCTIONS)[number]['name'];

/** Why an advice that was posted would not have been approved as a request. */
export const FLAGS = [
  { name: 'noHold', protobuf: 1 },
  { name: 'aboveHold', protobuf: 2 },
  { name: 'pastLimit', protobuf: 3 },
  { name: 'pastCoverage', protobuf: 4 },
] as const;
export type Flag = (typeof FLAGS)[number]['name'];
export const ALL_FLAGS: readonly Flag[] = FLAGS.map(({ name }) => name);

export function isFlag(value: unknown): value is Flag {
  return (ALL_FLAGS as readonly unknown[]).includes(value);
}

/** What a wire format wants back with the response to a message; nobody else looks into it. */
export interface WireContext {
  /** Whose it is: the name of the codec. */
  readonly codec: string;
}

/** What the wire found of the message's authentication code: '' where none was asked for or brought. */
export const MAC_CHECKS = ['', 'right', 'wrong', 'missing'] as const;
export type MacCheck = (typeof MAC_CHECKS)[number];

/** What names the original of a reversal, completion or increment (DE90, DE56, or RRN, or STAN + date + terminal). */
export interface OriginalData {
  readonly class: TransactionClass | '';
  readonly stan: number;
  readonly transmissionTimeMs: number;
  readonly acquirerId: string;
  readonly rrn: string;
  readonly approvalCode: string;
  /** MMDD as the terminal's own calendar had it. */
  readonly localDate: string;
}

export interface TransactionRequest {
  readonly class: TransactionClass;
  /** x101, x201, x421: the sender says that it sent this before. */
  readonly repeat: boolean;
  readonly purpose: Purpose | '';
  /** Empty: a type this product has no name for (declined invalidTransaction) or none given (formatError). */
  readonly type: TransactionType | '' | 'unknown';

  readonly stan: number;
  readonly rrn: string;
  /** DE7, UTC, as Unix milliseconds. */
  readonly transmissionTimeMs: number;
  /** Terminal's own clock, `YYYYMMDDhhmmss`. */
  readonly localTime: string;

  /** Minor units (øre); the total, cashback included. NaN when what came is no exact number. */
  readonly amountMinor: number;
  readonly cashbackMinor: number;
  /** Of a partial reversal or dispense (DE95, DE30): the amount that stands. */
  readonly replacementAmountMinor: number;
  /** ISO 4217 numeric; 0 when not given, which means 578. */
  readonly currency: number;

  readonly pan: string;
  readonly track2: string;
  /** YYMM. */
  readonly expiry: string;
  readonly cardSequence: number;
  readonly entryMode: EntryMode | '';

  readonly pinBlock: Buffer;
  readonly pinBlockFormat: PinBlockFormat | '';
  readonly pinKeyId: string;
  readonly pinKsn: Buffer;
  readonly newPinBlock: Buffer;

  readonly terminalId: string;
  readonly terminalType: TerminalType | '';
  readonly merchantId: string;
  readonly merchantName: string;
  readonly mcc: number;
  readonly acquirerId: string;
  /** ISO 3166 numeric, 0 when not given. First present is the evidence: terminal, merchant, acquirer. */
  readonly terminalCountry: number;
  readonly merchantCountry: number;
  readonly acquirerCountry: number;

  readonly original: OriginalData | undefined;
  readonly reversalReason: ReversalReason | '';
  readonly allowPartialApproval: boolean;
  readonly chipData: Buffer;
  readonly mac: Buffer;
  readonly macKeyId: string;
  readonly explain: boolean;
  readonly macCheck: MacCheck;
  readonly context: WireContext | undefined;
}

export interface NetworkRequest {
  readonly class: 'networkManagement';
  readonly repeat: boolean;
  readonly function: NetworkFunction | '';
  readonly stan: number;
  readonly transmissionTimeMs: number;
  readonly terminalId: string;
  readonly acquirerId: string;
  readonly macCheck: MacCheck;
  readonly context: WireContext | undefined;
}

export type Request = TransactionRequest | NetworkRequest;

/** The part of a response that the decision determines; the rest echoes the request. */
export interface TransactionResult {
  readonly outcome: Outcome;
  /** an6, on approvals only. */
  readonly approvalCode: string;
  readonly approvedAmountMinor: number;
  /** Present on a balance inquiry and when `explain` was asked for. */
  readonly balances: { readonly ledgerMinor: number; readonly availableMinor: number } | undefined;
  /** The instant of the decision on the clock that decided, Unix milliseconds; 0 when none was taken. */
  readonly decidedAtMs: number;
  /** True when this is the stored answer of an earlier request. */
  readonly repeated: boolean;
  /** Empty: nothing to look at. */
  readonly flag: Flag | '';
  readonly headroom: readonly LimitHeadroom[];
  /** Safe to show and log; empty unless `explain` was asked for or the request was malformed. */
  readonly reason: string;
  /** With `explain`, of a request that was decided now on a card on file. */
  readonly explanation: Explanation | undefined;
}

export interface NetworkResult {
  readonly outcome: Outcome;
}

/** Of a response that was read: its code as it came, where the wire knows no outcome for it. The outcome is systemMalfunction then. */
export type UnknownCode = string | undefined;

export type TransactionResponse = TransactionResult & {
  readonly class: TransactionClass;
  readonly stan: number;
  readonly rrn: string;
  readonly transmissionTimeMs: number;
  readonly terminalId: string;
  readonly merchantId: string;
  readonly acquirerId: string;
  readonly type: TransactionRequest['type'];
  readonly amountMinor: number;
  readonly currency: number;
  readonly context: WireContext | undefined;
  readonly unknownCode?: UnknownCode;
};

export type NetworkResponse = NetworkResult & {
  readonly class: 'networkManagement';
  readonly function: NetworkFunction | '';
  readonly stan: number;
  readonly transmissionTimeMs: number;
  readonly terminalId: string;
  readonly context: WireContext | undefined;
  readonly unknownCode?: UnknownCode;
};

export type Response = TransactionResponse | NetworkResponse;
