/**
 * A dialect of ISO 8583 as data: one JSON file describes the messages of a host. docs/dialects.md
 * explains each line to people who write their own. dialect-file.ts reads and checks the file;
 * layout.ts prepares it for the hot path.
 */
import type { EntryMode, MessageClass, NetworkFunction, Purpose, ReversalReason, TerminalType, TransactionType } from '../../message.ts';
import type { Outcome } from '../../outcome.ts';

/**
 * How an element is encoded in the message. BCD: two digits in a byte; an odd number of digits is
 * padded on the left (0) or right (0 or F).
 */
export const ENCODINGS = ['ascii', 'latin1', 'ebcdic', 'bcdLeft', 'bcdRight', 'bcdRightF', 'raw', 'hex', 'ebcdicHex'] as const;
export type Encoding = (typeof ENCODINGS)[number];

/**
 * How the length of a variable element is encoded: the digits that its format says (LL to LLLLLL), one
 * or two binary bytes, or as many hexadecimal digits, in ASCII or EBCDIC.
 */
export const LENGTH_ENCODINGS = ['ascii', 'ebcdic', 'bcd', 'binary1', 'binary2', 'hex', 'ebcdicHex'] as const;
export type LengthEncoding = (typeof LENGTH_ENCODINGS)[number];

/**
 * What a length counts: characters, digits or bytes as in the format; encoded bytes; or half bytes.
 */
export const LENGTH_COUNTS = ['units', 'bytes', 'nibbles'] as const;
export type LengthCounts = (typeof LENGTH_COUNTS)[number];

/**
 * Where the third bitmap (elements 129 to 192) stands, which bit 65 announces: directly behind the
 * second, or as element 65 among the elements.
 */
export const THIRD_BITMAPS = ['none', 'behindSecond', 'element65'] as const;
export type ThirdBitmap = (typeof THIRD_BITMAPS)[number];

/** The number of the last element: without a third bitmap, and with one. */
export const ELEMENT_MAX = { twoBitmaps: 128, threeBitmaps: 192 } as const;

/** The most characters, digits or bytes that a format may allow. */
export const ELEMENT_UNITS_MAX = 65_535;

/**
 * The length header before each message: binary with the high byte first, ASCII digits, BCD digits,
 * binary with the low byte first, or one byte (length-header.ts).
 */
export const HEADER_NAMES = ['2b', '4b', '2a', '4a', '2bcd', '2le', '4le', '1'] as const;
export type HeaderName = (typeof HEADER_NAMES)[number];

/** The most bytes before the MTI that a dialect may have beside its TPDU. */
export const PREFIX_BYTES_MAX = 64;

/** How an element is masked. `pan` shows the first 6 and last 4 digits, `all` shows nothing. */
export const MASKS = ['none', 'pan', 'track2', 'all'] as const;
export type Mask = (typeof MASKS)[number];

/** The bytes of a bitmap within an element. */
export const SUB_BITMAP_BYTES = { usual: 8, most: 8 } as const;

/**
 * A bitmap of its own within an element, followed by the sub-elements that it announces. Bit 1 is
 * sub-element 1, not a second bitmap.
 */
export interface SubElements {
  /** If not that of the message. */
  readonly bitmap?: Extract<Encoding, 'raw' | 'hex' | 'ebcdicHex'>;
  readonly bitmapBytes?: number;
  /**
   * Two hexadecimal digits: one byte with this identifier and two with the length of what follows
   * stand in front of the bitmap.
   */
  readonly dataset?: string;
  readonly elements: Readonly<Record<string, SubElementSpec>>;
  /** What our own terminals send if `mandatory` requires the element: sub-element → its value. */
  readonly template?: Readonly<Record<string, string>>;
}

export type SubElementSpec = Omit<ElementSpec, 'subElements'>;

export interface ElementSpec {
  readonly name: string;
  /**
   * `n 6` fixed, `n ..19` LL, `ans ...999` LLL, up to `ans ......65535` LLLLLL; classes n, a, an,
   * ans, anp, as, ns, s, z, x+n, b (bytes).
   */
  readonly format: string;
  readonly encoding?: Encoding;
  readonly length?: LengthEncoding;
  readonly counts?: LengthCounts;
  readonly mask?: Mask;
  /** Of an element of bytes: what they hold. */
  readonly subElements?: SubElements;
}

/** Codes at a place in an element, at most 4 characters. `position` counts characters from 1. */
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

/** The element that carries each field; 0: none in this dialect. */
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
  /** The replacement amount: the first 12 digits of DE95 (an 42) or DE30 (n 24). */
  readonly standing: number;
  /** In a response: the outcome's name; for a format error, with the number of the element. */
  readonly outcomeName: number;
  /** In a response: the reason as a sentence. */
  readonly reason: number;
}

/** Fields that ISO 8583 has no element for. */
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

/** Tags in a private element (DE48), all as characters; binary values are hexadecimal digits. */
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
  /** The length includes the header's own bytes. */
  readonly headerInclusive: boolean;
  /** Five bytes before the MTI; the response has its two addresses swapped. */
  readonly tpdu: boolean;
  /** Bytes between the TPDU and the MTI, which a response repeats unchanged. 0: none. */
  readonly prefixBytes: number;
  readonly mti: Extract<Encoding, 'ascii' | 'ebcdic' | 'bcdLeft'>;
  readonly bitmap: Extract<Encoding, 'raw' | 'hex' | 'ebcdicHex'>;
  readonly thirdBitmap: ThirdBitmap;
  /** Default encodings of elements: classes n and x+n; z; b; all others; and of lengths. */
  readonly digits: Encoding;
  readonly track: Encoding;
  readonly binary: Extract<Encoding, 'raw' | 'hex' | 'ebcdicHex'>;
  readonly text: Extract<Encoding, 'ascii' | 'latin1' | 'ebcdic'>;
  readonly length: LengthEncoding;
  readonly elements: Readonly<Record<string, ElementSpec>>;

  readonly fields: FieldElements;
  /**
   * The MTIs that terminals of this dialect send. The host accepts all that the standard allows.
   */
  readonly mtis: Readonly<Record<MessageClass, string>>;
  /** The text of an element around its codes, such as `{"22": "001"}`. */
  readonly templates: Readonly<Record<string, string>>;
  readonly types: CodeTable<TransactionType>;
  /** The first table with a match counts. */
  readonly purposes: readonly CodeTable<Purpose>[];
  readonly entryModes: readonly CodeTable<EntryMode>[];
  readonly terminalTypes: readonly CodeTable<TerminalType>[];
  readonly reversalReasons: readonly CodeTable<ReversalReason>[];
  readonly networkFunctions: readonly CodeTable<NetworkFunction>[];
  /** Codes which say that DE54 holds cashback, whatever its amount type. */
  readonly cashbackFlags: readonly CodeTable<'cashback'>[];
  /** The strongest country evidence, before tag 9F1A. */
  readonly terminalCountry: readonly Slice[];
  readonly additionalData: AdditionalData | undefined;

  /** The column of the outcome table that response codes come from, and exceptions to it. */
  readonly responseCodes: 'de39' | 'action';
  readonly responseCodeOverrides: Readonly<Partial<Record<Outcome, string>>>;
  /** Elements that a response repeats byte for byte. */
  readonly echo: readonly number[];
  /**
   * Elements that must be present; `2|35` means either. The amount (DE4) is not required for types
   * that have none.
   */
  readonly mandatory: Readonly<Record<MessageClass, readonly string[]>>;
  readonly mac: MacSpec;
}
