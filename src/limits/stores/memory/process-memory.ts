/** The memory that this process may use, which the default caps of the embedded store follow from. */
import { totalmem } from 'node:os';
import { getHeapStatistics } from 'node:v8';

export interface ProcessMemory {
  /** At this size of its heap the process aborts: `--max-old-space-size`. */
  readonly heapBytes: number;
  /** Of the machine, or of the container when that is less. */
  readonly totalBytes: number;
}

export function processMemory(): ProcessMemory {
  // Zero, or more than any machine has, where nothing constrains the process.
  const constrainedBytes = process.constrainedMemory() || Number.POSITIVE_INFINITY;
  return { heapBytes: getHeapStatistics().heap_size_limit, totalBytes: Math.min(totalmem(), constrainedBytes) };
}
