/**
 * A dialect of ISO 8583 as data: one JSON file says how a host's messages look. docs/dialects.md explains each line for
 * people who write their own; dialect-file.ts reads and checks it, layout.ts prepares it for the hot path.
 */
import type { EntryMode, MessageClass, NetworkFunction, Purpose, ReversalReason, TerminalType, TransactionType } from '../../message.ts';
import type { Outcome } from '../../outcome.ts';

/** How the characters or bytes of an element stand in the message. BCD: two digits a byte, an odd digit padded left (0) or right (0 or F). */
export const ENCODINGS = ['ascii', 'latin1', 'ebcdic', 'bcdLeft', 'bcdRight', 'bcdRightF', 'raw', 'hex', 'ebcdicHex'] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** How the length of a variable element stands in front of it: LL or LLL digits, or a binary number of one or two bytes. */
export const LENGTH_ENCODINGS = ['ascii', 'ebcdic', 'bcd', 'binary1', 'binary2'] as const;
export type LengthEncoding = (typeof LENGTH_ENCODINGS)[number];

/** What a variable length counts: characters, digits or bytes as the format has them; encoded bytes; or half bytes. */
export const LENGTH_COUNTS = ['units', 'bytes', 'nibbles'] as const;
export type LengthCounts = (typeof LENGTH_COUNTS)[number];

/** What stands in front of each message on a stream: bytes in binary, ASCII digits or BCD digits (see frame.ts). */
export const HEADER_NAMES = ['2b', '4b', '2a', '4a', '2bcd'] as const;
export type HeaderName = (typeof HEADER_NAMES)[number];

/** How much of an element a person may see: PAN as first 6 and last 4, or nothing at all. */
export const MASKS = ['none', 'pan', 'track2', 'all'] as const;
export type Mask = (typeof MASKS)[number];

export interface ElementSpec {
  readonly name: string;
  /** `n 6` fixed, `n ..19` LL, `ans ...999` LLL; classes n, a, an, ans, anp, as, ns, s, z, x+n, b (bytes). */
  readonly format: string;
  readonly encoding?: Encoding;
  readonly length?: LengthEncoding;
  readonly counts?: LengthCounts;
  readonly mask?: Mask;
}

/** Some characters of an element that stand for one word of ours. `position` counts characters from 1; at most 4 characters. */
export interface CodeTable<Name extends string> {
  readonly element: number;
  readonly position: number;
  readonly length: number;
  /** Name → its codes: all are read, the first is written. */
  readonly codes: Readonly<Partial<Record<Name, string | readonly string[]>>>;
}

/** Characters `position` (from 1) to `position + length - 1` of an element. */
export interface Slice {
  readonly element: number;
  readonly position: number;
  readonly length: number;
}

/** Which element carries what; 0: none in this dialect. */
export interface FieldElements {
  readonly pan: number;
  readonly processingCode: number;
  readonly amount: number;
  readonly transmissionTime: number;
  readonly stan: number;
  /** n 6 hhmmss, or n 12 YYMMDDhhmmss. */
  readonly localTime: number;
  /** n 4 MMDD; 0 where the local time holds the date. */
  readonly localDate: number;
  readonly expiry: number;
  readonly mcc: number;
  readonly acquirerCountry: number;
  readonly cardSequence: number;
  readonly acquirerId: number;
  readonly track2: number;
  readonly rrn: number;
  readonly approvalCode: number;
  readonly responseCode: number;
  readonly terminalId: number;
  readonly merchantId: number;
  readonly merchantName: number;
  readonly currency: number;
  readonly pinBlock: number;
  readonly amounts: number;
  readonly chipData: number;
  /** DE90 (n 42) or DE56 (n ..35). */
  readonly original: number;
  /** DE95 (n 42) or DE30 (n 24): its first 12 digits are the amount that stands. */
  readonly standing: number;
  /** Of a response: the outcome's name, of a format error with the number of the element. */
  readonly outcomeName: number;
  /** Of a response: the reason as a sentence. */
  readonly reason: number;
}

/** Words of ours that ISO 8583 has no element for. */
export const ADDITIONAL_FIELDS = [
  'purpose',
  'pinBlockFormat',
  'pinKeyId',
  'pinBlock',
  'newPinBlock',
  'pinKsn',
  'terminalType',
  'terminalCountry',
  'entryMode',
  'reversalReason',
  'allowPartialApproval',
  'explain',
  'cashback',
  'originalDate',
  'originalTime',
  'originalRrn',
  'flag',
] as const;
export type AdditionalField = (typeof ADDITIONAL_FIELDS)[number];

/** Tags in a private element (DE48): tag and length are characters, a binary value stands as hexadecimal digits. */
export interface AdditionalData {
  readonly element: number;
  readonly tagLength: number;
  readonly lengthDigits: number;
  readonly tags: Readonly<Record<AdditionalField, string>>;
}

export const MAC_ALGORITHMS = ['AES-CMAC', 'retail'] as const;
export type MacAlgorithm = (typeof MAC_ALGORITHMS)[number];

export interface MacSpec {
  readonly algorithm: MacAlgorithm;
  /** ISO 9797-1 padding method of the retail MAC. */
  readonly padding: 1 | 2;
  /** How many leading bytes of the MAC are sent; the element's other bytes are zero. */
  readonly bytes: number;
}

export interface Dialect {
  readonly name: string;
  readonly about: string;
  /** First digit of the MTI: 0 for 1987, 1 for 1993. */
  readonly version: '0' | '1';
  readonly header: HeaderName;
  /** The length counts the header's own bytes too. */
  readonly headerInclusive: boolean;
  /** Five bytes in front of the MTI, swapped in the response. */
  readonly tpdu: boolean;
  readonly mti: Extract<Encoding, 'ascii' | 'ebcdic' | 'bcdLeft'>;
  readonly bitmap: Extract<Encoding, 'raw' | 'hex' | 'ebcdicHex'>;
  /** What elements use that do not say otherwise: classes n and x+n; z; b; all others; and the lengths. */
  readonly digits: Encoding;
  readonly track: Encoding;
  readonly binary: Extract<Encoding, 'raw' | 'hex' | 'ebcdicHex'>;
  readonly text: Extract<Encoding, 'ascii' | 'latin1' | 'ebcdic'>;
  readonly length: LengthEncoding;
  readonly elements: Readonly<Record<string, ElementSpec>>;

  readonly fields: FieldElements;
  /** MTI that this dialect's terminals send; all that the standard allows are read. */
  readonly mtis: Readonly<Record<MessageClass, string>>;
  /** What an element holds that is written for one of its codes: `{"22": "001"}`. */
  readonly templates: Readonly<Record<string, string>>;
  readonly types: CodeTable<TransactionType>;
  /** The first table with a match says it. */
  readonly purposes: readonly CodeTable<Purpose>[];
  readonly entryModes: readonly CodeTable<EntryMode>[];
  readonly terminalTypes: readonly CodeTable<TerminalType>[];
  readonly reversalReasons: readonly CodeTable<ReversalReason>[];
  readonly networkFunctions: readonly CodeTable<NetworkFunction>[];
  /** The message says that DE54 holds cashback, whatever its amount type. */
  readonly cashbackFlags: readonly CodeTable<'cashback'>[];
  /** The strongest country evidence, before tag 9F1A. */
  readonly terminalCountry: readonly Slice[];
  readonly additionalData: AdditionalData | undefined;

  /** Which column of the outcome table DE39 is taken from, and what differs from it. */
  readonly responseCodes: 'de39' | 'action';
  readonly responseCodeOverrides: Readonly<Partial<Record<Outcome, string>>>;
  /** What a response repeats, byte for byte. */
  readonly echo: readonly number[];
  /** What must be there: element numbers; `2|35` is either. The amount (DE4) is not asked for where the type has none. */
  readonly mandatory: Readonly<Record<MessageClass, readonly string[]>>;
  readonly mac: MacSpec;
}
