/**
 * Carries out the steps of a repair. First all that will be overwritten is copied into a folder of
 * the repair; only then the files of the store are changed. A repair that was interrupted is done
 * by another one.
 */
import type { Files, LogFile } from './files.ts';
import { gapOf } from './log/batch.ts';
import { HEAD_BLOCK_BYTES, headBlock, isHeadProblem, ownFileHead, readHeadBlock, type SegmentHead, segmentNumber } from './log/segment.ts';
import { readStart } from './log/segment-files.ts';
import type { RepairStep } from './plan-repair.ts';

export interface RepairOptions {
  readonly store: string;
  readonly steps: readonly RepairStep[];
  readonly atMs: number;
  readonly segmentBytes: number;
}

/** Returns the name of the folder in which everything that was changed is kept. */
export async function repairStore(files: Files, { store, steps, atMs, segmentBytes }: RepairOptions): Promise<string> {
  const folder = `repair-${new Date(atMs).toISOString().replaceAll(/[-:.]/g, '')}`;
  await files.makeFolder(folder);
  const kept = new Set<string>();
  for (const step of steps) {
    if (step.kind !== 'clear' && step.kind !== 'gap') continue;
    const name = `${step.name}.from-${step.byte}`;
    if (!kept.has(name)) await keepBytes(files, `${folder}/${name}`, step);
    kept.add(name);
  }
  for (const step of steps) {
    if (step.kind === 'moveAside') await files.rename(step.name, `${folder}/${step.name}`);
    else if (step.kind === 'clear') await clear(files, step.name, step.byte);
    else if (step.kind === 'gap')
      await withFile(files, step.name, (file) => file.write(gapOf(step.endByte - step.byte, step.gap), step.byte));
    else await newSegment(files, store, segmentBytes, step);
  }
  return folder;
}

/** Bytes `byte` up to the end of what is written, as NAME.from-BYTE. */
async function keepBytes(files: Files, path: string, step: Extract<RepairStep, { readonly kind: 'clear' | 'gap' }>): Promise<void> {
  const bytes = await readStart(files, step.name, await files.size(step.name));
  let end = step.kind === 'gap' ? Math.min(step.endByte, bytes.length) : bytes.length;
  while (end > step.byte && bytes[end - 1] === 0) end -= 1;
  if (end <= step.byte) return;
  const kept = await files.open(path, 'create');
  try {
    await kept.write(bytes.subarray(step.byte, end), 0);
    await kept.sync();
  } finally {
    await kept.close();
  }
}

async function clear(files: Files, name: string, byte: number): Promise<void> {
  const bytes = await readStart(files, name, await files.size(name));
  // A file that was cut gets its length back.
  const head = readHeadBlock<SegmentHead>(bytes.subarray(0, HEAD_BLOCK_BYTES));
  const length = Math.max(bytes.length, isHeadProblem(head) ? 0 : head.bytes);
  await withFile(files, name, (file) => file.write(Buffer.alloc(length - byte), byte));
}

async function newSegment(
  files: Files,
  store: string,
  segmentBytes: number,
  { name, previousEnd, endByte, gap }: Extract<RepairStep, { readonly kind: 'newSegment' }>,
): Promise<void> {
  const bytes = Buffer.alloc(Math.max(segmentBytes, endByte));
  const head: SegmentHead = { ...ownFileHead(store), firstBatch: segmentNumber(name) ?? 0, bytes: bytes.length, previousEnd };
  headBlock(head).copy(bytes);
  gapOf(endByte - HEAD_BLOCK_BYTES, gap).copy(bytes, HEAD_BLOCK_BYTES);
  const unfinished = `${name}.unfinished`;
  await files.remove(unfinished);
  const file = await files.open(unfinished, 'create');
  try {
    await file.write(bytes, 0);
    await file.sync();
  } finally {
    await file.close();
  }
  await files.rename(unfinished, name);
}

async function withFile(files: Files, name: string, change: (file: LogFile) => Promise<void>): Promise<void> {
  const file = await files.open(name, 'readWrite');
  try {
    await change(file);
    await file.sync();
  } finally {
    await file.close();
  }
}
