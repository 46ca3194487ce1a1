/**
 * Drops the oldest segments of a log once they are past what is kept for history. Segments that the
 * newest snapshot goes on from stay, however old or large they are.
 */
import type { JournalKeep } from '../../../config/journal-keep.ts';
import { pluralize } from '../../../protocol/plural.ts';
import { ByteReader } from '../../state/binary/byte-reader.ts';
import type { Files } from './files.ts';
import { BATCH_HEAD_BYTES, batchAt, batchBytesAt, RECORD_HEAD_BYTES } from './log/batch.ts';
import { HEAD_BLOCK_BYTES, segmentNumber } from './log/segment.ts';
import { readRange, segmentsAmong } from './log/segment-files.ts';
import { snapshotNumber } from './snapshot/write-snapshot.ts';

export interface DropOptions {
  readonly keep: JournalKeep;
  /** Undefined: the records have instants of their own, and the newest segment says how late it is. */
  readonly nowMs: number | undefined;
}

export interface Dropped {
  readonly segments: number;
  /** Undefined when the files do not say. */
  readonly records: number | undefined;
  /** All that is left is from this instant on; undefined when the files do not say. */
  readonly untilMs: number | undefined;
}

interface Start {
  readonly record: number;
  readonly atMs: number;
}

/** Undefined: nothing was to be dropped. */
export async function dropSegments(files: Files, { keep, nowMs }: DropOptions): Promise<Dropped | undefined> {
  const all = await files.list();
  const snapshotBatch = Math.max(...all.map((name) => snapshotNumber(name) ?? 0), 0);
  const names = segmentsAmong(all);
  // The last segment that begins at or before the batch that the snapshot goes on with.
  const needed = names.findLastIndex((name) => (segmentNumber(name) ?? 0) <= snapshotBatch + 1);
  if (snapshotBatch === 0 || needed < 1) return undefined;
  let bytes = 0;
  for (const name of names) bytes += await files.size(name);
  const latestMs = nowMs ?? (await startOf(files, names.at(-1)))?.atMs ?? Number.NEGATIVE_INFINITY;
  const first = await startOf(files, names[0]);
  let next: Start | undefined;
  let segments = 0;
  for (; segments < needed; segments += 1) {
    const following = await startOf(files, names[segments + 1]);
    const isOld = following !== undefined && following.atMs < latestMs - keep.ageMs;
    if (!isOld && bytes <= keep.bytes) break;
    const name = names[segments] ?? '';
    bytes -= await files.size(name);
    await files.remove(name);
    next = following;
  }
  if (segments === 0) return undefined;
  const records = next === undefined || first === undefined ? undefined : next.record - first.record;
  return { segments, records, untilMs: next?.atMs };
}

/** What the log of the server says of it. */
export function droppedSentence(folder: string, { segments, records, untilMs }: Dropped): string {
  const what = records === undefined ? '' : ` with ${pluralize(records, 'record')}`;
  const when = untilMs === undefined ? '' : ` from before ${new Date(untilMs).toISOString()}`;
  return `History past journalKeep was dropped from ${folder}: ${pluralize(segments, 'segment')}${what}${when}.`;
}

/** The first record of a segment; undefined when it has none that can be read. */
async function startOf(files: Files, name: string | undefined): Promise<Start | undefined> {
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
