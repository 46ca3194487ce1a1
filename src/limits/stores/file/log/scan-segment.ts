/**
 * The pieces of one segment in their order: batches, gaps that a repair left, and what cannot be
 * read, up to the next batch that can.
 */
import { BATCH_HEAD_BYTES, type Batch, batchAt, MAGIC } from './batch.ts';
import { HEAD_BLOCK_BYTES } from './segment.ts';

export interface BatchPiece {
  readonly kind: 'batch' | 'gap';
  readonly offset: number;
  readonly batch: Batch;
}

export interface DamagedPiece {
  readonly kind: 'damage';
  readonly offset: number;
  /** Behind the last byte that cannot be read. */
  readonly end: number;
  /** The batch that should begin here. */
  readonly expected: number;
}

export interface Scan {
  readonly pieces: readonly (BatchPiece | DamagedPiece)[];
  /** Where the log of the segment ends. */
  readonly end: number;
  /** Bytes behind the end of a batch that was being written and was not durable; 0: none. */
  readonly tornBytes: number;
}

export interface ScanOptions {
  readonly firstBatch: number;
  /** Only the end of the last segment may be torn. */
  readonly isLast: boolean;
  /** Where the log of the segment ended when the next one was begun; undefined: not known. */
  readonly durableEnd: number | undefined;
}

export function scanSegment(bytes: Buffer, { firstBatch, isLast, durableEnd }: ScanOptions): Scan {
  const pieces: (BatchPiece | DamagedPiece)[] = [];
  let expected = firstBatch;
  let offset = HEAD_BLOCK_BYTES;
  for (;;) {
    const batch = batchAt(bytes, offset);
    if (batch !== undefined && (batch.batch === expected || (batch.isGap && batch.batch > expected))) {
      pieces.push({ kind: batch.isGap ? 'gap' : 'batch', offset, batch });
      offset = batch.end;
      expected = batch.batch + 1;
      continue;
    }
    if (durableEnd !== undefined && offset >= durableEnd) return { pieces, end: offset, tornBytes: 0 };
    const writtenEnd = Math.max(endOfWritten(bytes, offset), durableEnd ?? 0);
    if (writtenEnd === offset) return { pieces, end: offset, tornBytes: 0 };
    let wasDurable = !isLast;
    let next: FoundBatch | undefined;
    for (const later of laterBatches(bytes, offset)) {
      if (later.batch.batch <= expected) continue;
      next ??= later;
      wasDurable ||= later.batch.durableBatch >= expected;
      if (wasDurable) break;
    }
    if (!wasDurable) return { pieces, end: offset, tornBytes: writtenEnd - offset };
    pieces.push({ kind: 'damage', offset, end: next?.offset ?? writtenEnd, expected });
    if (next === undefined) return { pieces, end: writtenEnd, tornBytes: 0 };
    offset = next.offset;
    expected = next.batch.batch;
  }
}

/** Where the batches begin that none of them says to be durable. */
export function provenEndOf(pieces: Scan['pieces'], end: number): number {
  const last = pieces.at(-1);
  const durableBatch = last === undefined || last.kind === 'damage' ? 0 : last.batch.durableBatch;
  return pieces.find((piece) => piece.kind !== 'damage' && piece.batch.batch > durableBatch)?.offset ?? end;
}

const ZEROS = Buffer.alloc(65_536);

/** A segment is mostly zeros behind what was written: they are stepped over block by block. */
export function endOfWritten(bytes: Buffer, offset: number): number {
  let end = bytes.length;
  while (end - ZEROS.length >= offset && bytes.compare(ZEROS, 0, ZEROS.length, end - ZEROS.length, end) === 0) end -= ZEROS.length;
  while (end > offset && bytes[end - 1] === 0) end -= 1;
  return Math.max(end, offset);
}

interface FoundBatch {
  readonly offset: number;
  readonly batch: Batch;
}

function* laterBatches(bytes: Buffer, offset: number): Generator<FoundBatch> {
  for (let at = bytes.indexOf(MAGIC, offset); at >= 0; at = bytes.indexOf(MAGIC, at + 1)) {
    if (at + BATCH_HEAD_BYTES > bytes.length) return;
    const batch = batchAt(bytes, at);
    if (batch !== undefined) yield { offset: at, batch };
  }
}
