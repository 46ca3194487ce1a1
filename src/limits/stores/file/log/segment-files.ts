/** The segments of a folder with their heads, oldest first. */
import type { Files } from '../files.ts';
import { HEAD_BLOCK_BYTES, isHeadProblem, readHeadBlock, type SegmentHead, segmentNumber } from './segment.ts';

export interface SegmentFile {
  readonly name: string;
  /** As its name says. */
  readonly firstBatch: number;
  readonly bytes: number;
  /** Undefined when the file cannot be used. */
  readonly head: SegmentHead | undefined;
  /** Why it cannot: ends a sentence that begins with the name of the file. */
  readonly problem: string;
  /** A later version wrote it. */
  readonly isNewer: boolean;
}

/** The names of segments among those of a folder, oldest first. */
export function segmentsAmong(names: readonly string[]): readonly string[] {
  return names.filter((name) => segmentNumber(name) !== undefined).sort();
}

export async function readSegmentFile(files: Files, name: string, store: string): Promise<SegmentFile> {
  const bytes = await files.size(name);
  const firstBatch = segmentNumber(name) ?? 0;
  const block = await readStart(files, name, HEAD_BLOCK_BYTES);
  const head = readHeadBlock<SegmentHead>(block);
  if (isHeadProblem(head)) return { name, firstBatch, bytes, head: undefined, ...head };
  const problem =
    head.store !== store ? 'belongs to another store' : head.firstBatch !== firstBatch ? 'has the name of another segment' : '';
  return { name, firstBatch, bytes, head: problem === '' ? head : undefined, problem, isNewer: false };
}

/** Up to so many bytes of a file. */
export function readStart(files: Files, name: string, bytesMax: number): Promise<Buffer> {
  return readRange(files, name, 0, bytesMax);
}

export async function readRange(files: Files, name: string, offset: number, bytesMax: number): Promise<Buffer> {
  const bytes = Buffer.alloc(bytesMax);
  const file = await files.open(name, 'read');
  try {
    return bytes.subarray(0, await file.read(bytes, offset));
  } finally {
    await file.close();
  }
}
