/** Starts the process that reads traces. */
import { lineOf, lineReader } from '../jobs/lines.ts';
import type { SideEnd, SideProcess } from '../jobs/side-process.ts';
import type { SideProcesses } from '../jobs/side-processes.ts';
import { FROM_TRACE, type FromTrace, type ToTrace, type TraceJob } from './job.ts';

const LIMITS = { timeMs: 5 * 60_000, heapMib: 768, outputBytesMax: 8 * 1_048_576 } as const;

const END_SENTENCES: Readonly<Record<SideEnd['kind'], string>> = {
  ended: 'The trace could not be read; the log of the server may say why.',
  tookTooLong: 'The trace takes too long; use aksept replay for one of this size.',
  wroteTooMuch: 'The result is too large; use aksept replay.',
  killed: 'It was stopped.',
  crashed: 'The process crashed, perhaps for want of memory; use aksept replay for a trace of this size.',
};

export interface TraceWork {
  readonly process: SideProcess;
  send(message: ToTrace): void;
  /** The last thing that it wrote, or `refused` with the sentence why nothing came. */
  readonly answer: Promise<Exclude<FromTrace, { kind: 'progress' }>>;
}

export function startTraceWork(
  processes: SideProcesses,
  job: TraceJob,
  onProgress: (done: number, total: number) => void = () => {},
): TraceWork {
  let answer: Exclude<FromTrace, { kind: 'progress' }> | undefined;
  const onOutput = lineReader((value) => {
    const { success, data } = FROM_TRACE.safeParse(value);
    if (!success) return;
    if (data.kind === 'progress') onProgress(data.done, data.total);
    else answer = data;
  });
  const process = processes.start({ file: 'http/traces/process.js', limits: LIMITS, onOutput });
  const send = (message: ToTrace): void => process.send(lineOf(message));
  send(job);
  return {
    process,
    send,
    answer: process.ended.then(({ kind }) => answer ?? { kind: 'refused', detail: END_SENTENCES[kind] }),
  };
}
