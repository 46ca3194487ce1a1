/**
 * The messages of the domain: requests and responses, the same for every wire format. Vocabularies
 * are tables; `protobuf` is the number of the value in the protobuf enum.
 *
 * A field that a message does not carry holds the empty value of its kind: `''`, `0` or a Buffer of
 * length 0. All message objects therefore have the same shape, which keeps the hot path
 * monomorphic.
 */

import type { Explanation, LimitHeadroom } from './explanation.ts';
import type { Outcome } from './outcome.ts';

/** Message class, from the MTI: x1xx, x2xx, x12x or x22x (advice), x4xx, x8xx. */
export const MESSAGE_CLASSES = ['authorization', 'financial', 'advice', 'reversal', 'networkManagement'] as const;
export type MessageClass = (typeof MESSAGE_CLASSES)[number];
export type TransactionClass = Exclude<MessageClass, 'networkManagement'>;

/**
 * What the cardholder does. `code` is the two-digit ISO 8583 transaction type (DE3 positions 1-2).
 */
export const TRANSACTION_TYPES = [
  { name: 'purchase', protobuf: 1, code: '00' },
  { name: 'cash', protobuf: 2, code: '01' },
  { name: 'purchaseWithCashback', protobuf: 3, code: '09' },
  { name: 'refund', protobuf: 4, code: '20' },
  { name: 'balanceInquiry', protobuf: 5, code: '31' },
  { name: 'pinChange', protobuf: 6, code: '70' },
] as const;
export type TransactionType = (typeof TRANSACTION_TYPES)[number]['name'];

/** What a message is for within its class. Empty: the ordinary use of the class. */
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

/** How the PAN was entered at the terminal (DE22 positions 1-2). */
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

/** Data that a codec attaches to a request and needs to encode the response. Opaque to others. */
export interface WireContext {
  /** The name of the codec that made it. */
  readonly codec: string;
}

/** The codec's check of the message's MAC; '' when no MAC was required or sent. */
export const MAC_CHECKS = ['', 'right', 'wrong', 'missing'] as const;
export type MacCheck = (typeof MAC_CHECKS)[number];

/**
 * Names the original of a reversal, completion or increment: by DE90 or DE56, by RRN, or by STAN,
 * date and terminal.
 */
export interface OriginalData {
  readonly class: TransactionClass | '';
  readonly stan: number;
  readonly transmissionTimeMs: number;
  readonly acquirerId: string;
  readonly rrn: string;
  readonly approvalCode: string;
  /** MMDD in the terminal's local time. */
  readonly localDate: string;
}

export interface TransactionRequest {
  readonly class: TransactionClass;
  /** The sender marked the message as a repeat (MTI x101, x201, x421). */
  readonly repeat: boolean;
  readonly purpose: Purpose | '';
  /**
   * `unknown`: a type without a name here (invalidTransaction). Empty: none given (formatError).
   */
  readonly type: TransactionType | '' | 'unknown';

  readonly stan: number;
  readonly rrn: string;
  /** DE7, UTC, as Unix milliseconds. */
  readonly transmissionTimeMs: number;
  /** Local time of the terminal, `YYYYMMDDhhmmss`. */
  readonly localTime: string;

  /** Minor units (øre); the total, with cashback. NaN when the value was not an exact integer. */
  readonly amountMinor: number;
  readonly cashbackMinor: number;
  /** For a partial reversal or dispense (DE95, DE30): the amount that replaces the original's. */
  readonly replacementAmountMinor: number;
  /** ISO 4217 numeric; 0 when not given, which means NOK (578). */
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
  /**
   * ISO 3166 numeric, 0 when not given. The first that is present counts: terminal, merchant,
   * acquirer.
   */
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

/** The part of a response that the decision determines. The rest repeats the request. */
export interface TransactionResult {
  readonly outcome: Outcome;
  /** Six letters or digits; on approvals only. */
  readonly approvalCode: string;
  readonly approvedAmountMinor: number;
  /** Present for a balance inquiry, and when the request asks for `explain`. */
  readonly balances: { readonly ledgerMinor: number; readonly availableMinor: number } | undefined;
  /**
   * When it was decided, by the clock that decided, Unix milliseconds; 0 when nothing was decided.
   */
  readonly decidedAtMs: number;
  /** True when this is the stored answer to an earlier request. */
  readonly repeated: boolean;
  /** Empty: nothing unusual. */
  readonly flag: Flag | '';
  readonly headroom: readonly LimitHeadroom[];
  /** Safe to show and log. Empty unless the request asked for `explain` or was malformed. */
  readonly reason: string;
  /** With `explain`, for a request on a card on file that was decided now, not repeated. */
  readonly explanation: Explanation | undefined;
}

export interface NetworkResult {
  readonly outcome: Outcome;
}

/** What only a received response has. */
export interface ReceivedCode {
  /** DE39 as it was on the wire, safe to show; undefined in a wire format without DE39. */
  readonly responseCode?: string | undefined;
  /**
   * The response code, when the codec knows no outcome for it. The outcome is then
   * systemMalfunction.
   */
  readonly unknownCode?: string | undefined;
}

export type TransactionResponse = TransactionResult &
  ReceivedCode & {
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
  };

export type NetworkResponse = NetworkResult &
  ReceivedCode & {
    readonly class: 'networkManagement';
    readonly function: NetworkFunction | '';
    readonly stan: number;
    readonly transmissionTimeMs: number;
    readonly terminalId: string;
    readonly context: WireContext | undefined;
  };

export type Response = TransactionResponse | NetworkResponse;
