/** What a segment begins with, without reading all of it. */
import { ByteReader } from '../../state/binary/byte-reader.ts';
import type { Files } from './files.ts';
import { BATCH_HEAD_BYTES, batchAt, batchBytesAt, FIRST_RECORD_AT, RECORD_HEAD_BYTES } from './log/batch.ts';
import { HEAD_BLOCK_BYTES } from './log/segment.ts';
import { readRange } from './log/segment-files.ts';

export interface SegmentStart {
  readonly record: number;
  readonly atMs: number;
}

/** The first record of a segment; undefined when it has none that can be read. */
export async function startOf(files: Files, name: string | undefined): Promise<SegmentStart | undefined> {
  if (name === undefined) return undefined;
  for (let offset = HEAD_BLOCK_BYTES; ; ) {
    const length = batchBytesAt(await readRange(files, name, offset, BATCH_HEAD_BYTES));
    if (length === 0) return undefined;
    const bytes = await readRange(files, name, offset, length);
    const batch = batchAt(bytes, 0);
    if (batch === undefined) return undefined;
    if (!batch.isGap && batch.records > 0) {
      const reader = new ByteReader(bytes, BATCH_HEAD_BYTES + RECORD_HEAD_BYTES);
      return { record: batch.firstRecord, atMs: reader.uint() };
    }
    offset += length;
  }
}

/** The number of the first record of a segment, as its first batch says; undefined without one. */
export async function firstRecordOf(files: Files, name: string): Promise<number | undefined> {
  const head = await readRange(files, name, HEAD_BLOCK_BYTES, BATCH_HEAD_BYTES);
  return batchBytesAt(head) === 0 ? undefined : head.readUIntLE(FIRST_RECORD_AT, 6);
}
