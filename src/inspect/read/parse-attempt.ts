/** One way to read the bytes of a message: how many stand in front of it, and in which layout. */

import { BCD_LEFT, EBCDIC_HEX, HEX, type Layout, RAW, SIGNED_BCD } from '../../protocol/iso8583/codec/layout.ts';
import type { Dialect, ElementSpec } from '../../protocol/iso8583/dialect/dialect.ts';
import { type Unpacked, type UnpackedElement, unpack } from '../../protocol/iso8583/elements/message-elements.ts';

export interface Reading {
  /** The message with what stands in front of it; all offsets for people count from here. */
  readonly bytes: Buffer;
  /** How many bytes of length header, or of something else, come before the TPDU or MTI. */
  readonly frontBytes: number;
  readonly layout: Layout;
  readonly dialect: Dialect;
  readonly unpacked: Unpacked;
  /** Every byte belongs to an element and each element is what its format says. */
  readonly isWhole: boolean;
}

export function readAs(bytes: Buffer, frontBytes: number, layout: Layout): Reading {
  const unpacked = unpack(layout, bytes.subarray(frontBytes));
  return { bytes, frontBytes, layout, dialect: layout.dialect, unpacked, isWhole: unpacked.problem === undefined };
}

export function elementOf(reading: Reading, number: number): UnpackedElement | undefined {
  return number === 0 ? undefined : reading.unpacked.elements.find((element) => element.number === number);
}

/** The decoded text of an element, '' when it is absent. */
export function textOf(reading: Reading, number: number): string {
  return elementOf(reading, number)?.text ?? '';
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

/** Half bytes of one character, digit or byte of an element, counted from the beginning of `reading.bytes`. */
export function nibblesOf(reading: Reading, element: UnpackedElement, index: number): { readonly from: number; readonly count: number } {
  const encoding = reading.layout.encoding[element.number] as number;
  const start = (reading.frontBytes + element.valueOffset) * 2;
  if (encoding === HEX || encoding === EBCDIC_HEX) return { from: start + index * 4, count: 4 };
  if (encoding < BCD_LEFT || encoding === RAW) return { from: start + index * 2, count: 2 };
  if (encoding === SIGNED_BCD) return index === 0 ? { from: start, count: 2 } : { from: start + index + 1, count: 1 };
  const padding = encoding === BCD_LEFT && element.text.length % 2 === 1 ? 1 : 0;
  return { from: start + padding + index, count: 1 };
}
