/**
 * Drops the oldest segments of a log once they are past what is kept for history. Segments that the
 * newest snapshot goes on from stay, however old or large they are.
 */
import type { JournalKeep } from '../../../config/journal-keep.ts';
import { pluralize } from '../../../protocol/plural.ts';
import type { Files } from './files.ts';
import { segmentNumber } from './log/segment.ts';
import { segmentsAmong } from './log/segment-files.ts';
import { type SegmentStart, startOf } from './segment-start.ts';
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
  let next: SegmentStart | undefined;
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
