/** Arbitrary messages of any dialect: legal texts for each of its elements, and dialects that nobody ships. */
import fc from 'fast-check';
import { type ElementFormat, type Layout, parseFormat } from '../../../../src/protocol/iso8583/codec/layout.ts';
import type { Dialect, ElementSpec, Encoding, LengthCounts, LengthEncoding } from '../../../../src/protocol/iso8583/dialect/dialect.ts';
import { loadDialect } from '../../../../src/protocol/iso8583/dialect/dialect-file.ts';

const TEXTS: readonly Encoding[] = ['ascii', 'latin1', 'ebcdic'];
const DIGITS: readonly Encoding[] = [...TEXTS, 'bcdLeft', 'bcdRight', 'bcdRightF'];
const BINARIES: readonly Encoding[] = ['raw', 'hex', 'ebcdicHex'];
/** What each class may be encoded as, as the check of dialects has it. */
export const ENCODINGS_OF_CLASS: Readonly<Record<string, readonly Encoding[]>> = {
  n: DIGITS,
  z: DIGITS,
  'x+n': DIGITS,
  ans: TEXTS,
  b: BINARIES,
};
/** Long enough for every length, short enough to be quick. */
const UNITS_MAX = 60;
const LATIN1 = Array.from({ length: 256 }, (_none, code) => String.fromCharCode(code));
/** Every character of code page 037 that is no control character. */
const PRINTABLE = LATIN1.filter((_char, code) => (code >= 0x20 && code < 0x7f) || code >= 0xa0);

export function formatOf(layout: Layout, element: number): ElementFormat {
  const format = parseFormat(layout.dialect.elements[element]?.format ?? '');
  if (format === undefined) throw new Error(`The dialect has no element ${element}.`);
  return format;
}

/** In BCD the separator is a half byte D, in characters = as well. */
function trackOf(units: number, separator: string): fc.Arbitrary<string> {
  return fc
    .tuple(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: units, maxLength: units }), fc.nat(Math.max(units - 1, 0)), fc.boolean())
    .map(([digits, at, hasSeparator]) =>
      hasSeparator && units > 0 ? `${digits.slice(0, at).join('')}${separator}${digits.slice(at + 1).join('')}` : digits.join(''),
    );
}

function stringOf(units: readonly string[], length: number): fc.Arbitrary<string> {
  return fc.string({ unit: fc.constantFrom(...units), minLength: length, maxLength: length });
}

/** Text of a length that an element may hold. */
function textOf(format: ElementFormat, isBcd: boolean, isEbcdic: boolean, units: number): fc.Arbitrary<string> {
  switch (format.class) {
    case 'n':
      return stringOf([...'0123456789'], units);
    case 'z':
      return trackOf(units, isBcd ? 'D' : '=');
    case 'x+n':
      return fc.tuple(fc.constantFrom('C', 'D'), stringOf([...'0123456789'], units - 1)).map(([sign, digits]) => sign + digits);
    case 'b':
      return stringOf([...'0123456789ABCDEF'], units * 2);
    default:
      return stringOf(isEbcdic ? PRINTABLE : LATIN1, units);
  }
}

function encodingOf(dialect: Dialect, spec: ElementSpec, formatClass: string): Encoding {
  if (spec.encoding !== undefined) return spec.encoding;
  if (formatClass === 'z') return dialect.track;
  if (formatClass === 'b') return dialect.binary;
  return formatClass === 'n' || formatClass === 'x+n' ? dialect.digits : dialect.text;
}

/** What may stand in an element: of a fixed one always its whole length. */
export function elementText(layout: Layout, element: number): fc.Arbitrary<string> {
  const { dialect } = layout;
  const spec = dialect.elements[element];
  if (spec === undefined) throw new Error(`The dialect has no element ${element}.`);
  const format = formatOf(layout, element);
  const encoding = encodingOf(dialect, spec, format.class);
  const text = (units: number): fc.Arbitrary<string> => textOf(format, encoding.startsWith('bcd'), encoding === 'ebcdic', units);
  if (format.lengthDigits === 0) return text(format.unitsMax);
  const least = format.class === 'x+n' ? 1 : 0;
  return fc.oneof(fc.integer({ min: least, max: Math.min(UNITS_MAX, format.unitsMax) }), fc.constant(format.unitsMax)).chain(text);
}

/** Elements by number, the MTI under 0: any choice of those that the dialect has. */
export function anyMessage(layout: Layout, elementsMax = 24): fc.Arbitrary<ReadonlyMap<number, string>> {
  const known = Object.keys(layout.dialect.elements).map(Number);
  const mti = fc.integer({ min: 0, max: 9_999 }).map((number) => String(number).padStart(4, '0'));
  const elements = fc
    .uniqueArray(fc.constantFrom(...known), { maxLength: elementsMax })
    .chain((numbers) =>
      fc.tuple(...numbers.sort((a, b) => a - b).map((number) => elementText(layout, number).map((text) => [number, text] as const))),
    );
  return fc.tuple(mti, elements).map(([first, rest]) => new Map<number, string>([[0, first], ...rest]));
}

export interface OddSpec {
  readonly formatClass: string;
  readonly encoding: Encoding;
  readonly length: LengthEncoding;
  readonly counts: LengthCounts;
  readonly unitsMax: number;
  /** Two or three if left out. */
  readonly lengthDigits?: number;
}

/** How a dialect of elements 2 and 3, both as told, and a binary 4 behind them looks. */
export function oddDialect(odd: OddSpec, changes: Partial<Dialect> = {}): Dialect {
  const { formatClass, encoding, length, counts, unitsMax, lengthDigits = unitsMax > 49 ? 3 : 2 } = odd;
  const dots = '.'.repeat(lengthDigits);
  const told = { encoding, length, counts };
  return {
    ...loadDialect('1987-ascii'),
    name: 'odd',
    elements: {
      '2': { name: 'Variable', format: `${formatClass} ${dots}${unitsMax}`, ...told },
      '3': { name: 'Fixed', format: `${formatClass} ${unitsMax}`, ...told },
      '4': { name: 'Behind', format: 'b 2', encoding: 'raw' },
      '70': { name: 'High', format: `${formatClass} ${dots}${unitsMax}`, ...told },
    },
    ...changes,
  };
}
