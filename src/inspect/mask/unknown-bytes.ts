/** Hides what may be card data in bytes that are no known message. */
import { cardDataInBytes } from '../../cards/card-data/card-data.ts';
import { FROM_EBCDIC } from '../../protocol/iso8583/codec/charset.ts';
import type { HiddenBytes } from './hidden-bytes.ts';

/** Digits that may be a card number of which the start, the end or the check digit is not known. */
const LONG_RUN = /\d{9,}/g;
/** In half bytes a bitmap can be a run of digits, so a card number must be whole. */
const HALF_BYTE_DIGITS_MIN = 13;
const SHOWN_DIGITS = 6;

interface Run {
  readonly from: number;
  readonly count: number;
}

/** Of each long run, all but the first digits. Zeros alone are no card number. */
function longRuns(text: string, digitsMin: number): readonly Run[] {
  return [...text.matchAll(LONG_RUN)]
    .filter(([digits]) => digits.length >= digitsMin && /[1-9]/.test(digits))
    .map(({ 0: digits, index }) => ({ from: index + SHOWN_DIGITS, count: digits.length - SHOWN_DIGITS }));
}

/** Hides card numbers, tracks, and all but the first six of each long run of digits. */
export function hideUnknownBytes(hidden: HiddenBytes, bytes: Buffer): void {
  for (const { from, to } of cardDataInBytes(bytes)) hidden.hideNibbles(from, to - from);
  const ebcdic = Buffer.from(bytes.map((byte) => FROM_EBCDIC[byte] as number));
  for (const text of [bytes, ebcdic].map((one) => one.toString('latin1'))) {
    for (const { from, count } of longRuns(text, 0)) hidden.hideNibbles(from * 2, count * 2);
  }
  for (const { from, count } of longRuns(bytes.toString('hex'), HALF_BYTE_DIGITS_MIN)) hidden.hideNibbles(from, count);
}
