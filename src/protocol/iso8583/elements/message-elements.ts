/**
 * Unpacks a frame into its elements and packs elements into a frame, whatever they mean. For the
 * inspector, for tests, and for people who build their own messages.
 */
import type { Layout } from '../codec/layout.ts';
import { ELEMENTS, NO_THIRD, SECONDARY_FROM, THIRD_FROM } from '../codec/layout.ts';
import { scanProblem } from '../codec/problem.ts';
import type { ScanProblemName } from '../codec/scan/scan-problems.ts';
import { Scanner } from '../codec/scan/scanner.ts';
import { textOf } from '../codec/scan/values.ts';
import { MessageWriter, WriteError } from '../codec/write/message-writer.ts';
import { mtiText } from './mti.ts';

export interface UnpackedElement {
  readonly number: number;
  /** Offset in the frame of the length, or of the value when the length is fixed. */
  readonly offset: number;
  readonly lengthBytes: number;
  readonly valueOffset: number;
  readonly valueBytes: number;
  /** The value as characters; binary elements as hexadecimal digits. */
  readonly text: string;
}

export interface UnpackProblem {
  readonly element: number;
  readonly offset: number;
  readonly kind: ScanProblemName;
  /** One sentence; it holds no data of the message. */
  readonly reason: string;
}

export interface Unpacked {
  readonly tpdu: Buffer;
  /** The bytes between TPDU and MTI. */
  readonly prefix: Buffer;
  /** Four digits; '' when it cannot be read. */
  readonly mti: string;
  readonly mtiOffset: number;
  readonly bitmapOffset: number;
  /** The bitmaps in front of the elements: one, two or three. */
  readonly bitmapBytes: number;
  /** Offset of the third bitmap; -1: there is none. */
  readonly thirdBitmapOffset: number;
  readonly elements: readonly UnpackedElement[];
  readonly problem: UnpackProblem | undefined;
  /** Where the last element found ends. */
  readonly endOffset: number;
}

/** A scanner is reused for the next frame: to make its arrays takes longer than to scan. */
const SCANNERS = new WeakMap<Layout, Scanner>();

function scannerOf(layout: Layout): Scanner {
  const known = SCANNERS.get(layout);
  if (known !== undefined) return known;
  const scanner = new Scanner(layout);
  SCANNERS.set(layout, scanner);
  return scanner;
}

/**
 * Unpacks a frame without its length header. Never throws: `problem` says what is wrong, and the
 * elements before it are returned.
 */
export function unpack(layout: Layout, frame: Buffer): Unpacked {
  const scanner = scannerOf(layout);
  scanner.scan(frame);
  const unpacked = unpackedBy(scanner, frame);
  scanner.release();
  return unpacked;
}

/** True if `unpack` would have no problem; costs a tenth of it. */
export function isWholeFrame(layout: Layout, frame: Buffer): boolean {
  const scanner = scannerOf(layout);
  const isWhole = scanner.scan(frame);
  scanner.release();
  return isWhole;
}

function unpackedBy(scanner: Scanner, frame: Buffer): Unpacked {
  const { layout } = scanner;
  const elements: UnpackedElement[] = [];
  for (let number = 2; number < ELEMENTS; number += 1) {
    if (!scanner.has(number)) continue;
    const offset = scanner.recordStart[number] as number;
    const valueOffset = scanner.valueStart[number] as number;
    const valueBytes = scanner.valueEnd(number) - valueOffset;
    elements.push({ number, offset, lengthBytes: valueOffset - offset, valueOffset, valueBytes, text: textOf(scanner, number) });
  }
  return {
    tpdu: frame.subarray(0, layout.tpduBytes),
    prefix: frame.subarray(layout.tpduBytes, layout.headBytes),
    mti: scanner.mti < 0 ? '' : mtiText(scanner.mti),
    mtiOffset: scanner.mtiStart,
    bitmapOffset: scanner.bitmapStart,
    bitmapBytes: scanner.bitmapBytes,
    thirdBitmapOffset: scanner.thirdBitmapStart,
    elements,
    problem: problemOf(scanner),
    endOffset: scanner.end,
  };
}

function problemOf(scanner: Scanner): UnpackProblem | undefined {
  if (scanner.problemName === 'none') return undefined;
  const { problemElement, problemOffset, problemName } = scanner;
  return { element: problemElement, offset: problemOffset, kind: problemName, reason: scanProblem(scanner).sentence };
}

function mtiOf(text: string): number {
  if (!/^\d{4}$/.test(text)) throw new WriteError(0, 'The MTI (element 0) must be four digits.');
  return Number(text);
}

/**
 * Builds a frame. Key 0 is the MTI; binary elements are hexadecimal digits. `head`: the bytes before
 * the MTI. Throws a WriteError.
 */
export function pack(layout: Layout, elements: ReadonlyMap<number, string>, head: Uint8Array = new Uint8Array(layout.headBytes)): Buffer {
  const numbers = [...elements.keys()].filter((number) => number > 1).sort((a, b) => a - b);
  const writer = new MessageWriter(layout);
  const last = numbers.at(-1) ?? 0;
  writer.begin(mtiOf(elements.get(0) ?? ''), last >= SECONDARY_FROM, last >= THIRD_FROM && layout.thirdBitmap !== NO_THIRD);
  if (layout.headBytes > 0) writer.putHead(head);
  for (const number of numbers) {
    const text = elements.get(number) ?? '';
    if (layout.known[number] !== 1) throw new WriteError(number, `The dialect has no element ${number}.`);
    if (layout.isBinary[number] === 1) writer.putBytes(number, Buffer.from(text, 'hex'));
    else writer.putText(number, text);
  }
  return writer.finish();
}
