/**
 * Finds the half bytes of a message that must not be shown: elements that the dialect masks, tags
 * of chip data and of DE48, and digits in free text that look like a card number. Working in half
 * bytes means that no column shows what another column masks.
 */

import { isLuhnValid } from '../../cards/pan.ts';
import { digitsValue } from '../../protocol/iso8583/codec/digits.ts';
import { ADDITIONAL_FIELDS, type AdditionalData, type AdditionalField } from '../../protocol/iso8583/dialect/dialect.ts';
import { berTlvProblem, type TlvObject, walkBerTlv } from '../../protocol/iso8583/elements/ber-tlv.ts';
import { emvTag } from '../../protocol/iso8583/elements/emv-tags.ts';
import type { UnpackedElement } from '../../protocol/iso8583/elements/message-elements.ts';
import { parseTrack2 } from '../../protocol/iso8583/elements/track2.ts';
import { isBinary, nibblesOf, type ParseAttempt, specOf, textOf } from '../read/parse-attempt.ts';
import { cardDataRanges, hiddenPan, hideKnownPans, type KnownCardData, type Range, trackRanges } from './card-data-in-text.ts';
import { HiddenBytes } from './hidden-bytes.ts';

/** Fields of DE48 that hold PIN blocks. */
const PIN_BLOCK_FIELDS: ReadonlySet<AdditionalField> = new Set(['pinBlock', 'newPinBlock']);
const HEX_BLOCK = /[0-9A-F]{16,}/gi;
const FREE_CHARACTERS_MIN = 13;
const PAN_FIRST = 6;

/**
 * Bytes of chip data to hide. If the data is broken, all bytes from the first unknown or incomplete
 * tag.
 */
export function chipDataRanges(bytes: Buffer): readonly Range[] {
  const objects = walkBerTlv(bytes);
  const ranges = objects.flatMap((object) => tagRanges(object, bytes));
  if (berTlvProblem(bytes) === '') return ranges;
  const strange = objects.findIndex(({ tag }) => emvTag(tag).name === '');
  const last = objects.slice(0, strange < 0 ? objects.length : strange).at(-1)?.value;
  return [...ranges, { from: last === undefined ? 0 : last.byteOffset - bytes.byteOffset + last.length, to: bytes.length }];
}

function tagRanges({ tag, value, children }: TlvObject, base: Buffer): readonly Range[] {
  if (children !== undefined) return children.flatMap((child) => tagRanges(child, base));
  const from = value.byteOffset - base.byteOffset;
  const { mask } = emvTag(tag);
  if (mask === 'none') return [];
  // Tag 5A is BCD: three bytes are the first six digits, two the last four (or three and a fill).
  return mask === 'pan' && value.length >= 7 ? [{ from: from + 3, to: from + value.length - 2 }] : [{ from, to: from + value.length }];
}

/**
 * Tags of DE48 that aksept defines: a value as long as a PIN block in hex is hidden, unless it is a
 * KSN (20 or 24 digits).
 */
function additionalRanges(text: string, spec: AdditionalData): readonly Range[] {
  const fieldOf = new Map(ADDITIONAL_FIELDS.map((field) => [spec.tags[field], field]));
  const ranges: Range[] = [];
  for (let at = 0; at < text.length; ) {
    const from = at + spec.tagLength + spec.lengthDigits;
    const field = fieldOf.get(text.slice(at, at + spec.tagLength));
    const length = digitsValue(text, at + spec.tagLength, spec.lengthDigits);
    if (field === undefined || length < 0 || from + length > text.length) return blockRanges(text);
    at = from + length;
    const isKsn = field === 'pinKsn' && (length === 20 || length === 24);
    if (PIN_BLOCK_FIELDS.has(field) || (!isKsn && blockRanges(text.slice(from, at)).length > 0)) ranges.push({ from, to: at });
  }
  return ranges;
}

function blockRanges(text: string): readonly Range[] {
  return [...text.matchAll(HEX_BLOCK)].map((match) => ({ from: match.index, to: match.index + match[0].length }));
}

/** Characters (bytes of a binary element) that the dialect says to hide. */
function maskedRanges(attempt: ParseAttempt, element: UnpackedElement): readonly Range[] {
  const { dialect, layout } = attempt;
  const { fields, additionalData } = dialect;
  const { number, text } = element;
  const mask = specOf(dialect, number)?.mask ?? 'none';
  const units = isBinary(layout, number) ? text.length / 2 : text.length;
  if (mask === 'pan' || (mask === 'none' && number === fields.pan)) {
    // A wrong check digit may mean part of a longer PAN, whose last digits here are middle digits.
    return isLuhnValid(text) ? [hiddenPan(0, units)] : [{ from: Math.min(PAN_FIRST, Math.max(0, units - PAN_FIRST)), to: units }];
  }
  if (mask !== 'none' || number === fields.track2 || number === fields.pinBlock) return [{ from: 0, to: units }];
  if (number === fields.chipData) {
    if (isBinary(layout, number)) return chipDataRanges(Buffer.from(text, 'hex'));
    // Some hosts send chip data as characters.
    return /^(?:[0-9A-F]{2})*$/i.test(text)
      ? chipDataRanges(Buffer.from(text, 'hex')).map(({ from, to }) => ({ from: from * 2, to: to * 2 }))
      : [];
  }
  return additionalData !== undefined && number === additionalData.element ? additionalRanges(text, additionalData) : [];
}

/** Whether an element holds free text: long, of variable length, and without a known structure. */
function isFreeText({ dialect, layout }: ParseAttempt, { number, text }: UnpackedElement): boolean {
  const { amounts, original, standing, chipData } = dialect.fields;
  if (text.length < FREE_CHARACTERS_MIN || layout.lengthBytes[number] === 0) return false;
  if (number === chipData) return !isBinary(layout, number) || berTlvProblem(Buffer.from(text, 'hex')) !== '';
  return number !== amounts && number !== original && number !== standing;
}

/** Searches the characters and, if they are not printable, also the half bytes. */
function freeTextRanges(text: string): readonly Range[] {
  if (!/[^ -~]/.test(text)) return cardDataRanges(text);
  const inBytes = cardDataRanges(Buffer.from(text, 'latin1').toString('hex'));
  return [...cardDataRanges(text), ...inBytes.map(({ from, to }) => ({ from: from >> 1, to: (to + 1) >> 1 }))];
}

/** All half bytes of a parsed message that must not be shown. */
export function hiddenBytesOf(attempt: ParseAttempt): HiddenBytes {
  const hidden = new HiddenBytes(attempt.bytes);
  for (const element of attempt.unpacked.elements) {
    const found = isFreeText(attempt, element) ? freeTextRanges(element.text) : trackRanges(element.text);
    const inUnits = isBinary(attempt.layout, element.number)
      ? found.map(({ from, to }) => ({ from: from >> 1, to: (to + 1) >> 1 }))
      : found;
    for (const { from, to } of [...maskedRanges(attempt, element), ...inUnits]) {
      for (let index = from; index < to; index += 1) {
        const nibbles = nibblesOf(attempt, element, index);
        hidden.hideNibbles(nibbles.from, nibbles.count);
      }
    }
  }
  hideKnownPans(hidden, attempt.bytes, knownPans(attempt));
  return hidden;
}

/** Card numbers in DE2 and track 2. */
function knownPans(attempt: ParseAttempt): readonly string[] {
  const { pan, track2 } = attempt.dialect.fields;
  return [textOf(attempt, pan), parseTrack2(textOf(attempt, track2))?.pan ?? ''].filter((digits) => digits !== '');
}

/** The hidden half bytes according to a plausible parse. */
export function knownCardDataOf(attempt: ParseAttempt): KnownCardData {
  if (parseTrack2(textOf(attempt, attempt.dialect.fields.track2)) !== undefined) return 'track2';
  return knownPans(attempt).length > 0 ? 'pan' : 'nothing';
}

/** The decoded value with stars for hidden characters. */
export function maskedText(attempt: ParseAttempt, element: UnpackedElement, hidden: HiddenBytes): string {
  const width = isBinary(attempt.layout, element.number) ? 2 : 1;
  let shown = '';
  for (let at = 0; at < element.text.length; at += width) {
    const { from, count } = nibblesOf(attempt, element, at / width);
    shown += hidden.hidesNibbles(from, count) ? '*'.repeat(width) : element.text.slice(at, at + width);
  }
  return shown;
}
