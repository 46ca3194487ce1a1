/**
 * Elements that hold a bitmap of their own, as a dialect describes them: reads the sub-elements from
 * the bytes of an element, and writes them. They are read as the elements of a message that has the
 * same form, so that every encoding and length works here, too.
 */
import { FROM_EBCDIC, TO_EBCDIC } from '../codec/charset.ts';
import { compileDialect, type Layout } from '../codec/layout.ts';
import { SCAN_PROBLEMS } from '../codec/scan/scan-problems.ts';
import { WriteError } from '../codec/write/message-writer.ts';
import { type Dialect, SUB_BITMAP_BYTES, type SubElementSpec, type SubElements } from '../dialect/dialect.ts';
import { pack, type Unpacked, type UnpackedElement, unpack } from './message-elements.ts';

const MTI = '0800';
const ONE_BITMAP_BYTES = 8;
/** The MTI and two bitmaps, in front of the sub-elements that are read. */
const HEAD_BYTES = MTI.length + 2 * ONE_BITMAP_BYTES;
const SECOND_BITMAP_BIT = 0x80;
/** The identifier of a dataset, and the length of what follows. */
const DATASET_HEAD_BYTES = 3;
const DATASET_BYTES_MAX = 0xffff;
const HEX = /^[0-9A-F]*$/i;

export interface SubLayout {
  readonly subElements: SubElements;
  /** Of the message that stands in for the element. */
  readonly layout: Layout;
  /** The number in that layout: bits 1 and 65 of a message have a meaning of their own. */
  readonly hostNumber: (sub: number) => number;
  readonly bitmap: 'raw' | 'hex' | 'ebcdicHex';
  readonly bitmapBytes: number;
}

export interface SubElementFound {
  readonly number: number;
  readonly spec: SubElementSpec;
  /** Offsets count from the first byte of the element; the number is that of the layout. */
  readonly element: UnpackedElement;
}

export interface SubElementsFound {
  readonly layout: Layout;
  readonly found: readonly SubElementFound[];
  /** One sentence that holds no data of the message; '' when the sub-elements fill the element. */
  readonly problem: string;
  /** Where the last sub-element found ends. */
  readonly endOffset: number;
}

function hostNumber(sub: number): number {
  return sub < 64 ? sub + 1 : sub + 2;
}

function subNumber(host: number): number {
  return host < 65 ? host - 1 : host - 2;
}

const LAYOUTS = new WeakMap<Dialect, Map<SubElements, SubLayout>>();

/** Compiled once for each dialect. */
export function subLayout(dialect: Dialect, subElements: SubElements): SubLayout {
  const ofDialect = LAYOUTS.get(dialect) ?? new Map<SubElements, SubLayout>();
  const known = ofDialect.get(subElements);
  if (known !== undefined) return known;
  const elements = Object.entries(subElements.elements).map(([number, spec]) => [hostNumber(Number(number)), spec] as const);
  const layout = compileDialect({
    ...dialect,
    tpdu: false,
    prefixBytes: 0,
    mti: 'ascii',
    bitmap: 'raw',
    thirdBitmap: 'none',
    elements: Object.fromEntries(elements),
  });
  const { bitmap = dialect.bitmap, bitmapBytes = SUB_BITMAP_BYTES.usual } = subElements;
  const made: SubLayout = { subElements, layout, hostNumber, bitmap, bitmapBytes };
  LAYOUTS.set(dialect, ofDialect.set(subElements, made));
  return made;
}

/** The description of an element's sub-elements; undefined if the dialect has none. */
export function subLayoutOf(dialect: Dialect, element: number): SubLayout | undefined {
  const subElements = dialect.elements[String(element)]?.subElements;
  return subElements === undefined ? undefined : subLayout(dialect, subElements);
}

function failed({ layout }: SubLayout, problem: string): SubElementsFound {
  return { layout, found: [], problem, endOffset: 0 };
}

/** The bytes of the bitmap; undefined if they are not its digits, or too few. */
function bitmapAt(bytes: Buffer, at: number, { bitmap, bitmapBytes }: SubLayout): Buffer | undefined {
  const encoded = bytes.subarray(at, at + encodedBytes(bitmap, bitmapBytes));
  if (encoded.length < encodedBytes(bitmap, bitmapBytes)) return undefined;
  if (bitmap === 'raw') return encoded;
  const digits = bitmap === 'hex' ? encoded : encoded.map((byte) => FROM_EBCDIC[byte] as number);
  const text = Buffer.from(digits).toString('latin1');
  return HEX.test(text) ? Buffer.from(text, 'hex') : undefined;
}

function encodedBytes(bitmap: SubLayout['bitmap'], bitmapBytes: number): number {
  return bitmap === 'raw' ? bitmapBytes : bitmapBytes * 2;
}

/** The two bitmaps of the message that stands in for the element. */
function hostBitmaps(bitmap: Buffer): Buffer {
  const host = Buffer.alloc(2 * ONE_BITMAP_BYTES);
  host[0] = SECOND_BITMAP_BIT;
  for (let sub = 1; sub <= bitmap.length * 8; sub += 1) if (hasBit(bitmap, sub)) setBit(host, hostNumber(sub));
  return host;
}

function hasBit(bitmap: Buffer, number: number): boolean {
  return ((bitmap[(number - 1) >> 3] as number) & (0x80 >> ((number - 1) & 7))) !== 0;
}

function setBit(bitmap: Buffer, number: number): void {
  bitmap[(number - 1) >> 3] = (bitmap[(number - 1) >> 3] as number) | (0x80 >> ((number - 1) & 7));
}

function problemOf({ problem }: Unpacked, { subElements }: SubLayout): string {
  if (problem === undefined) return '';
  if (problem.element === 0) return 'Bytes are left over after the last sub-element.';
  const number = subNumber(problem.element);
  if (problem.kind === 'unknownElement') return `Bit ${number} is set, but the dialect has no sub-element ${number}.`;
  const sentence = SCAN_PROBLEMS.find(({ name }) => name === problem.kind)?.sentence ?? '';
  return `Sub-element ${number} (${subElements.elements[number]?.name}): ${sentence.replace('the message', 'the element')}.`;
}

/** Reads the bytes of an element. Never throws: `problem` says what is wrong. */
export function readSubElements(sub: SubLayout, bytes: Buffer): SubElementsFound {
  const { layout, subElements, bitmap, bitmapBytes } = sub;
  const { dataset } = subElements;
  const head = dataset === undefined ? 0 : DATASET_HEAD_BYTES;
  if (dataset !== undefined) {
    if (bytes[0] !== Number.parseInt(dataset, 16)) return failed(sub, `The element does not begin with dataset ${dataset}.`);
    if (bytes.length < head || bytes.readUInt16BE(1) !== bytes.length - head)
      return failed(sub, `The length of dataset ${dataset} does not count what follows it.`);
  }
  const bits = bitmapAt(bytes, head, sub);
  if (bits === undefined) return failed(sub, `The element does not begin with a bitmap of ${bitmapBytes} bytes.`);
  const start = head + encodedBytes(bitmap, bitmapBytes);
  const unpacked = unpack(layout, Buffer.concat([Buffer.from(MTI, 'latin1'), hostBitmaps(bits), bytes.subarray(start)]));
  const moved = start - HEAD_BYTES;
  const found = unpacked.elements.map((element): SubElementFound => {
    const number = subNumber(element.number);
    const spec = subElements.elements[number] as SubElementSpec;
    return { number, spec, element: { ...element, offset: element.offset + moved, valueOffset: element.valueOffset + moved } };
  });
  return { layout, found, problem: problemOf(unpacked, sub), endOffset: Math.max(start, unpacked.endOffset + moved) };
}

function encodedBitmap(bits: Buffer, bitmap: SubLayout['bitmap']): Buffer {
  if (bitmap === 'raw') return bits;
  const digits = Buffer.from(bits.toString('hex').toUpperCase(), 'latin1');
  return bitmap === 'hex' ? digits : Buffer.from(digits.map((byte) => TO_EBCDIC[byte] as number));
}

/** An error names the sub-element, not the element of the message that stands in. */
function packed(layout: Layout, elements: ReadonlyMap<number, string>): Buffer {
  try {
    return pack(layout, elements);
  } catch (error) {
    if (!(error instanceof WriteError)) throw error;
    const number = subNumber(error.element);
    throw new WriteError(number, error.message.replace(/^Element \d+/, `Sub-element ${number}`));
  }
}

/**
 * The bytes of an element from its sub-elements; values of sub-elements of bytes are hexadecimal
 * digits. Throws a WriteError.
 */
export function writeSubElements(sub: SubLayout, values: ReadonlyMap<number, string>): Buffer {
  const { layout, subElements, bitmap, bitmapBytes } = sub;
  const bits = Buffer.alloc(bitmapBytes);
  const elements = new Map<number, string>([[0, MTI]]);
  for (const [number, text] of values) {
    if (subElements.elements[number] === undefined) throw new WriteError(number, `The dialect has no sub-element ${number}.`);
    setBit(bits, number);
    elements.set(hostNumber(number), text);
  }
  const isLong = elements.has(hostNumber(64));
  const rest = packed(layout, elements).subarray(MTI.length + (isLong ? 2 : 1) * ONE_BITMAP_BYTES);
  const content = Buffer.concat([encodedBitmap(bits, bitmap), rest]);
  if (subElements.dataset === undefined) return content;
  if (content.length > DATASET_BYTES_MAX) throw new WriteError(0, `A dataset holds at most ${DATASET_BYTES_MAX} bytes.`);
  const head = Buffer.from([Number.parseInt(subElements.dataset, 16), content.length >> 8, content.length & 0xff]);
  return Buffer.concat([head, content]);
}
