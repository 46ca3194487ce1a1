/** An attempt to parse the bytes of a message, with a prefix of some length and in some layout. */

import { FROM_EBCDIC } from '../../protocol/iso8583/codec/charset.ts';
import { BCD_LEFT, EBCDIC_HEX, HEX, type Layout, RAW, SIGNED_BCD, THIRD_BITMAP } from '../../protocol/iso8583/codec/layout.ts';
import type { Dialect, ElementSpec } from '../../protocol/iso8583/dialect/dialect.ts';
import { type Unpacked, type UnpackedElement, unpack } from '../../protocol/iso8583/elements/message-elements.ts';

export interface ParseAttempt {
  /** The message with its prefix; all offsets that are shown count from its first byte. */
  readonly bytes: Buffer;
  /** Bytes before the TPDU or MTI: a length header, or something unknown. */
  readonly prefixBytes: number;
  readonly layout: Layout;
  readonly dialect: Dialect;
  readonly unpacked: Unpacked;
  /** Every byte belongs to an element, and each element matches its format. */
  readonly isComplete: boolean;
  /** The element that the layout gives another width than the dialect; 0: none. */
  readonly otherWidth: number;
}

export function parseAs(bytes: Buffer, prefixBytes: number, layout: Layout, otherWidth = 0): ParseAttempt {
  const unpacked = unpack(layout, bytes.subarray(prefixBytes));
  return { bytes, prefixBytes, layout, dialect: layout.dialect, unpacked, isComplete: unpacked.problem === undefined, otherWidth };
}

export function elementOf(attempt: ParseAttempt, number: number): UnpackedElement | undefined {
  return number === 0 ? undefined : attempt.unpacked.elements.find((element) => element.number === number);
}

/** The decoded text of an element; empty if it is absent. */
export function textOf(attempt: ParseAttempt, number: number): string {
  return elementOf(attempt, number)?.text ?? '';
}

export function specOf(dialect: Dialect, number: number): ElementSpec | undefined {
  return dialect.elements[String(number)];
}

export function nameOf(dialect: Dialect, number: number): string {
  return specOf(dialect, number)?.name ?? '';
}

export function isBinary(layout: Layout, number: number): boolean {
  const encoding = layout.encoding[number] as number;
  return encoding === RAW || encoding === HEX || encoding === EBCDIC_HEX;
}

/**
 * The half bytes of one character, digit or byte of an element, counted from the start of
 * `attempt.bytes`.
 */
export function nibblesOf(
  attempt: Pick<ParseAttempt, 'layout' | 'prefixBytes'>,
  element: UnpackedElement,
  index: number,
): { readonly from: number; readonly count: number } {
  const encoding = attempt.layout.encoding[element.number] as number;
  const start = (attempt.prefixBytes + element.valueOffset) * 2;
  if (encoding === HEX || encoding === EBCDIC_HEX) return { from: start + index * 4, count: 4 };
  if (encoding < BCD_LEFT || encoding === RAW) return { from: start + index * 2, count: 2 };
  if (encoding === SIGNED_BCD) return index === 0 ? { from: start, count: 2 } : { from: start + index + 1, count: 1 };
  const padding = encoding === BCD_LEFT && element.text.length % 2 === 1 ? 1 : 0;
  return { from: start + padding + index, count: 1 };
}

/** Elements whose bits are set in the bitmap, whether they could be parsed or not. */
export function announcedElements({ layout, bytes, prefixBytes, unpacked }: ParseAttempt): readonly number[] {
  if (unpacked.mti === '' || unpacked.problem?.element === 1) return [];
  const from = prefixBytes + unpacked.bitmapOffset;
  const third = prefixBytes + unpacked.thirdBitmapOffset;
  const isApart = unpacked.thirdBitmapOffset >= unpacked.bitmapOffset + unpacked.bitmapBytes;
  const front = bytes.subarray(from, from + unpacked.bitmapBytes);
  const raw = isApart ? Buffer.concat([front, bytes.subarray(third, third + layout.bitmapBytes)]) : front;
  const digits = layout.dialect.bitmap === 'ebcdicHex' ? Buffer.from(raw.map((byte) => FROM_EBCDIC[byte] as number)) : raw;
  const map = layout.dialect.bitmap === 'raw' ? raw : Buffer.from(digits.toString('latin1'), 'hex');
  const numbers: number[] = [];
  for (const [index, byte] of map.entries()) {
    for (let bit = 0; bit < 8; bit += 1) if ((byte & (0x80 >> bit)) !== 0) numbers.push(index * 8 + bit + 1);
  }
  return numbers.filter((number) => number > 1 && (number !== THIRD_BITMAP || unpacked.thirdBitmapOffset === -1));
}
