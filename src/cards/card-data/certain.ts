/**
 * Card numbers that are certain wherever they stand, so that no other meaning of the same bytes can
 * speak against them: of this issuer, behind tag 5A of chip data, or in front of a track's
 * separator and expiry.
 */
import { viewsOf } from './encodings.ts';
import { isKnownIssue, isOwnPan } from './issuers.ts';
import { hiddenPan, type Range } from './range.ts';

/** Shorter and other lengths have the right check digit too often by chance. */
const OWN_DIGITS = [16, 19] as const;
const OWN = /(?=957899(\d{10,13}))/g;
/** An institution of DE32 with the digits of the issuer is no card number. */
const BEHIND_LENGTH_6 = /06$/;
const PAN_TAG = /5[Aa]0([6-9Aa])(\d{12,20})/g;
/** Expiry with its month, and a service code. */
const TRACK2 = /(\d{12,})[=Dd](?=\d\d(?:0[1-9]|1[0-2])\d{3})\d+/g;
const TRACK_PAN_DIGITS = [13, 14, 15, 16, 17, 18, 19] as const;
/** Lengths of card numbers that stand in front of them, decimal or hexadecimal. */
const BEHIND_LENGTH = /(?=(?:1[0-9]|0[d-f])\d{13})/gi;

function ownPans(text: string): readonly Range[] {
  return [...text.matchAll(OWN)].flatMap(({ index }) =>
    BEHIND_LENGTH_6.test(text.slice(Math.max(0, index - 2), index))
      ? []
      : OWN_DIGITS.filter((length) => {
          const digits = text.slice(index, index + length);
          return digits.length === length && /^\d+$/.test(digits) && isOwnPan(digits);
        }).map((length) => hiddenPan(index, length)),
  );
}

function taggedPans(text: string): readonly Range[] {
  return [...text.matchAll(PAN_TAG)].flatMap(({ index, 1: bytes = '0', 2: row = '' }) => {
    const digits = row.slice(0, Number.parseInt(bytes, 16) * 2);
    return isKnownIssue(digits) ? [hiddenPan(index + 4, digits.length)] : [];
  });
}

function tracks(text: string): readonly Range[] {
  return [...text.matchAll(TRACK2)].flatMap(({ 0: track, 1: row = '', index }) => {
    const end = index + row.length;
    return TRACK_PAN_DIGITS.filter((length) => row.length >= length && isKnownIssue(row.slice(-length))).map((length) => ({
      from: end - length,
      to: index + track.length,
    }));
  });
}

/** The half bytes to hide of card numbers that are certain by their shape. */
export function certainCardDataInBytes(bytes: Uint8Array): readonly Range[] {
  return viewsOf(bytes)
    .filter(({ kind }) => kind !== 'track1')
    .flatMap(({ text, nibblesOf }) =>
      [...ownPans(text), ...taggedPans(text), ...tracks(text)].map(({ from, to }) => ({
        from: nibblesOf(from).from,
        to: nibblesOf(to - 1).to,
      })),
    );
}

/** Bitmaps that are all digits have more zeros than this. */
const ZEROS_MAX = 5;

/** Sixteen digits count as a card number even with a wrong check digit: it may be damaged. */
function isCountedPan(digits: string): boolean {
  return isKnownIssue(digits) || (/^[1-9]\d{15}$/.test(digits) && digits.replaceAll(/[^0]/g, '').length <= ZEROS_MAX);
}

/** The half bytes to hide of card numbers in BCD behind a byte with their length. */
export function countedPansInBytes(bytes: Uint8Array): readonly Range[] {
  const hex = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
  return [...hex.matchAll(BEHIND_LENGTH)].flatMap(({ index }) => {
    const head = hex.slice(index, index + 2);
    return [Number(head), Number.parseInt(head, 16)]
      .filter((length) => TRACK_PAN_DIGITS.some((digits) => digits === length) && isCountedPan(hex.slice(index + 2, index + 2 + length)))
      .map((length) => hiddenPan(index + 2, length));
  });
}
