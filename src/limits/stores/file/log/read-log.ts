/**
 * Reads the log: every batch of every segment in order. A last batch that was being written when
 * the process or the machine stopped was never answered from: it is cut off. Anything else that is
 * missing or damaged was durable once, and is refused.
 */
import type { Vocabularies } from '../../../state/binary/vocabularies.ts';
import type { Files } from '../files.ts';
import { StoreFileError } from '../store-file-error.ts';
import { BATCH_HEAD_BYTES, type Batch, batchAt, eachRecord, MAGIC } from './batch.ts';
import type { LogPosition } from './log-writer.ts';
import { HEAD_BLOCK_BYTES, readHeadBlock, type SegmentHead, segmentNumber, vocabulariesOf } from './segment.ts';

export interface LogRecord {
  /** Shared with the next record. */
  readonly bytes: Buffer;
  readonly start: number;
  readonly end: number;
  /** Its number in the log. */
  readonly record: number;
  readonly vocabularies: Vocabularies;
}

/** Where the log of a segment ends. */
export interface SegmentEnd {
  readonly name: string;
  readonly end: number;
}

export interface ReadLog {
  readonly position: LogPosition;
  /** The last segment; undefined when there is none. */
  readonly last: SegmentEnd | undefined;
  /** Bytes behind the end that belong to no whole batch and must be overwritten with zeros; 0: none. */
  readonly tornBytes: number;
}

export interface ReadLogOptions {
  readonly store: string;
  /** Records up to this position are known: segments that end before it need not be there. */
  readonly from: LogPosition;
  readonly onRecord: (record: LogRecord) => void;
}

const REPAIR = 'restore the folder from a copy, or see what can be saved with: aksept journal check';

/** Throws a StoreFileError when a segment is missing or damaged. */
export async function readLog(files: Files, { store, from, onRecord }: ReadLogOptions): Promise<ReadLog> {
  const names = (await files.list()).filter((name) => segmentNumber(name) !== undefined).sort();
  const first = firstNeeded(names, from.batch);
  let position = from;
  let last: SegmentEnd | undefined;
  let tornBytes = 0;
  for (const [at, name] of names.entries()) {
    if (at < first) continue;
    const where = `${files.path}/${name}`;
    const bytes = await readWhole(files, name);
    const head = readHeadBlock<SegmentHead>(bytes.subarray(0, HEAD_BLOCK_BYTES));
    if (typeof head === 'string') throw new StoreFileError(`${where} ${head}; ${REPAIR}.`);
    if (head.store !== store) throw new StoreFileError(`${where} belongs to another store; ${REPAIR}.`);
    if (bytes.length < head.bytes) throw new StoreFileError(`${where} is cut to ${bytes.length} of ${head.bytes} bytes; ${REPAIR}.`);
    if (last !== undefined && head.previousEnd !== last.end) {
      throw new StoreFileError(
        `${files.path}/${last.name} is damaged at byte ${last.end}: its log goes on to byte ${head.previousEnd}; ${REPAIR}.`,
      );
    }
    if (at === first && head.firstBatch > from.batch + 1) {
      throw new StoreFileError(
        `In ${files.path} the log begins with batch ${head.firstBatch}, but batch ${from.batch + 1} is missing; ${REPAIR}.`,
      );
    }
    const vocabularies = vocabulariesOf(head);
    let expected = head.firstBatch;
    let offset = HEAD_BLOCK_BYTES;
    for (let batch = batchAt(bytes, offset); batch?.batch === expected; batch = batchAt(bytes, offset)) {
      if (batch.batch > position.batch) {
        let record = batch.firstRecord;
        eachRecord(bytes, offset, batch, (start, end) => {
          onRecord({ bytes, start, end, record, vocabularies });
          record += 1;
        });
        position = { batch: batch.batch, record: Math.max(position.record, batch.firstRecord + batch.records - 1) };
      }
      offset = batch.end;
      expected += 1;
    }
    last = { name, end: offset };
    tornBytes = 0;
    if (at === names.length - 1) tornBytes = tornEnd({ bytes, offset, expected, where });
  }
  if (position.batch < from.batch || (last === undefined && from.batch > 0)) {
    throw new StoreFileError(`In ${files.path} the snapshot goes on at batch ${from.batch + 1}, but its log is missing; ${REPAIR}.`);
  }
  return { position, last, tornBytes };
}

/** The last segment that begins at or before the batch that is needed next. */
function firstNeeded(names: readonly string[], knownBatch: number): number {
  const at = names.findLastIndex((name) => (segmentNumber(name) ?? 0) <= knownBatch + 1);
  return Math.max(at, 0);
}

interface End {
  readonly bytes: Buffer;
  readonly offset: number;
  /** The batch that would be next. */
  readonly expected: number;
  readonly where: string;
}

/** Throws when a later batch shows that what is missing at the end was durable. */
function tornEnd({ bytes, offset, expected, where }: End): number {
  let end = bytes.length;
  while (end > offset && bytes[end - 1] === 0) end -= 1;
  if (end === offset) return 0;
  for (const later of laterBatches(bytes, offset)) {
    if (later.durableBatch >= expected)
      throw new StoreFileError(`${where} is damaged at byte ${offset}: batch ${expected} was durable; ${REPAIR}.`);
  }
  return end - offset;
}

function* laterBatches(bytes: Buffer, offset: number): Generator<Batch> {
  for (let at = bytes.indexOf(MAGIC, offset); at >= 0; at = bytes.indexOf(MAGIC, at + 1)) {
    if (at + BATCH_HEAD_BYTES > bytes.length) return;
    const batch = batchAt(bytes, at);
    if (batch !== undefined) yield batch;
  }
}

async function readWhole(files: Files, name: string): Promise<Buffer> {
  const bytes = Buffer.alloc(await files.size(name));
  const file = await files.open(name, 'read');
  try {
    return bytes.subarray(0, await file.read(bytes, 0));
  } finally {
    await file.close();
  }
}
