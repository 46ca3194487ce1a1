/**
 * Finds card numbers and tracks in text of unknown structure: private elements, and messages that
 * cannot be parsed.
 */

import { isLuhnValid } from '../../cards/pan.ts';
import { FROM_EBCDIC } from '../../protocol/iso8583/codec/charset.ts';
import type { HiddenBytes } from './hidden-bytes.ts';

/** Characters `from` up to `to`. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

const PAN_DIGITS = { min: 13, max: 19 } as const;
const SHOWN_FIRST = 6;
const SHOWN_LAST = 4;
/** Track 2: digits, a separator (D in half bytes), then at least expiry and service code. */
const SEPARATOR = /[=Dd]/g;
const BEFORE = /\d{12,19}$/;
const BEHIND = /^\d{7,}/;
/**
 * Track 2 with a damaged card number: an expiry after the separator, and more digits than an amount
 * has.
 */
const REST_BEFORE = /\d*$/;
const EXPIRY = /^\d{2}(?:0[1-9]|1[0-2])/;
const REST_BEHIND_MIN: Readonly<Record<string, number>> = { '=': 10, D: 13, d: 13 };
const TRACK2_CHARACTERS = 37;
const DIGIT_RUN = /\d{13,}/g;
/** Tag 5A of chip data, its length in bytes, and the digits. */
const PAN_TAG = /5[Aa]0[7-9Aa](\d{13,19})/g;

/** The characters of a card number to hide: all of a short one, else the middle. */
export function hiddenPan(from: number, length: number): Range {
  return length < PAN_DIGITS.min ? { from, to: from + length } : { from: from + SHOWN_FIRST, to: from + length - SHOWN_LAST };
}

/** Whether these digits are the start of a card number that the end of the message cuts. */
function isCutPan(rest: string, digits: number): boolean {
  return rest.length < digits && rest.length > SHOWN_FIRST + SHOWN_LAST && /^\d+$/.test(rest);
}

/** Card numbers after their length in two digits, decimal or (as a byte) hexadecimal. */
function pansBehindLength(text: string): readonly Range[] {
  const ranges: Range[] = [];
  for (let digits: number = PAN_DIGITS.min; digits <= PAN_DIGITS.max; digits += 1) {
    for (const length of [String(digits), digits.toString(16).padStart(2, '0'), digits.toString(16).toUpperCase().padStart(2, '0')]) {
      for (let at = text.indexOf(length); at >= 0; at = text.indexOf(length, at + 1)) {
        // In half bytes an odd number of digits is padded, on either side.
        for (const from of digits % 2 === 0 ? [at + 2] : [at + 2, at + 3]) {
          if (isLuhnValid(text.slice(from, from + digits)) && text.length >= from + digits) ranges.push(hiddenPan(from, digits));
          else if (isCutPan(text.slice(from), digits)) ranges.push({ from: from + SHOWN_FIRST, to: text.length });
        }
      }
    }
  }
  return ranges;
}

/**
 * Sixteen digits after the length 16, decimal or hexadecimal: a card number, even if its check
 * digit is wrong.
 */
const PAN_BEHIND_LENGTH_16 = /(?=1[60]\d{16})/g;

function pansBehindLength16(text: string): readonly Range[] {
  return [...text.matchAll(PAN_BEHIND_LENGTH_16)].map(({ index }) => hiddenPan(index + 2, 16));
}

/** Tracks; nothing else has their form. */
export function trackRanges(text: string): readonly Range[] {
  return [...text.matchAll(SEPARATOR)].flatMap(({ 0: separator, index }) => {
    const ahead = text.slice(Math.max(0, index - PAN_DIGITS.max), index);
    const before = BEFORE.exec(ahead)?.[0].length;
    const from = index - (before ?? REST_BEFORE.exec(ahead)?.[0].length ?? 0);
    const behind = BEHIND.exec(text.slice(index + 1, from + TRACK2_CHARACTERS))?.[0] ?? '';
    const isRest = EXPIRY.test(behind) && behind.length >= (REST_BEHIND_MIN[separator] ?? Number.POSITIVE_INFINITY);
    return (before !== undefined && behind !== '') || isRest ? [{ from, to: index + 1 + behind.length }] : [];
  });
}

/** All card numbers and tracks in a text. */
export function cardDataRanges(text: string): readonly Range[] {
  const runs = [...text.matchAll(DIGIT_RUN)].filter(([digits]) => digits.length <= PAN_DIGITS.max && isLuhnValid(digits));
  const tagged = [...text.matchAll(PAN_TAG)].map((match) => hiddenPan(match.index + 4, match[1]?.length ?? 0));
  return [...trackRanges(text), ...runs.map((match) => hiddenPan(match.index, match[0].length)), ...tagged, ...pansBehindLength(text)];
}

/** The places of a known card number. */
function occurrences(text: string, pan: string): readonly Range[] {
  const ranges: Range[] = [];
  for (let at = text.indexOf(pan); at >= 0; at = text.indexOf(pan, at + 1)) ranges.push(hiddenPan(at, pan.length));
  return ranges;
}

/** The text with stars in place of card data. */
export function withStars(text: string, ranges: readonly Range[] = cardDataRanges(text)): string {
  const characters = [...text];
  for (const { from, to } of ranges) characters.fill('*', from, to);
  return characters.join('');
}

/** Hides what `find` finds in the message as ASCII, as EBCDIC and as half bytes. */
function hideFound(hidden: HiddenBytes, bytes: Buffer, find: (text: string) => readonly Range[]): void {
  const ebcdic = Buffer.from(bytes.map((byte) => FROM_EBCDIC[byte] as number));
  for (const text of [bytes.toString('latin1'), ebcdic.toString('latin1')]) {
    for (const { from, to } of find(text)) hidden.hideBytes(from, to - from);
  }
  for (const { from, to } of find(bytes.toString('hex'))) hidden.hideNibbles(from, to - from);
}

/** Hides known card numbers wherever they occur. */
export function hideKnownPans(hidden: HiddenBytes, bytes: Buffer, pans: readonly string[]): void {
  const long = pans.filter((pan) => pan.length >= PAN_DIGITS.min);
  if (long.length > 0) hideFound(hidden, bytes, (text) => long.flatMap((pan) => occurrences(text, pan)));
}

/**
 * Card data found in its own element. If there is any, digits elsewhere that only look like card
 * data are not hidden.
 */
export type KnownCardData = 'nothing' | 'pan' | 'track2';

/** Hides everything that may be a card number or a track in a message that cannot be parsed. */
export function hideSuspectedCardData(hidden: HiddenBytes, bytes: Buffer, known: KnownCardData): void {
  if (known === 'pan') hideFound(hidden, bytes, trackRanges);
  else if (known === 'nothing') hideFound(hidden, bytes, (text) => [...cardDataRanges(text), ...pansBehindLength16(text)]);
}
