/**
 * Card numbers in text: 12 to 19 digits with the right check digit and the prefix of an issuer, in
 * one piece, in groups, or behind their length.
 */
import { isLuhnValid } from '../pan.ts';
import { isKnownIssue, isOwnPan, isPlausiblePan } from './issuers.ts';
import { hiddenPan, type Range } from './range.ts';

export const PAN_DIGITS = { min: 12, max: 19 } as const;
/** Digits in groups, as people write and print card numbers: `9578 9912-3456`. */
const CLUSTER = /\d+(?:[\s._:/\u00a0-]{1,2}\d+)*/g;
/** A card number without a check of its prefix needs this many digits behind its length. */
const BEHIND_LENGTH_MIN = 13;
/** Tag 5A of chip data, its length in bytes, and the digits. */
const PAN_TAG = /5[Aa]0([6-9Aa])(\d{12,20})/g;

interface Group {
  readonly from: number;
  readonly digits: string;
}

/** Inner groups are all of one size, or all of at least three digits: not dates or times. */
function isCardGrouping(groups: readonly Group[]): boolean {
  const inner = groups.slice(0, -1).map(({ digits }) => digits.length);
  const size = inner[0] ?? 0;
  return inner.every((length) => length === size)
    ? (groups.at(-1)?.digits.length ?? 0) <= Math.max(size, 4)
    : inner.every((length) => length >= 3);
}

/** The digits to hide, which may have separators among them. */
function hiddenOf(groups: readonly Group[]): readonly Range[] {
  const places = groups.flatMap(({ from, digits }) => Array.from(digits, (_digit, index) => from + index));
  const { from, to } = hiddenPan(0, places.length);
  return places.slice(from, to).map((place) => ({ from: place, to: place + 1 }));
}

/** Whole groups next to each other that are a card number together. */
function groupedPans(groups: readonly Group[]): readonly Range[] {
  const ranges: Range[] = [];
  for (let first = 0; first < groups.length; first += 1) {
    let digits = '';
    for (let end = first; end < groups.length && digits.length <= PAN_DIGITS.max; end += 1) {
      digits += groups[end]?.digits ?? '';
      if (digits.length < PAN_DIGITS.min || digits.length > PAN_DIGITS.max) continue;
      const taken = groups.slice(first, end + 1);
      const isAlone = taken.length === 1 || taken.length === groups.length;
      if (isAlone ? isPlausiblePan(digits) : isKnownIssue(digits)) {
        if (taken.length === 1 || isCardGrouping(taken)) ranges.push(...hiddenOf(taken));
      }
    }
  }
  return ranges;
}

/** Digits of something else that may stand at either end of groups, such as a counter or a length. */
const GLUED_DIGITS_MAX = 3;
/** Shorter groups are dates and times. */
const CUT_GROUP_MIN = 3;

/** The groups without `front` digits of the first and `behind` digits of the last; undefined when too little is left. */
function cutGroups(groups: readonly Group[], front: number, behind: number): readonly Group[] | undefined {
  const cut = groups.map(({ from, digits }, index) => {
    const begin = index === 0 ? front : 0;
    const end = digits.length - (index === groups.length - 1 ? behind : 0);
    return { from: from + begin, digits: digits.slice(begin, end) };
  });
  return cut.slice(0, -1).every(({ digits }) => digits.length >= CUT_GROUP_MIN) && (cut.at(-1)?.digits ?? '') !== '' ? cut : undefined;
}

/** Card numbers in groups, with up to GLUED_DIGITS_MAX digits of something else at either end. */
function gluedPans(groups: readonly Group[]): readonly Range[] {
  const ranges: Range[] = [];
  for (const [front, behind] of GLUED) {
    for (let first = 0; first < groups.length; first += 1) {
      for (let end = first + 2, isLonger = false; end <= groups.length && !isLonger; end += 1) {
        const taken = cutGroups(groups.slice(first, end), front, behind);
        const digits = taken?.map((group) => group.digits).join('') ?? '';
        isLonger = digits.length > PAN_DIGITS.max;
        if (taken === undefined || digits.length < PAN_DIGITS.min || isLonger || !isCardGrouping(taken)) continue;
        if (taken.length === groups.length ? isPlausiblePan(digits) : isKnownIssue(digits)) ranges.push(...hiddenOf(taken));
      }
    }
  }
  return ranges;
}

const GLUED = Array.from({ length: (GLUED_DIGITS_MAX + 1) ** 2 - 1 }, (_none, index) => [
  Math.floor((index + 1) / (GLUED_DIGITS_MAX + 1)),
  (index + 1) % (GLUED_DIGITS_MAX + 1),
]) as readonly (readonly [front: number, behind: number])[];

/** The length of a card number as two digits, decimal or (as a byte) hexadecimal. */
function isBehindLength(digits: string, at: number, length: number): boolean {
  const two = digits.slice(Math.max(0, at - 2), at);
  // In half bytes an odd number of digits is padded on either side.
  const beforePadding = length % 2 === 1 && digits[at - 1] === '0' ? digits.slice(Math.max(0, at - 3), at - 1) : two;
  const lengths = [String(length), length.toString(16).padStart(2, '0')];
  return lengths.includes(two) || lengths.includes(beforePadding);
}

/** The lengths of card numbers that may begin at a digit: the announced one, or any of this issuer. */
function innerLengths(digits: string, at: number): readonly number[] {
  const lengths = Array.from({ length: PAN_DIGITS.max - PAN_DIGITS.min + 1 }, (_none, index) => PAN_DIGITS.min + index);
  const fitting = lengths.filter((length) => at + length <= digits.length);
  const announced = fitting.filter(
    (length) =>
      length >= BEHIND_LENGTH_MIN && digits[at] !== '0' && isBehindLength(digits, at, length) && isLuhnValid(digits.slice(at, at + length)),
  );
  return announced.length > 0 ? announced : fitting.filter((length) => isOwnPan(digits.slice(at, at + length)));
}

/** Card numbers within a longer row of digits: behind their length, or of this issuer. */
function innerPans({ from, digits }: Group): readonly Range[] {
  if (isPlausiblePan(digits)) return [];
  return Array.from(digits, (_digit, at) => innerLengths(digits, at).map((length) => hiddenPan(from + at, length))).flat();
}

/** Everything in a text that has the shape of a card number. */
export function panRanges(text: string): readonly Range[] {
  const clusters = [...text.matchAll(CLUSTER)].filter(([cluster]) => cluster.length >= PAN_DIGITS.min);
  const tagged = [...text.matchAll(PAN_TAG)].map(({ index, 1: bytes = '0', 2: digits = '' }) =>
    hiddenPan(index + 4, Math.min(digits.length, Number.parseInt(bytes, 16) * 2)),
  );
  const found = clusters.flatMap(({ 0: cluster, index }) => {
    const groups = [...cluster.matchAll(/\d+/g)].map((match) => ({ from: index + match.index, digits: match[0] }));
    return [...groupedPans(groups), ...gluedPans(groups), ...groups.flatMap(innerPans)];
  });
  return [...found, ...tagged];
}

/** A byte whose half bytes are digits, and that is no printable character. */
const UNPRINTABLE_BYTE = /^(?:..)*[0189]/;

/** A card number that begins at this half byte, with as many digits as make whole bytes. */
function packedLengths(hex: string, at: number): readonly number[] {
  const lengths = Array.from({ length: PAN_DIGITS.max - PAN_DIGITS.min + 1 }, (_none, index) => PAN_DIGITS.min + index);
  return lengths.filter((length) => {
    const end = at + length;
    return (end % 2 === 0 || hex[end] === 'f' || hex[end] === '0') && isKnownIssue(hex.slice(at, end));
  });
}

/**
 * Card numbers in half bytes that begin and end with a byte, within a longer row of digits: the bytes
 * of text in front or behind may look like digits, too. Text alone never counts as a number.
 */
export function packedPanRanges(hex: string): readonly Range[] {
  return [...hex.matchAll(/\d{12,}/g)].flatMap(({ 0: row, index }) => {
    if (isPlausiblePan(row)) return [];
    const [from, to] = [index + (index % 2), index + row.length - ((index + row.length) % 2)];
    if (isKnownIssue(hex.slice(from, to))) return [hiddenPan(from, to - from)];
    // An odd number of digits is padded on either side.
    const starts = Array.from({ length: row.length }, (_none, offset) => index + offset).filter(
      (at) => at % 2 === 0 || hex[at - 1] === '0',
    );
    return starts.flatMap((at) =>
      packedLengths(hex, at)
        .filter((length) => UNPRINTABLE_BYTE.test(hex.slice(at & ~1, at + length)))
        .map((length) => hiddenPan(at, length)),
    );
  });
}

/** Pieces of a known number that are long enough to be no coincidence. */
const PIECE_DIGITS = 9;

/** The digits to hide of a known card number, wherever it or a long piece of it stands. */
export function knownPanRanges(text: string, pan: string): readonly Range[] {
  if (pan.length < PAN_DIGITS.min || /^(\d)\1*$/.test(pan)) return [];
  const hidden = hiddenPan(0, pan.length);
  const ranges: Range[] = [];
  for (let part = 0; part + PIECE_DIGITS <= pan.length; part += 1) {
    const piece = pan.slice(part, part + PIECE_DIGITS);
    for (let at = text.indexOf(piece); at >= 0; at = text.indexOf(piece, at + 1)) {
      const [from, to] = [Math.max(at, at - part + hidden.from), Math.min(at + PIECE_DIGITS, at - part + hidden.to)];
      if (from < to) ranges.push({ from, to });
    }
  }
  return ranges;
}
