/**
 * Variants of a dialect: the same dialect with another encoding of one kind of field, or another
 * form of one element.
 */

import { compileDialect, type Layout, parseFormat } from '../../../protocol/iso8583/codec/layout.ts';
import { type Dialect, ELEMENT_UNITS_MAX, type ElementSpec, LENGTH_ENCODINGS } from '../../../protocol/iso8583/dialect/dialect.ts';

/** The members of a dialect that variants change, and the words for them. */
export const DIALECT_CHANGES = {
  mti: { about: 'the MTI', values: ['ascii', 'ebcdic', 'bcdLeft'] },
  bitmap: { about: 'the bitmap', values: ['raw', 'hex', 'ebcdicHex'] },
  digits: { about: 'digits', values: ['ascii', 'ebcdic', 'bcdLeft', 'bcdRight', 'bcdRightF'] },
  track: { about: 'track 2', values: ['ascii', 'ebcdic', 'bcdLeft', 'bcdRight', 'bcdRightF'] },
  binary: { about: 'binary elements', values: ['raw', 'hex', 'ebcdicHex'] },
  text: { about: 'characters', values: ['ascii', 'ebcdic'] },
  length: { about: 'lengths', values: LENGTH_ENCODINGS },
} as const;
export type DialectChange = keyof typeof DIALECT_CHANGES;

export interface Change {
  readonly key: DialectChange;
  readonly value: string;
}

/** How many digits the length of an element may have. */
const LENGTH_DIGITS = [2, 3, 4, 5, 6] as const;

/** Encodings in words. */
const ENCODING_WORDS: Readonly<Record<string, string>> = {
  ascii: 'ASCII',
  latin1: 'ISO-8859-1',
  ebcdic: 'EBCDIC',
  bcdLeft: 'BCD (odd digit padded left)',
  bcdRight: 'BCD (odd digit padded right with 0)',
  bcdRightF: 'BCD (odd digit padded right with F)',
  raw: 'bytes',
  hex: 'hexadecimal digits',
  ebcdicHex: 'EBCDIC hexadecimal digits',
  bcd: 'BCD',
  binary1: 'one binary byte',
  binary2: 'two binary bytes',
};

export function encodingWords(encoding: string): string {
  return ENCODING_WORDS[encoding] ?? encoding;
}

function sameBytes(key: DialectChange, one: string, other: string): boolean {
  const plain = (value: string): string => (key !== 'length' && value === 'latin1' ? 'ascii' : value);
  return plain(one) === plain(other);
}

/** All variants with one change. */
export function singleChanges(dialect: Dialect): readonly Change[] {
  return (Object.keys(DIALECT_CHANGES) as DialectChange[]).flatMap((key) =>
    DIALECT_CHANGES[key].values.filter((value) => !sameBytes(key, value, dialect[key])).map((value) => ({ key, value })),
  );
}

/** All variants with two changes. */
export function doubleChanges(dialect: Dialect): readonly (readonly [Change, Change])[] {
  const single = singleChanges(dialect);
  return single.flatMap((first, index) =>
    single.slice(index + 1).flatMap((second) => (first.key === second.key ? [] : [[first, second] as const])),
  );
}

/** The changes that make one dialect into the other. */
export function differences(from: Dialect, to: Dialect): readonly Change[] {
  return (Object.keys(DIALECT_CHANGES) as DialectChange[])
    .filter((key) => !sameBytes(key, from[key], to[key]))
    .map((key) => ({ key, value: to[key] }));
}

/** `digits as BCD instead of ASCII`. */
export function changeWords(dialect: Dialect, { key, value }: Change): string {
  return `${DIALECT_CHANGES[key].about} as ${encodingWords(value)} instead of ${encodingWords(dialect[key])}`;
}

/** `MTI: BCD, digits: BCD`: how another dialect differs. */
export function differenceWords(from: Dialect, to: Dialect): string {
  const words = differences(from, to).map(
    ({ key, value }) => `${DIALECT_CHANGES[key].about.replace('the ', '')}: ${encodingWords(value).replace(/ \(.*/, '')}`,
  );
  return [...(from.version === to.version ? [] : [`elements: of ${to.version === '1' ? 1993 : 1987}`]), ...words].join(', ');
}

export interface ElementChange {
  readonly spec: ElementSpec;
  readonly words: string;
  /** The length has more digits than two or three, and more than in the dialect. */
  readonly isLongLength: boolean;
}

/** Other forms of one element, with the words for them. */
export function elementChanges(dialect: Dialect, number: number): readonly ElementChange[] {
  const spec = dialect.elements[String(number)];
  const format = spec === undefined ? undefined : parseFormat(spec.format);
  if (spec === undefined || format === undefined) return [];
  const units = format.unitsMax - (format.class === 'x+n' ? 1 : 0);
  const changes: ElementChange[] = [];
  const add = (change: Partial<ElementSpec>, words: string, isLongLength = false): void => {
    changes.push({ spec: { ...spec, ...change }, words, isLongLength });
  };
  if (format.lengthDigits === 0) {
    if (units <= 99) add({ format: `${format.class} ..${units}` }, 'has a length of its own (LL) instead of a fixed one');
  } else {
    const usual = spec.length ?? dialect.length;
    for (const length of LENGTH_ENCODINGS)
      if (length !== usual) add({ length }, `has its length as ${encodingWords(length)} instead of ${encodingWords(usual)}`);
    for (const digits of LENGTH_DIGITS) {
      if (digits === format.lengthDigits || usual.startsWith('binary')) continue;
      const most = digits <= format.lengthDigits ? Math.min(units, 10 ** digits - 1) : Math.min(ELEMENT_UNITS_MAX - 1, 10 ** digits - 1);
      const words = `has a length of ${digits} digits (${'L'.repeat(digits)}) instead of ${format.lengthDigits}`;
      add(
        { format: `${format.class} ${'.'.repeat(digits)}${digits === 3 ? Math.min(units, most) : most}` },
        words,
        digits > Math.max(3, format.lengthDigits),
      );
    }
    add({ counts: 'bytes' }, 'has a length that counts bytes');
    add({ counts: 'nibbles' }, 'has a length that counts half bytes');
    add({ format: `${format.class} ${units}` }, `has a fixed length of ${units}`);
  }
  const key =
    format.class === 'n' || format.class === 'x+n' ? 'digits' : format.class === 'z' ? 'track' : format.class === 'b' ? 'binary' : 'text';
  const usual = spec.encoding ?? dialect[key];
  for (const encoding of DIALECT_CHANGES[key].values) {
    if (!sameBytes(key, encoding, usual)) add({ encoding }, `stands as ${encodingWords(encoding)} instead of ${encodingWords(usual)}`);
  }
  return changes;
}

/** Compiled layouts of dialects and their variants, each compiled once. */
export class LayoutCache {
  readonly #layouts = new Map<string, Layout>();

  of(dialect: Dialect, changes: readonly Change[] = [], tpdu: boolean = dialect.tpdu): Layout {
    const key = `${dialect.name}|${tpdu}|${changes.map((change) => `${change.key}=${change.value}`).join()}`;
    const known = this.#layouts.get(key);
    // Two dialects may share a name: a user's own file may be named like a shipped dialect.
    if (known !== undefined && known.dialect.elements === dialect.elements) return known;
    const changed = Object.fromEntries(changes.map((change) => [change.key, change.value])) as Partial<Dialect>;
    const layout = compileDialect({ ...dialect, ...changed, tpdu });
    this.#layouts.set(key, layout);
    return layout;
  }
}
