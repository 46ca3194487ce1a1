/**
 * Compiles a dialect into flat arrays of small integers, indexed by element number. The scanner and
 * the writer read these arrays for every message.
 */
import {
  type Dialect,
  ELEMENT_MAX,
  ELEMENT_UNITS_MAX,
  type ElementSpec,
  ENCODINGS,
  type Encoding,
  LENGTH_ENCODINGS,
  THIRD_BITMAPS,
} from '../dialect/dialect.ts';

export const ELEMENTS: number = ELEMENT_MAX.threeBitmaps + 1;
/** The words of 32 bits that hold the bits of all elements. */
export const BITMAP_WORDS = 6;
/** The bit that announces the third bitmap; no dialect has another element of this number. */
export const THIRD_BITMAP = 65;
/** Elements from this number on are in the second bitmap. */
export const SECONDARY_FROM = 65;
/** Elements from this number on are in the third bitmap. */
export const THIRD_FROM: number = ELEMENT_MAX.twoBitmaps + 1;

/** Encodings as numbers: the position of each in ENCODINGS. */
export const ASCII = ENCODINGS.indexOf('ascii');
export const LATIN1 = ENCODINGS.indexOf('latin1');
export const EBCDIC = ENCODINGS.indexOf('ebcdic');
export const BCD_LEFT = ENCODINGS.indexOf('bcdLeft');
export const BCD_RIGHT_F = ENCODINGS.indexOf('bcdRightF');
export const RAW = ENCODINGS.indexOf('raw');
export const HEX = ENCODINGS.indexOf('hex');
export const EBCDIC_HEX = ENCODINGS.indexOf('ebcdicHex');
/** Class x+n where digits are BCD: the sign (C or D) as one character, then BCD digits. */
export const SIGNED_BCD = ENCODINGS.length;

export const LENGTH_ASCII = LENGTH_ENCODINGS.indexOf('ascii');
export const LENGTH_EBCDIC = LENGTH_ENCODINGS.indexOf('ebcdic');
export const LENGTH_BCD = LENGTH_ENCODINGS.indexOf('bcd');
export const LENGTH_HEX = LENGTH_ENCODINGS.indexOf('hex');
export const LENGTH_EBCDIC_HEX = LENGTH_ENCODINGS.indexOf('ebcdicHex');

/** Where the third bitmap stands, as numbers. */
export const NO_THIRD = THIRD_BITMAPS.indexOf('none');
export const THIRD_BEHIND_SECOND = THIRD_BITMAPS.indexOf('behindSecond');
export const THIRD_AS_ELEMENT = THIRD_BITMAPS.indexOf('element65');

export const CLASS_ANY = 0;
export const CLASS_DIGITS = 1;
export const CLASS_TRACK = 2;
export const CLASS_SIGNED = 3;

export const COUNTS_UNITS = 0;
export const COUNTS_BYTES = 1;
export const COUNTS_NIBBLES = 2;

/** Fixed elements with one byte per character: 1 for any bytes, 2 for ASCII digits. Others: 0. */
export const PLAIN_ANY = 1;
export const PLAIN_DIGITS = 2;

const TPDU_BYTES = 5;
const FORMAT = /^(n|a|an|ans|anp|as|ns|s|z|x\+n|b) (\.{2,6})?(\d{1,5})$/;

export interface ElementFormat {
  readonly class: string;
  /** Number of length digits, 2 to 6; 0: the length is fixed. */
  readonly lengthDigits: number;
  /** Characters, digits or bytes; for x+n, the sign is included. */
  readonly unitsMax: number;
}

/**
 * Parses a format such as `n 6`, `n ..19`, `ans ......9999` or `x+n 8`. Undefined when it is malformed,
 * or longer than an element may be.
 */
export function parseFormat(format: string): ElementFormat | undefined {
  const match = FORMAT.exec(format);
  if (match === null) return undefined;
  const [, formatClass = '', dots = '', units = ''] = match;
  const unitsMax = Number(units) + (formatClass === 'x+n' ? 1 : 0);
  if (unitsMax === 0 || unitsMax > ELEMENT_UNITS_MAX) return undefined;
  return { class: formatClass, lengthDigits: dots.length, unitsMax };
}

export interface Layout {
  readonly dialect: Dialect;
  /** Bytes before the MTI: the TPDU, then the bytes that a response repeats. */
  readonly headBytes: number;
  readonly tpduBytes: number;
  readonly mtiEncoding: number;
  readonly mtiBytes: number;
  readonly bitmapEncoding: number;
  /** Size of one bitmap of 64 bits. */
  readonly bitmapBytes: number;
  /** NO_THIRD, THIRD_BEHIND_SECOND or THIRD_AS_ELEMENT. */
  readonly thirdBitmap: number;
  /** All arrays are indexed by element number. `known` 0: the dialect has no such element. */
  readonly known: Uint8Array;
  readonly encoding: Uint8Array;
  readonly class: Uint8Array;
  readonly lengthEncoding: Uint8Array;
  readonly lengthBytes: Uint8Array;
  readonly counts: Uint8Array;
  readonly unitsMax: Uint32Array;
  /** Fixed elements: their size in bytes. */
  readonly fixedBytes: Uint32Array;
  /** PLAIN_ANY, PLAIN_DIGITS or 0. */
  readonly plain: Uint8Array;
  /** 1: the element holds bytes, not characters. */
  readonly isBinary: Uint8Array;
}

/** The encoding of an element: its own, or the dialect's default for its class. */
function encodingOf(dialect: Dialect, spec: ElementSpec, formatClass: string): Encoding {
  if (spec.encoding !== undefined) return spec.encoding;
  if (formatClass === 'n' || formatClass === 'x+n') return dialect.digits;
  if (formatClass === 'z') return dialect.track;
  return formatClass === 'b' ? dialect.binary : dialect.text;
}

function lengthBytesOf(lengthEncoding: string, lengthDigits: number): number {
  if (lengthDigits === 0) return 0;
  if (lengthEncoding === 'binary1') return 1;
  if (lengthEncoding === 'binary2') return 2;
  return lengthEncoding === 'bcd' ? (lengthDigits + 1) >> 1 : lengthDigits;
}

function isBcd(encoding: Encoding): boolean {
  return encoding === 'bcdLeft' || encoding === 'bcdRight' || encoding === 'bcdRightF';
}

const CLASSES: Readonly<Record<string, number>> = { n: CLASS_DIGITS, z: CLASS_TRACK, 'x+n': CLASS_SIGNED };
const COUNTS = { units: COUNTS_UNITS, bytes: COUNTS_BYTES, nibbles: COUNTS_NIBBLES } as const;

function plainOf(encoding: number, elementClass: number): number {
  if (elementClass === CLASS_ANY) return encoding <= EBCDIC || encoding === RAW ? PLAIN_ANY : 0;
  return elementClass === CLASS_DIGITS && encoding <= LATIN1 ? PLAIN_DIGITS : 0;
}

/** `dialect` must have passed the checks of dialect-file.ts. */
export function compileDialect(dialect: Dialect): Layout {
  const tpduBytes = dialect.tpdu ? TPDU_BYTES : 0;
  const layout: Layout = {
    dialect,
    headBytes: tpduBytes + dialect.prefixBytes,
    tpduBytes,
    mtiEncoding: ENCODINGS.indexOf(dialect.mti),
    mtiBytes: dialect.mti === 'bcdLeft' ? 2 : 4,
    bitmapEncoding: ENCODINGS.indexOf(dialect.bitmap),
    bitmapBytes: dialect.bitmap === 'raw' ? 8 : 16,
    thirdBitmap: THIRD_BITMAPS.indexOf(dialect.thirdBitmap),
    known: new Uint8Array(ELEMENTS),
    encoding: new Uint8Array(ELEMENTS),
    class: new Uint8Array(ELEMENTS),
    lengthEncoding: new Uint8Array(ELEMENTS),
    lengthBytes: new Uint8Array(ELEMENTS),
    counts: new Uint8Array(ELEMENTS),
    unitsMax: new Uint32Array(ELEMENTS),
    fixedBytes: new Uint32Array(ELEMENTS),
    plain: new Uint8Array(ELEMENTS),
    isBinary: new Uint8Array(ELEMENTS),
  };
  for (const [number, spec] of Object.entries(dialect.elements)) {
    const element = Number(number);
    const format = parseFormat(spec.format);
    if (format === undefined || element < 2 || element >= ELEMENTS) continue;
    const encoding = encodingOf(dialect, spec, format.class);
    const lengthEncoding = spec.length ?? dialect.length;
    layout.known[element] = 1;
    layout.encoding[element] = format.class === 'x+n' && isBcd(encoding) ? SIGNED_BCD : ENCODINGS.indexOf(encoding);
    layout.class[element] = CLASSES[format.class] ?? CLASS_ANY;
    layout.lengthEncoding[element] = LENGTH_ENCODINGS.indexOf(lengthEncoding);
    layout.lengthBytes[element] = lengthBytesOf(lengthEncoding, format.lengthDigits);
    layout.counts[element] = COUNTS[spec.counts ?? 'units'];
    layout.unitsMax[element] = format.unitsMax;
    layout.fixedBytes[element] = bytesOfUnits(layout.encoding[element] as number, format.unitsMax);
    layout.plain[element] = format.lengthDigits === 0 ? plainOf(layout.encoding[element] as number, layout.class[element] as number) : 0;
    layout.isBinary[element] = format.class === 'b' ? 1 : 0;
  }
  return layout;
}

/** The encoded size, in bytes, of `units` characters, digits or bytes. */
export function bytesOfUnits(encoding: number, units: number): number {
  if (encoding < BCD_LEFT || encoding === RAW) return units;
  if (encoding < RAW) return (units + 1) >> 1;
  return encoding === SIGNED_BCD ? 1 + (units >> 1) : units * 2;
}
