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

/**
 * Format 2: records say what was asked (../record.ts). Format 3: answers to fundings are kept. Files
 * of the formats before are read.
 */
export const FORMAT_VERSION = 3;
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

function damaged(problem: string): HeadProblem {
  return { problem, isNewer: false };
}

/** The end of a sentence about a file of a later version. */
export function newerFormat(format: number): string {
  return `has format ${format}, which is newer than this version, which reads up to format ${FORMAT_VERSION}; use the version that wrote it`;
}

/** Why a head cannot be used. */
export interface HeadProblem {
  /** Ends a sentence that begins with the name of the file. */
  readonly problem: string;
  /** A later version wrote the file. */
  readonly isNewer: boolean;
}

export function isHeadProblem(head: object): head is HeadProblem {
  return 'problem' in head;
}

export function readHeadBlock<T extends FileHead>(block: Buffer): T | HeadProblem {
  if (block.length < HEAD_BLOCK_BYTES) return damaged(`is cut to ${block.length} bytes`);
  if (!block.subarray(0, MAGIC.length).equals(MAGIC))
    return damaged(block.every((byte) => byte === 0) ? 'holds only zeros' : 'is no file of aksept');
  const length = block.readUInt32LE(LENGTH_AT);
  const json = block.subarray(JSON_AT, JSON_AT + length);
  if (json.length !== length || crc32(json) !== block.readUInt32LE(CHECKSUM_AT)) return damaged('has a damaged head');
  const head = JSON.parse(json.toString()) as T;
  if (head.format > FORMAT_VERSION) return { problem: newerFormat(head.format), isNewer: true };
  return head;
}

/**
 * Words that this version does not know keep their place; reading one of them is refused. Those of
 * this version when all words are the same.
 */
export function vocabulariesOf(head: FileHead): Vocabularies {
  const { vocabularies } = head;
  if (hasOwnWords(head)) return VOCABULARIES;
  // A file of an earlier format lacks those that came later, and holds no words of them.
  const read = (Object.keys(VOCABULARIES) as readonly (keyof Vocabularies)[]).map((name) => [
    name,
    new Vocabulary(vocabularies[name] ?? []),
  ]);
  return Object.fromEntries(read) as Vocabularies;
}

/** Whether records of this version can be appended behind the head: same format, same words. */
export function isOwnHead(head: FileHead): boolean {
  return head.format === FORMAT_VERSION && hasOwnWords(head);
}

function hasOwnWords({ store, vocabularies }: FileHead): boolean {
  return JSON.stringify(vocabularies) === JSON.stringify(ownFileHead(store).vocabularies);
}
