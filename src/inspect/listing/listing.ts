/** A reading as rows for people: header, TPDU, MTI, bitmap, and every element with offset, bytes, value and meaning, masked. */

import { FROM_EBCDIC } from '../../protocol/iso8583/codec/charset.ts';
import { berTlvProblem } from '../../protocol/iso8583/elements/ber-tlv.ts';
import type { UnpackedElement } from '../../protocol/iso8583/elements/message-elements.ts';
import { counted } from '../input/notes.ts';
import { shownText } from '../mask/element-mask.ts';
import type { HiddenBytes } from '../mask/hidden-bytes.ts';
import { isBinary, nameOf, type Reading } from '../read/parse-attempt.ts';
import { mtiName } from './code-names.ts';
import type { Part } from './element-parts.ts';
import { meaningOf } from './meaning.ts';

export const ROW_KINDS = ['front', 'tpdu', 'mti', 'bitmap', 'element'] as const;

export interface Row {
  readonly kind: (typeof ROW_KINDS)[number];
  /** Of elements; else 0. */
  readonly element: number;
  readonly name: string;
  /** From the first byte of the message, what stands in front of it included. */
  readonly offset: number;
  readonly byteCount: number;
  /** Hexadecimal, hidden half bytes as stars: the length in front of the value, and the value. */
  readonly lengthHex: string;
  readonly valueHex: string;
  readonly value: string;
  readonly meaning: string;
  readonly parts: readonly Part[];
}

export interface Listing {
  readonly rows: readonly Row[];
  /** Bytes behind the last row. */
  readonly restBytes: number;
}

interface Shown {
  readonly reading: Reading;
  readonly hidden: HiddenBytes;
  readonly nearMs: number;
  /** Of a reading that may be wrong any element may hold any secret. */
  readonly withholds: Withholds;
}

/** What is shown with name, place and length only: nothing, what might be a PIN block, all elements, or the bytes in front of them, too. */
export type Withholds = 'nothing' | 'doubtful' | 'elements' | 'all';

function row(kind: Row['kind'], parts: Partial<Row>): Row {
  return { kind, element: 0, name: '', offset: 0, byteCount: 0, lengthHex: '', valueHex: '', value: '', meaning: '', parts: [], ...parts };
}

/** What enciphered bytes may look like: no characters to print, or many hexadecimal digits. */
function mayBePinBlock(reading: Reading, { number, text }: UnpackedElement): boolean {
  const { layout, dialect } = reading;
  if (number === 64 || number === 128) return false;
  if (isBinary(layout, number)) return number !== dialect.fields.chipData || berTlvProblem(Buffer.from(text, 'hex')) !== '';
  return /[^ -~]/.test(text) || /(?=[0-9A-F]*[A-F])[0-9A-F]{12}/i.test(text);
}

function elementRow({ reading, hidden, nearMs, withholds }: Shown, element: UnpackedElement): Row {
  const { number, lengthBytes, valueBytes } = element;
  const offset = reading.frontBytes + element.offset;
  const valueOffset = reading.frontBytes + element.valueOffset;
  const byteCount = lengthBytes + valueBytes;
  const name = nameOf(reading.dialect, number);
  const isDoubtful = withholds === 'doubtful' && mayBePinBlock(reading, element);
  if (withholds === 'elements' || withholds === 'all' || isDoubtful)
    return row('element', { element: number, name, offset, byteCount, meaning: `${counted(valueBytes, 'byte')}, not shown` });
  const shown = shownText(reading, element, hidden);
  const { text, parts } = meaningOf({ reading, element, shown, nearMs });
  return row('element', {
    element: number,
    name,
    offset,
    byteCount,
    lengthHex: hidden.hex(offset, valueOffset),
    valueHex: hidden.hex(valueOffset, valueOffset + valueBytes),
    value: shown,
    meaning: text,
    parts,
  });
}

/** Numbers of the bits that are set, from the bytes themselves: a message that breaks off later has announced them, too. */
export function announcedElements({ layout, bytes, frontBytes, unpacked }: Reading): readonly number[] {
  if (unpacked.mti === '' || unpacked.problem?.element === 1) return [];
  const from = frontBytes + unpacked.bitmapOffset;
  const raw = bytes.subarray(from, from + unpacked.bitmapBytes);
  const digits = layout.dialect.bitmap === 'ebcdicHex' ? Buffer.from(raw.map((byte) => FROM_EBCDIC[byte] as number)) : raw;
  const map = layout.dialect.bitmap === 'raw' ? raw : Buffer.from(digits.toString('latin1'), 'hex');
  const numbers: number[] = [];
  for (const [index, byte] of map.entries()) {
    for (let bit = 0; bit < 8; bit += 1) if ((byte & (0x80 >> bit)) !== 0) numbers.push(index * 8 + bit + 1);
  }
  return numbers.filter((number) => number > 1);
}

function headRows({ reading, hidden, withholds }: Shown, frontMeaning: string): readonly Row[] {
  const { frontBytes, unpacked, layout } = reading;
  const rows: Row[] = [];
  if (withholds === 'all') return rows;
  const span = (offset: number, byteCount: number): Partial<Row> => ({
    offset,
    byteCount,
    valueHex: hidden.hex(offset, offset + byteCount),
  });
  if (frontBytes > 0) rows.push(row('front', { name: 'Length header', ...span(0, frontBytes), meaning: frontMeaning }));
  if (unpacked.tpdu.length > 0) {
    const hex = unpacked.tpdu.toString('hex');
    const words = hidden.hidesBytes(frontBytes, unpacked.tpdu.length)
      ? ''
      : `id ${hex.slice(0, 2)}, to ${hex.slice(2, 6)}, from ${hex.slice(6)}`;
    rows.push(row('tpdu', { name: 'TPDU', ...span(frontBytes, unpacked.tpdu.length), value: words === '' ? '' : hex, meaning: words }));
  }
  if (unpacked.mti === '') return rows;
  const mti = span(frontBytes + unpacked.mtiOffset, layout.mtiBytes);
  rows.push(row('mti', { name: 'Message type', ...mti, value: unpacked.mti, meaning: mtiName(unpacked.mti) }));
  const bitmap = span(frontBytes + unpacked.bitmapOffset, unpacked.bitmapBytes);
  const numbers = announcedElements(reading).join(' ');
  rows.push(row('bitmap', { name: unpacked.bitmapBytes > layout.bitmapBytes ? 'Bitmaps' : 'Bitmap', ...bitmap, meaning: numbers }));
  return rows;
}

/** `frontMeaning` says what the length header counts. */
export function listingOf(shown: Shown, frontMeaning: string): Listing {
  const { reading } = shown;
  const rows = [...headRows(shown, frontMeaning), ...reading.unpacked.elements.map((element) => elementRow(shown, element))];
  const last = rows.at(-1);
  return { rows, restBytes: Math.max(0, reading.bytes.length - (last === undefined ? 0 : last.offset + last.byteCount)) };
}
