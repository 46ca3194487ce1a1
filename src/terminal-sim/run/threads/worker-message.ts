/** The messages between the main thread and a worker thread: plain data. */
import type { Interval } from '../../measure/interval.ts';
import type { WorkerPlan } from './load-worker.ts';
import type { WorkerResult } from './worker-result.ts';

/** What a thread gets at its start, beside its plan. */
export interface WorkerSetup {
  readonly codec: string;
  readonly keysText: string;
  readonly keysName: string;
}

export interface WorkerData extends WorkerSetup {
  readonly plan: WorkerPlan;
}

/** To a thread. */
export type WorkerCommand = 'start' | 'stop';

/** From a thread. `error` is one sentence. */
export type WorkerMessage =
  | { readonly kind: 'opened'; readonly error: string | undefined }
  | { readonly kind: 'interval'; readonly interval: Interval; readonly sentTotal: number; readonly inFlight: number }
  | { readonly kind: 'ended'; readonly result: WorkerResult };
