/**
 * Tracks of the magnetic stripe in text (ISO/IEC 7813), whole or cut off at either end. Track 1:
 * `%B` card number `^` name `^` expiry, service code, discretionary data `?`, at most 79 characters.
 * Track 2: card number `=` (D in half bytes) expiry, service code, discretionary data, at most 37
 * digits. All of a track is hidden.
 */
import { isPlausiblePan } from './issuers.ts';
import { hiddenPiece, type Range } from './range.ts';

const TRACK1_CHARACTERS = 79;
const TRACK2_CHARACTERS = 37;
const PAN_DIGITS_MAX = 19;
/** The field separator; a code page of EBCDIC that lacks the caret has ¬ in its place. */
const CARET = '[\\^¬]';
const NAME = "[A-Za-z\\u00c0-\\u00ff .,'/&-]";
const MONTH = '(?:0[1-9]|1[0-2])';
/** Discretionary data: no blanks, except before more digits. */
const REST = '[^\\s?"\',;^¬]*(?: +[\\dA-Z]*\\d[\\dA-Z]*)*\\??';

const TRACK1: readonly RegExp[] = [
  // The card number is there, at least its end: whole, or cut off anywhere behind it.
  new RegExp(`%?(?:B[\\d ]{1,24}|(?<!\\d)\\d{8,19}(?: \\d{3,7}){0,4})${CARET}[^\\^¬?]{0,30}(?:${CARET}${REST})?`, 'g'),
  // Cut off within the card number, so that only some digits are left of it.
  new RegExp(`(?<!\\d)\\d{0,19}${CARET}${NAME}{2,30}${CARET}(?:\\d{1,2}$|\\d{2}${MONTH}${REST}|${CARET}${REST}|$)`, 'g'),
  new RegExp(`(?<!\\d)\\d{1,19}${CARET}[A-Za-z][A-Za-z .'-]*/${NAME}*$`, 'g'),
  // Cut off within the name.
  new RegExp(`${NAME}{1,30}${CARET}\\d{2}${MONTH}${REST}`, 'g'),
  // Cut off at the separator in front of the expiry, or within the discretionary data.
  new RegExp(`^${CARET}\\d{2}${MONTH}${REST}`, 'g'),
  /^[\dA-Z]*\d{6,}\?/g,
];
/** Cut off within the card number: the format code or the sentinel tells what the digits are. */
const TRACK_HEADS: readonly RegExp[] = [/(?<![A-Za-z0-9])%?B(\d{7,19})$/g, /;(\d{12,19})$/g];

/** Pieces of track 1. */
function track1Ranges(text: string): readonly Range[] {
  return TRACK1.flatMap((shape) =>
    [...text.matchAll(shape)].map((match) => ({
      from: match.index,
      to: match.index + Math.min(TRACK1_CHARACTERS, match[0].length),
    })),
  );
}

/** Card numbers that are cut off, so that nothing of the track follows them. */
function headRanges(text: string): readonly Range[] {
  return TRACK_HEADS.flatMap((shape) =>
    [...text.matchAll(shape)].map(({ 0: head, 1: digits = '', index }) => hiddenPiece(index + head.length - digits.length, digits.length)),
  );
}

const SEPARATOR = /[=Dd]/g;
/** A card number in front of the separator, in groups or not. */
const PAN_BEFORE = /(?:\d[ -]?){11,18}\d$/;
const DIGITS_BEFORE = /\d*$/;
const EXPIRY = new RegExp(`^\\d{2}${MONTH}`);
/** Expiry and service code. */
const SHORTEST_REST_DIGITS = 7;
/** Expiry, service code and some discretionary data, where nothing but the separator is certain. */
const REST_DIGITS_MIN = 10;
/** Behind a word, `=` is used for other things: `order=…`. */
const REST_DIGITS_BEHIND_WORD_MIN = 13;

/** The characters around a separator. */
interface Surroundings {
  readonly separator: string;
  /** The digits of a card number in front of it, which may be in groups; empty if there is none. */
  readonly pan: string;
  readonly ahead: string;
  /** The digits behind it. */
  readonly behind: string;
  /** Nothing follows these digits. */
  readonly isEnd: boolean;
}

function isTrack({ separator, pan, ahead, behind, isEnd }: Surroundings): boolean {
  const isExpiry = EXPIRY.test(behind);
  if (pan !== '' && separator === '=') return behind !== '' || isEnd;
  if (pan !== '' && isExpiry && behind.length >= SHORTEST_REST_DIGITS) return true;
  if (pan !== '' && isEnd && behind.length < SHORTEST_REST_DIGITS) return isPlausiblePan(pan.replaceAll(/\D/g, ''));
  if (!isExpiry) return false;
  const isCut = ahead === '' || /[\d;*]$/.test(ahead);
  if (!isCut) return separator === '=' && behind.length >= REST_DIGITS_BEHIND_WORD_MIN;
  return behind.length >= (separator === '=' ? SHORTEST_REST_DIGITS : REST_DIGITS_MIN);
}

/** Pieces of track 2. */
function track2Ranges(text: string): readonly Range[] {
  return [...text.matchAll(SEPARATOR)].flatMap(({ 0: separator, index }) => {
    const ahead = text.slice(Math.max(0, index - 2 * PAN_DIGITS_MAX), index);
    const pan = PAN_BEFORE.exec(ahead)?.[0] ?? '';
    const from = index - (pan === '' ? (DIGITS_BEFORE.exec(ahead)?.[0] ?? '') : pan).length;
    const behind = /^\d*/.exec(text.slice(index + 1, index + TRACK2_CHARACTERS))?.[0] ?? '';
    const to = index + 1 + behind.length;
    const isEnd = to === text.length || (to === text.length - 1 && /[Ff?]/.test(text[to] ?? ''));
    return isTrack({ separator, pan, ahead, behind, isEnd }) ? [{ from, to }] : [];
  });
}

/** Everything in a text that has the shape of a track or of a piece of one. */
export function trackRanges(text: string): readonly Range[] {
  return [...track1Ranges(text), ...track2Ranges(text), ...headRanges(text)];
}
