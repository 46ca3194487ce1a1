/**
 * Finds the half bytes of a message that must not be shown. The dialect decides for the elements that
 * it knows; in free content the shapes of card data decide. Working in half bytes means that no
 * column shows what another column masks.
 */
import { cardDataInBytes, cardDataInText } from '../../cards/card-data/card-data.ts';
import { certainCardDataInBytes, countedPansInBytes } from '../../cards/card-data/certain.ts';
import { hiddenPan, hiddenPiece, type Range } from '../../cards/card-data/range.ts';
import { isLuhnValid } from '../../cards/pan.ts';
import { berTlvProblem } from '../../protocol/iso8583/elements/ber-tlv.ts';
import type { UnpackedElement } from '../../protocol/iso8583/elements/message-elements.ts';
import type { SubElementsFound } from '../../protocol/iso8583/elements/sub-elements.ts';
import { parseTrack2 } from '../../protocol/iso8583/elements/track2.ts';
import { declaredSubElements, innerBitmapOf } from '../read/inner-bitmap.ts';
import { isBinary, nibblesOf, type ParseAttempt, specOf, textOf } from '../read/parse-attempt.ts';
import { pinBlockRanges } from './additional-data.ts';
import { chipDataRanges } from './chip-data.ts';
import { HiddenBytes } from './hidden-bytes.ts';
import { isKnownContent } from './known-content.ts';
import { taggedValues } from './private-tags.ts';

interface MaskContext {
  /** Card numbers that are known to occur in the message. */
  readonly pans: readonly string[];
  readonly isOverruled: boolean;
}

/** Card numbers in DE2 and track 2. */
function knownPans(attempt: ParseAttempt): readonly string[] {
  const { pan, track2 } = attempt.dialect.fields;
  return [textOf(attempt, pan), parseTrack2(textOf(attempt, track2))?.pan ?? ''].filter((digits) => digits !== '');
}

/** Hides characters of an element, or half bytes if it is binary. */
function hideInElement(hidden: HiddenBytes, attempt: ParseAttempt, element: UnpackedElement, ranges: readonly Range[]): void {
  const isHex = isBinary(attempt.layout, element.number);
  for (const { from, to } of ranges) {
    for (let index = Math.max(0, from); index < to; index += 1) {
      const place = nibblesOf(attempt, element, isHex ? index >> 1 : index);
      const width = isHex ? place.count / 2 : place.count;
      hidden.hideNibbles(place.from + (isHex ? (index & 1) * width : 0), width);
    }
  }
}

/** What the dialect says to hide of an element; undefined if it says nothing. */
function maskedRanges(attempt: ParseAttempt, { number, text }: UnpackedElement): readonly Range[] | undefined {
  const { fields } = attempt.dialect;
  const mask = specOf(attempt.dialect, number)?.mask ?? 'none';
  if (mask === 'pan' || (mask === 'none' && number === fields.pan)) {
    // A wrong check digit may mean part of a longer PAN, whose last digits here are middle digits.
    return [isLuhnValid(text) ? hiddenPan(0, text.length) : hiddenPiece(0, text.length)];
  }
  return mask !== 'none' || number === fields.track2 || number === fields.pinBlock ? [{ from: 0, to: text.length }] : undefined;
}

function hideChipData(hidden: HiddenBytes, attempt: ParseAttempt, element: UnpackedElement, { pans, isOverruled }: MaskContext): void {
  // Some hosts send chip data as hexadecimal characters.
  const isHex = /^(?:[0-9A-F]{2})*$/i.test(element.text);
  const bytes = Buffer.from(isHex ? element.text : '', 'hex');
  if (isHex && isOverruled && berTlvProblem(bytes) !== '') hideInElement(hidden, attempt, element, cardDataInBytes(bytes, pans));
  else if (isHex) hideInElement(hidden, attempt, element, chipDataRanges(bytes, pans));
  else hideShapes(hidden, attempt, element, pans);
}

/**
 * What the dialect masks of the sub-elements that it describes, in half bytes of the element. What
 * cannot be read may be any of them.
 */
function declaredRanges({ found, layout, problem, endOffset }: SubElementsFound, element: UnpackedElement): readonly Range[] {
  const ranges = found.flatMap(({ spec, element: inner }): readonly Range[] => {
    if ((spec.mask ?? 'none') === 'none' || inner.text === '') return [];
    const width = isBinary(layout, inner.number) ? 2 : 1;
    const whole = { from: 0, to: inner.text.length / width };
    const hidden = spec.mask === 'pan' ? (isLuhnValid(inner.text) ? hiddenPan(0, whole.to) : hiddenPiece(0, whole.to)) : whole;
    if (hidden.to <= hidden.from) return [];
    const last = nibblesOf({ layout, prefixBytes: 0 }, inner, hidden.to - 1);
    return [{ from: nibblesOf({ layout, prefixBytes: 0 }, inner, hidden.from).from, to: last.from + last.count }];
  });
  return problem === '' ? ranges : [...ranges, { from: endOffset * 2, to: element.text.length }];
}

/** Card data in an element with a bitmap of its own. */
function secretSubElements(attempt: ParseAttempt, element: UnpackedElement): readonly Range[] {
  const declared = declaredSubElements(attempt, element);
  if (declared !== undefined) return declaredRanges(declared, element);
  const width = isBinary(attempt.layout, element.number) ? 2 : 1;
  const secret = innerBitmapOf(attempt, element)?.filter(({ isSecret }) => isSecret) ?? [];
  return secret.map(({ from, to }) => ({ from: from * width, to: to * width }));
}

/** Hides what has the shape of card data: in the decoded characters, and in the bytes as they are. */
function hideShapes(hidden: HiddenBytes, attempt: ParseAttempt, element: UnpackedElement, pans: readonly string[]): void {
  if (isBinary(attempt.layout, element.number)) {
    hideInElement(hidden, attempt, element, cardDataInBytes(Buffer.from(element.text, 'hex'), pans));
    return;
  }
  const start = attempt.prefixBytes + element.valueOffset;
  const bytes = attempt.bytes.subarray(start, start + element.valueBytes);
  const values = element.text.length === bytes.length ? taggedValues(element.text) : undefined;
  for (const { from, to } of values ?? [{ from: 0, to: Math.max(element.text.length, bytes.length) }]) {
    const inText = cardDataInText(element.text.slice(from, to), pans).map((range) => ({ from: from + range.from, to: from + range.to }));
    hideInElement(hidden, attempt, element, inText);
    for (const range of cardDataInBytes(bytes.subarray(from, to), pans))
      hidden.hideNibbles((start + from) * 2 + range.from, range.to - range.from);
  }
  if (values === undefined) return;
  for (const { from, to } of certainCardDataInBytes(bytes)) hidden.hideNibbles(start * 2 + from, to - from);
}

function hideElement(hidden: HiddenBytes, attempt: ParseAttempt, element: UnpackedElement, context: MaskContext): void {
  const { additionalData, fields } = attempt.dialect;
  const masked = maskedRanges(attempt, element);
  if (masked !== undefined) hideInElement(hidden, attempt, element, masked);
  else if (element.number === fields.chipData) hideChipData(hidden, attempt, element, context);
  else if (!isKnownContent(attempt, element)) {
    hideShapes(hidden, attempt, element, context.pans);
    hideInElement(hidden, attempt, element, secretSubElements(attempt, element));
    if (element.number === additionalData?.element) hideInElement(hidden, attempt, element, pinBlockRanges(element.text, additionalData));
  }
}

/**
 * All half bytes of a parsed message that must not be shown. `isOverruled`: another parse of the same
 * bytes is whole and plausible, so that broken chip data of this one may be other elements, and
 * only what looks like card data is hidden of it.
 */
export function hiddenBytesOf(attempt: ParseAttempt, isOverruled = false): HiddenBytes {
  const hidden = new HiddenBytes(attempt.bytes);
  const context: MaskContext = { pans: knownPans(attempt), isOverruled };
  for (const element of attempt.unpacked.elements) hideElement(hidden, attempt, element, context);
  return hidden;
}

/**
 * Sixteen digits behind the length 16, decimal or hexadecimal: a card number even with a wrong check
 * digit, where nothing is certain.
 */
const PAN_BEHIND_LENGTH_16 = /(?=1[60](\d{16}))/g;

/**
 * Hides everything that may be card data in a message that may be read wrongly. Of its bitmap only
 * card numbers behind their length: many bitmaps look like digits.
 */
export function hideSuspectedCardData(hidden: HiddenBytes, attempt: ParseAttempt): void {
  const { bytes } = attempt;
  const numbers = [...bytes.toString('hex').matchAll(PAN_BEHIND_LENGTH_16)].map(({ index }) => hiddenPan(index + 2, 16));
  for (const { from, to } of [...cardDataInBytes(bytes, knownPans(attempt)), ...numbers]) hidden.hideNibbles(from, to - from);
  revealHead(hidden, attempt);
  for (const { from, to } of countedPansInBytes(bytes)) hidden.hideNibbles(from, to - from);
  revealMti(hidden, attempt);
}

/** As many half bytes as the shortest card number in front of a separator has in characters. */
const PAN_NIBBLES = 26;

/**
 * Hides the card numbers of a message with a defect that no parse can explain away: a parse that
 * begins within another message may take them for its bitmap, an amount or a date. A track whose
 * card number is hidden already is an element of its own, and the digits behind it are another's.
 */
export function hideCertainCardData(hidden: HiddenBytes, attempt: ParseAttempt): void {
  for (const { from, to } of [...certainCardDataInBytes(attempt.bytes), ...countedPansInBytes(attempt.bytes)]) {
    if (!hidden.hidesAllNibbles(from, Math.min(PAN_NIBBLES, to - from))) hidden.hideNibbles(from, to - from);
  }
  hideDigitsInBitmap(hidden, attempt);
  revealMti(hidden, attempt);
}

/** Ten digits with at most one zero: a piece of a card number rather than of a bitmap. */
const DIGITS_OF_NUMBER = /(?=(\d{10}))/g;

function hideDigitsInBitmap(hidden: HiddenBytes, { bytes, unpacked, prefixBytes }: ParseAttempt): void {
  const start = prefixBytes + unpacked.bitmapOffset;
  const digits = bytes.subarray(start, start + unpacked.bitmapBytes).toString('hex');
  for (const { index, 1: run = '' } of digits.matchAll(DIGITS_OF_NUMBER)) {
    if (run.replaceAll(/[^0]/g, '').length <= 1) hidden.hideNibbles(2 * start + index, run.length);
  }
}

function revealMti(hidden: HiddenBytes, { unpacked, prefixBytes, layout }: ParseAttempt): void {
  if (unpacked.mti !== '') hidden.revealBytes(prefixBytes + unpacked.mtiOffset, layout.mtiBytes);
}

/** Shows what stands in front of the elements, even if another parse of the same bytes would hide it. */
export function revealHead(hidden: HiddenBytes, { unpacked, prefixBytes }: ParseAttempt): void {
  if (unpacked.mti !== '') hidden.revealBytes(0, prefixBytes + unpacked.bitmapOffset + unpacked.bitmapBytes);
}

/**
 * Shows the elements of a plausible parse whose content the dialect knows, even if another parse of
 * the same bytes would hide it.
 */
export function revealKnownContent(hidden: HiddenBytes, attempt: ParseAttempt): void {
  const { unpacked, prefixBytes } = attempt;
  for (const element of unpacked.elements) {
    if (isKnownContent(attempt, element)) hidden.revealBytes(prefixBytes + element.offset, element.lengthBytes + element.valueBytes);
  }
}

/** The decoded value with stars for hidden characters; binary elements half byte by half byte. */
export function maskedText(attempt: ParseAttempt, element: UnpackedElement, hidden: HiddenBytes): string {
  const width = isBinary(attempt.layout, element.number) ? 2 : 1;
  let shown = '';
  for (let at = 0; at < element.text.length; at += 1) {
    const { from, count } = nibblesOf(attempt, element, Math.floor(at / width));
    const part = count / width;
    shown += hidden.hidesNibbles(from + (at % width) * part, part) ? '*' : element.text[at];
  }
  return shown;
}
