/**
 * Everything that is due by the clock of the office. The moves of money that a job adds are carried
 * out before the next job looks. Running it twice changes nothing.
 */
import type { Office } from '../core/office.ts';
import type { PinSink } from '../orders/produce-pins.ts';
import { drain } from './drain.ts';
import { DUE_JOBS, type DueCount, type DueJob } from './due-jobs.ts';

export interface DueOptions {
  /** Gets the mailers of orders that were confirmed. Undefined: the bank desk produces PINs. */
  readonly pinSink?: PinSink | undefined;
}

export interface DueDone extends Readonly<Record<DueCount, number>> {
  readonly movesDone: number;
  /** A spend was faster than the return of a balance, or a card did not take a payment. */
  readonly movesRefused: number;
}

const ROUNDS_MAX = 10;

/**
 * Runs a job, and `drained` behind it when it did something. Returns how many things it did.
 * Rejects with what the job or `drained` rejects with.
 */
export async function runJob(
  { run, isRepeated = false }: DueJob,
  { office, pinSink, drained }: { office: Office; pinSink: PinSink | undefined; drained: () => Promise<unknown> },
): Promise<number> {
  let all = 0;
  for (let round = 0; round < (isRepeated ? ROUNDS_MAX : 1); round += 1) {
    const did = await run(office, pinSink);
    if (did === 0) break;
    all += did;
    await drained();
  }
  return all;
}

/** Rejects with a StoreError or DatabaseError when either cannot be reached; the rest is done by the next call. */
export async function runDue(office: Office, { pinSink }: DueOptions = {}): Promise<DueDone> {
  let movesDone = 0;
  let movesRefused = 0;
  const drained = async (): Promise<void> => {
    const { done, refused } = await drain(office);
    movesDone += done;
    movesRefused += refused;
  };
  await drained();
  const counts = {} as Record<DueCount, number>;
  for (const [count, job] of Object.entries(DUE_JOBS) as [DueCount, DueJob][]) {
    counts[count] = await runJob(job, { office, pinSink, drained });
  }
  return { ...counts, movesDone, movesRefused };
}
