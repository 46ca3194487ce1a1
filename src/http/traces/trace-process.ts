/** Gives jobs to the processes that read traces. */
import { HttpError } from '../error.ts';
import { LARGE_REQUESTS_MAX } from '../http-limits.ts';
import { lineOf, lineReader } from '../jobs/lines.ts';
import type { ResidentProcesses, ResidentProgram } from '../jobs/resident-processes.ts';
import type { SideEnd } from '../jobs/side-process.ts';
import { FROM_TRACE, type FromTrace, type ToTrace, type TraceJob } from './job.ts';

export const TRACE_PROGRAM: ResidentProgram = {
  file: 'http/traces/process.js',
  limits: { processorMs: 5 * 60_000, timeMs: 30 * 60_000, heapMib: 768, outputBytesMax: 8 * 1_048_576 },
  // Uploads and exports are large requests, and there is one replay.
  processesMax: LARGE_REQUESTS_MAX + 1,
  waitingMax: 1,
  // A large trace leaves much in memory.
  requestsMax: 20,
  idleMs: 30_000,
};

const END_SENTENCES: Readonly<Record<SideEnd['kind'], string>> = {
  ended: 'The trace could not be read; the log of the server may say why.',
  tookTooLong: 'The trace takes too long; use aksept replay for one of this size.',
  wroteTooMuch: 'The result is too large; use aksept replay.',
  killed: 'It was stopped.',
  crashed: 'The process crashed, perhaps for want of memory; use aksept replay for a trace of this size.',
};

type TraceAnswer = Exclude<FromTrace, { kind: 'progress' }>;

export interface TraceWork {
  send(message: ToTrace): void;
  /** Ends its process, unless it has answered. */
  stop(): void;
  /** `refused` with the sentence when nothing came. */
  readonly answer: Promise<TraceAnswer>;
}

/** Throws an HttpError when too many run. */
export function startTraceWork(
  processes: ResidentProcesses,
  job: TraceJob,
  onProgress: (done: number, total: number) => void = () => {},
): TraceWork {
  let settle: (answer: TraceAnswer) => void = () => {};
  const answer = new Promise<TraceAnswer>((resolve) => {
    settle = resolve;
  });
  const onOutput = lineReader((value) => {
    const { success, data } = FROM_TRACE.safeParse(value);
    if (!success) return;
    if (data.kind === 'progress') return onProgress(data.done, data.total);
    process?.release();
    settle(data);
  });
  const process = processes.take({ onOutput, onEnd: ({ kind }) => settle({ kind: 'refused', detail: END_SENTENCES[kind] }) });
  if (process === undefined) throw new HttpError('busy', 'As many traces are being read as may be; try again in some seconds.');
  const send = (message: ToTrace): void => process.send(lineOf(message));
  send(job);
  return { send, stop: () => process.kill(), answer };
}
