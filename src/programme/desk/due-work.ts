/**
 * Does what is due by the clock: every few seconds on the wall clock, and around each move of a
 * simulated one.
 */
import { SECOND_MS } from '../../config/duration.ts';
import { DatabaseError } from '../../database/database.ts';
import type { Office } from '../core/office.ts';
import type { PinSink } from '../orders/produce-pins.ts';
import type { DueJob } from './due-jobs.ts';
import { runJob } from './run-due.ts';

export const DUE_EVERY_MS = 5 * SECOND_MS;

/** Mailers of a simulation go nowhere; terminals have the file of test cards. */
const NO_MAILERS: PinSink = () => {};

export interface DueWorkParts {
  readonly office: Office;
  /** In their order. */
  readonly jobs: readonly DueJob[];
  /** Resolves when no move of money is pending. Rejects when money cannot be moved now. */
  readonly drained: () => Promise<void>;
}

export class DueWork {
  readonly #parts: DueWorkParts;
  readonly #told = new Map<string, string>();
  /** When jobs that rest found nothing, by the clock of the office. */
  readonly #restingSinceMs = new Map<string, number>();
  #running: Promise<void> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;

  constructor(parts: DueWorkParts) {
    this.#parts = parts;
  }

  /** Runs the jobs now, and then every `everyMs`. */
  start(everyMs: number): void {
    let isRunning = false;
    const turn = (): void => {
      if (isRunning) return;
      isRunning = true;
      void this.pass().finally(() => {
        isRunning = false;
      });
    };
    this.#timer = setInterval(turn, everyMs).unref();
    turn();
  }

  /** All jobs once, in their order. A job that fails is told once, and the others run. */
  pass(): Promise<void> {
    return this.#next(() => this.#pass());
  }

  /** After a jump of the clock: money is moved behind each job. Rejects when it cannot be moved now. */
  async catchUp(): Promise<void> {
    await this.#next(() => this.#catchUp());
    await this.#parts.drained();
  }

  /** Before the clock is moved: what is due by now is done. Rejects when money cannot be moved now. */
  async settle(): Promise<void> {
    await this.pass();
    await this.#parts.drained();
  }

  /** Resolves when no job runs any more. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#running;
  }

  /** One after the other. Rejects when `work` does; the next one runs all the same. */
  #next(work: () => Promise<void>): Promise<void> {
    const done = this.#running.then(work);
    this.#running = done.catch(() => {});
    return done;
  }

  async #pass(): Promise<void> {
    const { office, jobs } = this.#parts;
    let didBefore = 0;
    for (const job of jobs) {
      if (didBefore === 0 && this.#rests(job)) continue;
      const did = await this.#attempt(job, () => job.run(office, undefined));
      if (did === 0) this.#restingSinceMs.set(job.name, office.nowMs());
      didBefore += did;
    }
  }

  async #catchUp(): Promise<void> {
    const { office, jobs, drained } = this.#parts;
    for (const job of jobs) {
      let held: Error | undefined;
      const moved = (): Promise<void> =>
        drained().catch((error: Error) => {
          held = error;
        });
      await this.#attempt(job, () => runJob(job, { office, pinSink: NO_MAILERS, drained: moved }));
      if (held !== undefined) throw held;
    }
  }

  #rests({ name, restMs = 0 }: DueJob): boolean {
    const sinceMs = this.#restingSinceMs.get(name);
    return sinceMs !== undefined && this.#parts.office.nowMs() - sinceMs < restMs;
  }

  async #attempt({ name }: DueJob, run: () => Promise<number>): Promise<number> {
    try {
      const did = await run();
      this.#told.delete(name);
      return did;
    } catch (error) {
      this.#tell(name, error);
      return 0;
    }
  }

  #tell(name: string, error: unknown): void {
    const sentence = error instanceof DatabaseError ? error.message : `A fault (${error instanceof Error ? error.name : typeof error}).`;
    if (this.#told.get(name) === sentence) return;
    this.#told.set(name, sentence);
    this.#parts.office.warn(`The work "${name}" of the back office failed and is tried again: ${sentence}`);
  }
}
