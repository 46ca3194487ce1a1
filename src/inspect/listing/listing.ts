/**
 * A parsed message as rows: header, TPDU, prefix, MTI, bitmap and every element, with offset, bytes,
 * value and meaning, masked.
 */

import { berTlvProblem } from '../../protocol/iso8583/elements/ber-tlv.ts';
import type { UnpackedElement } from '../../protocol/iso8583/elements/message-elements.ts';
import { pluralize } from '../input/notes.ts';
import { maskedText } from '../mask/element-mask.ts';
import type { HiddenBytes } from '../mask/hidden-bytes.ts';
import { announcedElements, isBinary, nameOf, nibblesOf, type ParseAttempt } from '../read/parse-attempt.ts';
import { mtiName } from './code-names.ts';
import type { Part } from './element-parts.ts';
import { fillerParts } from './filler.ts';
import { meaningOf } from './meaning.ts';

export const ROW_KINDS = ['front', 'tpdu', 'prefix', 'mti', 'bitmap', 'element'] as const;

export interface Row {
  readonly kind: (typeof ROW_KINDS)[number];
  /** 0 if the row is no element. */
  readonly element: number;
  readonly name: string;
  /** From the first byte of the message, prefix included. */
  readonly offset: number;
  readonly byteCount: number;
  /** Hex with stars for hidden half bytes: the length before the value, and the value. */
  readonly lengthHex: string;
  readonly valueHex: string;
  readonly value: string;
  readonly meaning: string;
  readonly parts: readonly Part[];
}

export interface Listing {
  readonly rows: readonly Row[];
  /** Bytes after the last row. */
  readonly restBytes: number;
}

interface Shown {
  readonly attempt: ParseAttempt;
  readonly hidden: HiddenBytes;
  readonly nearMs: number;
  /** In a parse that may be wrong, any element may contain card data. */
  readonly withheld: Withheld;
}

/**
 * Which rows are listed without bytes and value: none, those that may be a PIN block, all elements,
 * or all rows.
 */
export type Withheld = 'nothing' | 'doubtful' | 'elements' | 'all';

function row(kind: Row['kind'], parts: Partial<Row>): Row {
  return { kind, element: 0, name: '', offset: 0, byteCount: 0, lengthHex: '', valueHex: '', value: '', meaning: '', parts: [], ...parts };
}

/** Whether an element looks like enciphered bytes: not printable, or many hex digits. */
function mayBePinBlock(attempt: ParseAttempt, { number, text }: UnpackedElement): boolean {
  const { layout, dialect } = attempt;
  if (number === 64 || number === 128) return false;
  if (isBinary(layout, number)) return number !== dialect.fields.chipData || berTlvProblem(Buffer.from(text, 'hex')) !== '';
  return /[^ -~]/.test(text) || /(?=[0-9A-F]*[A-F])[0-9A-F]{12}/i.test(text);
}

/** The part with its offset from the message's first byte. */
function placed(part: Part, attempt: ParseAttempt, element: UnpackedElement): Part {
  return part.offset === undefined ? part : { ...part, offset: nibblesOf(attempt, element, part.offset).from / 2 };
}

function elementRow({ attempt, hidden, nearMs, withheld }: Shown, element: UnpackedElement): Row {
  const { number, lengthBytes, valueBytes } = element;
  const offset = attempt.prefixBytes + element.offset;
  const valueOffset = attempt.prefixBytes + element.valueOffset;
  const byteCount = lengthBytes + valueBytes;
  const name = nameOf(attempt.dialect, number);
  const isDoubtful = withheld === 'doubtful' && mayBePinBlock(attempt, element);
  if (withheld === 'elements' || withheld === 'all' || isDoubtful)
    return row('element', { element: number, name, offset, byteCount, meaning: `${pluralize(valueBytes, 'byte')}, not shown` });
  const shown = maskedText(attempt, element, hidden);
  const { text, parts } = meaningOf({ attempt, element, shown, nearMs });
  return row('element', {
    element: number,
    name,
    offset,
    byteCount,
    lengthHex: hidden.hex(offset, valueOffset),
    valueHex: hidden.hex(valueOffset, valueOffset + valueBytes),
    value: shown,
    meaning: text,
    parts: [...parts.map((part) => placed(part, attempt, element)), ...fillerParts(attempt, element)],
  });
}

function headRows({ attempt, hidden, withheld }: Shown, prefixMeaning: string | undefined): readonly Row[] {
  const { prefixBytes, unpacked, layout } = attempt;
  const rows: Row[] = [];
  if (withheld === 'all') return rows;
  const span = (offset: number, byteCount: number): Partial<Row> => ({
    offset,
    byteCount,
    valueHex: hidden.hex(offset, offset + byteCount),
  });
  if (prefixBytes > 0) rows.push(row('front', { name: 'Length header', ...span(0, prefixBytes), meaning: prefixMeaning ?? '' }));
  if (unpacked.tpdu.length > 0) {
    const hex = unpacked.tpdu.toString('hex');
    const words = hidden.hidesBytes(prefixBytes, unpacked.tpdu.length)
      ? ''
      : `id ${hex.slice(0, 2)}, to ${hex.slice(2, 6)}, from ${hex.slice(6)}`;
    rows.push(row('tpdu', { name: 'TPDU', ...span(prefixBytes, unpacked.tpdu.length), value: words === '' ? '' : hex, meaning: words }));
  }
  if (unpacked.prefix.length > 0) {
    const meaning = 'bytes that a response repeats';
    rows.push(row('prefix', { name: 'Prefix', ...span(prefixBytes + unpacked.tpdu.length, unpacked.prefix.length), meaning }));
  }
  if (unpacked.mti === '') return rows;
  const mti = span(prefixBytes + unpacked.mtiOffset, layout.mtiBytes);
  rows.push(row('mti', { name: 'Message type', ...mti, value: unpacked.mti, meaning: mtiName(unpacked.mti) }));
  const bitmap = span(prefixBytes + unpacked.bitmapOffset, unpacked.bitmapBytes);
  const isHidden = hidden.hidesBytes(prefixBytes + unpacked.bitmapOffset, unpacked.bitmapBytes);
  const numbers = isHidden ? '' : announcedElements(attempt).join(' ');
  rows.push(row('bitmap', { name: unpacked.bitmapBytes > layout.bitmapBytes ? 'Bitmaps' : 'Bitmap', ...bitmap, meaning: numbers }));
  return rows;
}

/** `prefixMeaning`: what the length header counts. */
export function listingOf(shown: Shown, prefixMeaning: string | undefined): Listing {
  const { attempt } = shown;
  const rows = [...headRows(shown, prefixMeaning), ...attempt.unpacked.elements.map((element) => elementRow(shown, element))];
  const last = rows.at(-1);
  return { rows, restBytes: Math.max(0, attempt.bytes.length - (last === undefined ? 0 : last.offset + last.byteCount)) };
}
