/**
 * Card data in anything of unknown structure: texts, bytes, and what people type. One set of shapes
 * for all output: listings, traces, errors, logs. A dialect decides for the elements that it knows.
 */

import { isLuhnValid } from '../pan.ts';
import { hexRunsIn, isMostlyDigitCharacters, type View, viewsOf } from './encodings.ts';
import { knownPanRanges, PAN_DIGITS, packedPanRanges, panRanges } from './pan-shapes.ts';
import { hiddenPan, hiddenPiece, type Range, SHOWN_FIRST, SHOWN_LAST, withStars } from './range.ts';
import { trackRanges } from './track-shapes.ts';

function shapesIn(text: string, pans: readonly string[]): readonly Range[] {
  return [...trackRanges(text), ...panRanges(text), ...pans.flatMap((pan) => knownPanRanges(text, pan))];
}

const LONG_ROW = /\d{22,}/g;
const UNPRINTABLE = /^(?:..)*[0189]/;

/** In half bytes, digits in ASCII or EBCDIC are no card number: their own text says what they are. */
function packedRanges(hex: string, pans: readonly string[]): readonly Range[] {
  const numbers = [...panRanges(hex), ...packedPanRanges(hex), ...pans.flatMap((pan) => knownPanRanges(hex, pan))];
  const bytesOf = ({ from, to }: Range): string => hex.slice(Math.max(0, from - SHOWN_FIRST) & ~1, (to + SHOWN_LAST + 1) & ~1);
  // A long row of half bytes that are all printable characters is text.
  const texts = [...hex.matchAll(LONG_ROW)]
    .map(({ 0: row, index }) => ({ from: index, to: index + row.length }))
    .filter(({ from, to }) => !UNPRINTABLE.test(hex.slice(from + (from & 1), to & ~1)));
  const isText = ({ from }: Range): boolean => texts.some((row) => row.from <= from && from < row.to);
  return [...trackRanges(hex), ...numbers.filter((range) => !isText(range) && !isMostlyDigitCharacters(bytesOf(range)))];
}

function rangesIn({ text, kind }: View, pans: readonly string[]): readonly Range[] {
  if (kind === 'packed') return packedRanges(text, pans);
  if (kind === 'characters') return shapesIn(text, pans);
  return /\d{12}/.test(text) ? trackRanges(text).filter(({ from, to }) => /[\^]/.test(text.slice(from, to))) : [];
}

/** The half bytes to hide in bytes of unknown structure. `pans`: numbers that are known to occur. */
export function cardDataInBytes(bytes: Uint8Array, pans: readonly string[] = []): readonly Range[] {
  return viewsOf(bytes).flatMap((view) => [
    ...rangesIn(view, pans).map(({ from, to }) => ({ from: view.nibblesOf(from).from, to: view.nibblesOf(to - 1).to })),
    ...(view.kind === 'characters' ? hexRanges(view.text, pans).map(({ from, to }) => ({ from: from * 2, to: to * 2 })) : []),
  ]);
}

/** Card data in characters that stand as hexadecimal digits in the text. */
function hexRanges(text: string, pans: readonly string[]): readonly Range[] {
  return hexRunsIn(text).flatMap(({ bytes, places }) =>
    viewsOf(bytes)
      .filter(({ kind }) => kind === 'characters')
      .flatMap((view) => shapesIn(view.text, pans))
      .flatMap(({ from, to }) => places.slice(from, to).map((place) => ({ from: place, to: place + 2 }))),
  );
}

/** A separator of track 1, or six digits. All other text is card data in no encoding. */
const MAY_HOLD_CARD_DATA = /[\^¬]|(?:\d\D*){6}/;

/** The characters to hide in a text of unknown structure. */
export function cardDataInText(text: string, pans: readonly string[] = []): readonly Range[] {
  return MAY_HOLD_CARD_DATA.test(text) ? [...shapesIn(text, pans), ...hexRanges(text, pans)] : [];
}

/** The text with stars in place of card data. `pans`: numbers that are known to occur. */
export function withoutCardData(text: string, pans: readonly string[] = []): string {
  return withStars(text, cardDataInText(text, pans));
}

/** Words of nothing but digits and separators, as when a card number is typed where a name goes. */
const TYPED_NUMBER = /(?<![^\s/\\"'=,:;(])-{0,2}(\d(?:[ ._-]?\d){11,})(?=[\s/\\"',:;)?]|\.?$|\.\s)/g;

/** A word with a letter or two among as many digits as a card number has: one was mistyped. */
const MISTYPED_NUMBER = /(?<![0-9A-Za-z])[0-9A-Za-z](?:[._-]?[0-9A-Za-z]){11,20}(?![0-9A-Za-z])/g;
const MISTYPED_DIGITS_MIN = 11;
const MISTYPED_LETTERS_MAX = 2;
/** `20261123T080000Z` is a time. */
const BASIC_TIME = /^\d{8}T\d{6}Z?$/;

function mistypedNumbers(text: string): readonly Range[] {
  return [...text.matchAll(MISTYPED_NUMBER)].flatMap(({ 0: word, index }) => {
    const letters = word.replaceAll(/[^A-Za-z]/g, '').length;
    const digits = word.replaceAll(/\D/g, '').length;
    const isNumber = letters >= 1 && letters <= MISTYPED_LETTERS_MAX && digits >= MISTYPED_DIGITS_MIN && !BASIC_TIME.test(word);
    return isNumber ? [hiddenPiece(index, word.length)] : [];
  });
}

/**
 * A mistyped card number has a wrong check digit, so every word of 12 or more digits counts as one
 * in what people typed.
 */
function typedNumbers(text: string): readonly Range[] {
  return [...text.matchAll(TYPED_NUMBER)].flatMap((match) => {
    const written = match[1] ?? '';
    const from = match.index + match[0].length - written.length;
    const places = [...written.matchAll(/\d/g)].map(({ index }) => from + index);
    const digits = written.replaceAll(/\D/g, '');
    const isWhole = digits.length <= PAN_DIGITS.max && isLuhnValid(digits);
    const hidden = isWhole ? hiddenPan(0, digits.length) : hiddenPiece(0, digits.length);
    return places.slice(hidden.from, hidden.to).map((place) => ({ from: place, to: place + 1 }));
  });
}

/** What was typed or sent, as an error may show it. */
export function quotable(text: string): string {
  return withStars(text, [...typedNumbers(text), ...mistypedNumbers(text), ...cardDataInText(text)]);
}

const QUOTED = /"[^"]*"|'[^']*'/g;

/** As the constructor of Error takes its message: whatever it is, a text. */
function textOf(message: unknown): string {
  if (typeof message === 'string') return message;
  if (message === undefined) return '';
  try {
    return String(message);
  } catch {
    // An object without a way to become text.
    return '';
  }
}

/**
 * The sentence of an error; callers without types may pass anything. Numbers in its quotation marks
 * were typed or sent; other numbers are the program's own limits, and are hidden only if they are
 * card numbers by their check digit.
 */
export function errorText(message: unknown): string {
  const sentence = textOf(message);
  const typed = [...sentence.matchAll(QUOTED)].flatMap(({ 0: quoted, index }) =>
    [...typedNumbers(quoted), ...mistypedNumbers(quoted)].map(({ from, to }) => ({ from: index + from, to: index + to })),
  );
  return withStars(sentence, [...typed, ...cardDataInText(sentence)]);
}
