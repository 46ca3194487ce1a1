/**
 * Reads a segment from its end towards its start: the batches of its last bytes that are whole. A
 * batch does not say how long the one before it is, so a window of bytes is searched for the first
 * batch in it.
 */
import type { Files } from '../files.ts';
import { BATCH_BYTES_GOAL, type Batch, batchAt, MAGIC } from '../log/batch.ts';
import { HEAD_BLOCK_BYTES } from '../log/segment.ts';
import { readRange } from '../log/segment-files.ts';

/** Most often some hundred records. */
const WINDOW_BYTES = 65_536;
/** Holds any batch but one with a single, very long record. */
const WINDOW_BYTES_MAX = 2 * BATCH_BYTES_GOAL;

export interface PlacedBatch {
  readonly offset: number;
  readonly batch: Batch;
}

export interface BatchWindow {
  readonly bytes: Buffer;
  /** In `bytes`, oldest first. */
  readonly batches: readonly PlacedBatch[];
  /** Where, in the segment, the next window ends. */
  readonly start: number;
}

/** What cannot be read is passed over: recovery and `aksept journal check` speak of damage. */
export async function readBack(files: Files, name: string, end: number): Promise<BatchWindow> {
  for (let length = WINDOW_BYTES; ; length *= 2) {
    const from = Math.max(HEAD_BLOCK_BYTES, end - length);
    const bytes = await readRange(files, name, from, end - from);
    const batches = batchesIn(bytes);
    const [first] = batches;
    if (first !== undefined) return { bytes, batches, start: from + first.offset };
    if (from === HEAD_BLOCK_BYTES || length > WINDOW_BYTES_MAX) return { bytes, batches, start: from };
  }
}

function batchesIn(bytes: Buffer): readonly PlacedBatch[] {
  const batches: PlacedBatch[] = [];
  for (let at = 0; at < bytes.length; ) {
    const batch = batchAt(bytes, at);
    if (batch !== undefined) {
      batches.push({ offset: at, batch });
      at = batch.end;
      continue;
    }
    // What a repair left begins like a batch.
    const next = bytes.indexOf(MAGIC[0] ?? 0, at + 1);
    if (next === -1) break;
    at = next;
  }
  return batches;
}
