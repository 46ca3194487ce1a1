/**
 * Segments: the files of the log. Each begins with a head that says whose log it is and how to read
 * it, and is filled with zeros before its first batch, so that writing never makes the file longer.
 *
 *   log-000000000001.aksept   the number of its first batch
 *
 * The head is one block: magic, u32 length, CRC-32, then JSON (SegmentHead).
 */
import { crc32 } from 'node:zlib';
import { VOCABULARIES, type Vocabularies, Vocabulary } from '../../../state/binary/vocabularies.ts';

export const FORMAT_VERSION = 1;
export const HEAD_BLOCK_BYTES = 4_096;
const MAGIC = Buffer.from('AKSEPT\r\n');
const LENGTH_AT = 8;
const CHECKSUM_AT = 12;
const JSON_AT = 16;
const NAME = /^log-(\d{12})\.aksept$/;

/** What every file of a store begins with. */
export interface FileHead {
  readonly format: number;
  /** Random, made with the store. */
  readonly store: string;
  readonly vocabularies: Readonly<Record<keyof Vocabularies, readonly string[]>>;
}

export interface SegmentHead extends FileHead {
  readonly firstBatch: number;
  /** Length of the file at least: it was filled with zeros when it was made. */
  readonly bytes: number;
  /** Bytes of the segment before it that belong to the log; 0 for the first one. */
  readonly previousEnd: number;
}

export function segmentName(firstBatch: number): string {
  return `log-${String(firstBatch).padStart(12, '0')}.aksept`;
}

/** The number of the first batch; undefined when the file is no segment. */
export function segmentNumber(name: string): number | undefined {
  const number = NAME.exec(name)?.[1];
  return number === undefined ? undefined : Number(number);
}

export function ownFileHead(store: string): FileHead {
  const words = (Object.keys(VOCABULARIES) as readonly (keyof Vocabularies)[]).map((name) => [name, VOCABULARIES[name].words]);
  return { format: FORMAT_VERSION, store, vocabularies: Object.fromEntries(words) };
}

export function headBlock(head: FileHead): Buffer {
  const block = Buffer.alloc(HEAD_BLOCK_BYTES);
  const json = Buffer.from(JSON.stringify(head));
  if (json.length > HEAD_BLOCK_BYTES - JSON_AT) throw new RangeError('The head of a log file is too long.');
  MAGIC.copy(block, 0);
  block.writeUInt32LE(json.length, LENGTH_AT);
  block.writeUInt32LE(crc32(json), CHECKSUM_AT);
  json.copy(block, JSON_AT);
  return block;
}

/** The head, or the reason why it cannot be used, as the end of a sentence. */
export function readHeadBlock<T extends FileHead>(block: Buffer): T | string {
  if (block.length < HEAD_BLOCK_BYTES) return `is cut to ${block.length} bytes`;
  if (!block.subarray(0, MAGIC.length).equals(MAGIC))
    return block.every((byte) => byte === 0) ? 'holds only zeros' : 'is no file of aksept';
  const length = block.readUInt32LE(LENGTH_AT);
  const json = block.subarray(JSON_AT, JSON_AT + length);
  if (json.length !== length || crc32(json) !== block.readUInt32LE(CHECKSUM_AT)) return 'has a damaged head';
  const head = JSON.parse(json.toString()) as T;
  if (head.format !== FORMAT_VERSION)
    return `has format ${head.format}, and this version reads format ${FORMAT_VERSION}; use the version that wrote it`;
  return head;
}

/** Words that this version does not know keep their place; reading one of them is refused. */
export function vocabulariesOf({ vocabularies }: FileHead): Vocabularies {
  const read = (Object.keys(VOCABULARIES) as readonly (keyof Vocabularies)[]).map((name) => [name, new Vocabulary(vocabularies[name])]);
  return Object.fromEntries(read) as Vocabularies;
}
