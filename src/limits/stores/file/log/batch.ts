/**
 * A batch: the records that are written, and become durable, together. It is believed whole or not
 * at all.
 *
 *   0   magic, 4 bytes
 *   4   u32  length of the records that follow the head
 *   8   u48  number of the batch, one more than the one before
 *   14  u48  number of the last batch that was durable when this one was written
 *   20  u48  number of its first record
 *   26  u32  count of records
 *   30  u32  CRC-32 of bytes 4 to 29 and of the records
 *   34       records: u32 length, bytes
 *
 * All numbers have their low byte first. The durable number tells a torn end from damage: what
 * was durable before a later batch was written cannot be missing.
 *
 * A gap stands where a repair removed what could not be read: a batch with a magic of its own whose
 * number is that of the last batch that is missing, and whose records are those that are missing.
 * In place of them it has zeros. Its durable number is 0, or 1 when the state goes on without them.
 */
import { crc32 } from 'node:zlib';

export const BATCH_HEAD_BYTES = 34;
export const RECORD_HEAD_BYTES = 4;
/** Where the number of its first record is. */
export const FIRST_RECORD_AT = 20;
/** A batch that would become longer is sealed, and the next one begun. */
export const BATCH_BYTES_GOAL = 4 * 1_048_576;
/** A longer batch is not believed. */
const BATCH_BYTES_MAX = 64 * 1_048_576;
export const MAGIC = Buffer.from([0xab, 0x41, 0x4b, 0x42]);
const GAP_MAGIC = Buffer.from([0xab, 0x41, 0x4b, 0x47]);

export interface BatchHead {
  readonly batch: number;
  readonly durableBatch: number;
  readonly firstRecord: number;
  readonly records: number;
}

export interface Batch extends BatchHead {
  /** The records are missing. */
  readonly isGap: boolean;
  /** Behind its last byte. */
  readonly end: number;
}

/** `bytes` holds the records behind room for the head. */
export function sealBatch(bytes: Buffer, head: BatchHead): void {
  seal(bytes, MAGIC, head);
}

export interface GapHead {
  /** The last batch that is missing. */
  readonly batch: number;
  readonly firstRecord: number;
  readonly records: number;
  /** True: they are lost, and the state goes on without them. False: a snapshot holds what came of them. */
  readonly isLost: boolean;
}

/** A gap of so many bytes. */
export function gapOf(bytes: number, { batch, firstRecord, records, isLost }: GapHead): Buffer {
  const gap = Buffer.alloc(bytes);
  seal(gap, GAP_MAGIC, { batch, firstRecord, records, durableBatch: isLost ? 1 : 0 });
  return gap;
}

function seal(bytes: Buffer, magic: Buffer, { batch, durableBatch, firstRecord, records }: BatchHead): void {
  magic.copy(bytes, 0);
  bytes.writeUInt32LE(bytes.length - BATCH_HEAD_BYTES, 4);
  bytes.writeUIntLE(batch, 8, 6);
  bytes.writeUIntLE(durableBatch, 14, 6);
  bytes.writeUIntLE(firstRecord, FIRST_RECORD_AT, 6);
  bytes.writeUInt32LE(records, 26);
  bytes.writeUInt32LE(checksumOf(bytes, 0, bytes.length), 30);
}

/** The length of the batch that begins with these bytes; 0 when none does. */
export function batchBytesAt(head: Buffer): number {
  if (head.length < BATCH_HEAD_BYTES || head[0] !== MAGIC[0]) return 0;
  return BATCH_HEAD_BYTES + Math.min(head.readUInt32LE(4), BATCH_BYTES_MAX);
}

/** The batch at an offset; undefined when there is none that can be believed. */
export function batchAt(bytes: Buffer, offset: number): Batch | undefined {
  if (offset + BATCH_HEAD_BYTES > bytes.length) return undefined;
  const isGap = bytes.compare(GAP_MAGIC, 0, 4, offset, offset + 4) === 0;
  if (!isGap && bytes.compare(MAGIC, 0, 4, offset, offset + 4) !== 0) return undefined;
  const length = bytes.readUInt32LE(offset + 4);
  const end = offset + BATCH_HEAD_BYTES + length;
  if (length > BATCH_BYTES_MAX || end > bytes.length) return undefined;
  if (bytes.readUInt32LE(offset + 30) !== checksumOf(bytes, offset, end)) return undefined;
  return {
    isGap,
    batch: bytes.readUIntLE(offset + 8, 6),
    durableBatch: bytes.readUIntLE(offset + 14, 6),
    firstRecord: bytes.readUIntLE(offset + FIRST_RECORD_AT, 6),
    records: bytes.readUInt32LE(offset + 26),
    end,
  };
}

/** Calls with the bytes of each record, which share memory with `bytes`. */
export function eachRecord(bytes: Buffer, offset: number, { end, isGap }: Batch, onRecord: (start: number, end: number) => void): void {
  if (isGap) return;
  for (let at = offset + BATCH_HEAD_BYTES; at < end; ) {
    const start = at + RECORD_HEAD_BYTES;
    at = start + bytes.readUInt32LE(at);
    onRecord(start, at);
  }
}

function checksumOf(bytes: Buffer, offset: number, end: number): number {
  return crc32(bytes.subarray(offset + BATCH_HEAD_BYTES, end), crc32(bytes.subarray(offset + 4, offset + 30)));
}
