/**
 * BER-TLV as used by EMV (Book 3, Annex B) in DE55: objects of tag, length and value. Tags have up
 * to four bytes, lengths up to three after 81, 82 or 83. Bytes 00 and FF between objects are
 * padding (ISO/IEC 7816-4), but FF01 to FF40 are tags where a whole object follows: no tag of EMV
 * begins with their second byte, so that it cannot be one behind padding. FF8101 to FF811F, of
 * contactless kernels, are tags where their value is whole objects, too: 81 is a tag of EMV.
 */

import { pluralize } from '../../plural.ts';

const TAG_BYTES_MAX = 4;
const LENGTH_BYTES_MAX = 4;
const DEPTH_MAX = 8;

const MORE_TAG_BYTES = 0x1f;
const CONTINUES = 0x80;
const CONSTRUCTED = 0x20;

export interface TlvObject {
  /** Upper-case hexadecimal digits. */
  readonly tag: string;
  /** Offset of the tag's first byte from the start of the outermost data. */
  readonly offset: number;
  readonly value: Buffer;
  /** Present for a constructed tag whose value is complete objects. */
  readonly children?: readonly TlvObject[];
}

const PRIVATE_TEMPLATE = 0xff;
const PRIVATE_SECOND_MAX = 0x40;
const KERNEL_SECOND = 0x81;
const KERNEL_THIRD_MAX = 0x1f;
const KERNEL_TAG_BYTES = 3;

function isPaddingAt(bytes: Buffer, at: number): boolean {
  const byte = bytes[at];
  if (byte !== PRIVATE_TEMPLATE) return byte === 0x00;
  const second = bytes[at + 1] ?? 0;
  if (second === KERNEL_SECOND && (bytes[at + 2] ?? 0) <= KERNEL_THIRD_MAX) return !isKernelTagAt(bytes, at);
  return second === 0 || second > PRIVATE_SECOND_MAX || sizesAt(bytes, at) === 0;
}

/** Whether an object of a tag FF81xx stands at `at` whose value is whole objects without padding. */
function isKernelTagAt(bytes: Buffer, at: number): boolean {
  const sizes = sizesAt(bytes, at);
  if (sizes >> 3 !== KERNEL_TAG_BYTES) return false;
  const lengthOffset = at + KERNEL_TAG_BYTES;
  const start = lengthOffset + (sizes & 7);
  const value = bytes.subarray(start, start + lengthAt(bytes, lengthOffset, sizes & 7));
  let end = 0;
  while (end < value.length) {
    const inner = sizesAt(value, end);
    if (inner === 0) return false;
    const innerLength = end + (inner >> 3);
    end = innerLength + (inner & 7) + lengthAt(value, innerLength, inner & 7);
  }
  return value.length > 0;
}

/** The size of the tag at `at`; 0 when the data ends within it, 5 when it is too long. */
function tagBytesAt(bytes: Buffer, at: number): number {
  if (((bytes[at] as number) & MORE_TAG_BYTES) !== MORE_TAG_BYTES) return 1;
  for (let count = 2; count <= TAG_BYTES_MAX; count += 1) {
    const byte = bytes[at + count - 1];
    if (byte === undefined) return 0;
    if ((byte & CONTINUES) === 0) return count;
  }
  return TAG_BYTES_MAX + 1;
}

/** The size of the length at `at`: 1 to 4; 0 when it is missing, 5 when indefinite or longer. */
function lengthBytesAt(bytes: Buffer, at: number): number {
  const first = bytes[at];
  if (first === undefined) return 0;
  if (first < CONTINUES) return 1;
  const count = 1 + (first & 0x7f);
  if (count === 1 || count > LENGTH_BYTES_MAX) return LENGTH_BYTES_MAX + 1;
  return at + count > bytes.length ? 0 : count;
}

/** The big-endian number in `count` bytes. */
function numberAt(bytes: Buffer, at: number, count: number): number {
  let value = 0;
  for (let i = at; i < at + count; i += 1) value = value * 256 + (bytes[i] as number);
  return value;
}

function lengthAt(bytes: Buffer, at: number, count: number): number {
  return count === 1 ? (bytes[at] as number) : numberAt(bytes, at + 1, count - 1);
}

/**
 * The sizes of the tag and the length of the object at `at`, as tag bytes × 8 + length bytes; 0
 * when the object is not complete. Packed into one number so that reading allocates nothing.
 */
function sizesAt(bytes: Buffer, at: number): number {
  const tagBytes = tagBytesAt(bytes, at);
  if (tagBytes === 0 || tagBytes > TAG_BYTES_MAX) return 0;
  const lengthOffset = at + tagBytes;
  const lengthBytes = lengthBytesAt(bytes, lengthOffset);
  if (lengthBytes === 0 || lengthBytes > LENGTH_BYTES_MAX) return 0;
  const length = lengthAt(bytes, lengthOffset, lengthBytes);
  return lengthOffset + lengthBytes + length > bytes.length ? 0 : tagBytes * 8 + lengthBytes;
}

/** Whether a tag in hexadecimal is constructed: its value should be objects. */
export function isConstructed(tag: string): boolean {
  return (Number.parseInt(tag.slice(0, 2), 16) & CONSTRUCTED) !== 0;
}

/** Why the object at `at` is not complete. */
function problemAt(bytes: Buffer, at: number): string {
  const tagBytes = tagBytesAt(bytes, at);
  if (tagBytes === 0) return `The tag at offset ${at} is cut off.`;
  if (tagBytes > TAG_BYTES_MAX) return `The tag at offset ${at} is longer than ${TAG_BYTES_MAX} bytes.`;
  const lengthOffset = at + tagBytes;
  const lengthBytes = lengthBytesAt(bytes, lengthOffset);
  if (lengthBytes === 0) return `The length at offset ${lengthOffset} is cut off or missing.`;
  if (lengthBytes > LENGTH_BYTES_MAX) return `The length at offset ${lengthOffset} is indefinite or longer than ${LENGTH_BYTES_MAX} bytes.`;
  const valueOffset = lengthOffset + lengthBytes;
  const length = lengthAt(bytes, lengthOffset, lengthBytes);
  const left = bytes.length - valueOffset;
  return `The value at offset ${valueOffset} should have ${pluralize(length, 'byte')}, but only ${left} ${left === 1 ? 'is' : 'are'} left.`;
}

/**
 * '' when the bytes are complete objects and padding; else one sentence that says what is wrong and
 * where. Does not look into constructed objects.
 */
export function berTlvProblem(bytes: Buffer): string {
  let at = 0;
  while (at < bytes.length) {
    if (isPaddingAt(bytes, at)) {
      at += 1;
      continue;
    }
    const sizes = sizesAt(bytes, at);
    if (sizes === 0) return problemAt(bytes, at);
    const lengthOffset = at + (sizes >> 3);
    const lengthBytes = sizes & 7;
    at = lengthOffset + lengthBytes + lengthAt(bytes, lengthOffset, lengthBytes);
  }
  return '';
}

/**
 * The value of the first object with the tag (such as `0x9f1a`) at the top level, as a view of the
 * bytes. Undefined when there is none before the first incomplete object.
 */
export function findTag(bytes: Buffer, tag: number): Buffer | undefined {
  let at = 0;
  while (at < bytes.length) {
    if (isPaddingAt(bytes, at)) {
      at += 1;
      continue;
    }
    const sizes = sizesAt(bytes, at);
    if (sizes === 0) return undefined;
    const lengthOffset = at + (sizes >> 3);
    const lengthBytes = sizes & 7;
    const valueOffset = lengthOffset + lengthBytes;
    const end = valueOffset + lengthAt(bytes, lengthOffset, lengthBytes);
    if (numberAt(bytes, at, sizes >> 3) === tag) return bytes.subarray(valueOffset, end);
    at = end;
  }
  return undefined;
}

function walk(bytes: Buffer, base: number, depth: number): readonly TlvObject[] {
  const objects: TlvObject[] = [];
  let at = 0;
  while (at < bytes.length) {
    if (isPaddingAt(bytes, at)) {
      at += 1;
      continue;
    }
    const sizes = sizesAt(bytes, at);
    if (sizes === 0) break;
    const lengthOffset = at + (sizes >> 3);
    const lengthBytes = sizes & 7;
    const valueOffset = lengthOffset + lengthBytes;
    const end = valueOffset + lengthAt(bytes, lengthOffset, lengthBytes);
    const value = bytes.subarray(valueOffset, end);
    const object = { tag: bytes.toString('hex', at, lengthOffset).toUpperCase(), offset: base + at, value };
    const descends = ((bytes[at] as number) & CONSTRUCTED) !== 0 && depth < DEPTH_MAX && berTlvProblem(value) === '';
    objects.push(descends ? { ...object, children: walk(value, base + valueOffset, depth + 1) } : object);
    at = end;
  }
  return objects;
}

/**
 * All objects in order, with the children of constructed ones (at most 8 levels; none when the
 * value is not complete objects). Stops at the first incomplete object; `berTlvProblem` says why.
 */
export function walkBerTlv(bytes: Buffer): readonly TlvObject[] {
  return walk(bytes, 0, 1);
}
