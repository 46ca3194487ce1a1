/**
 * What the clock does: each job does what is due by now, and nothing the second time. On the wall
 * clock they run every few seconds, on a simulated one after each move.
 */
import { SECOND_MS } from '../../config/duration.ts';
import { DatabaseError } from '../../database/database.ts';
import type { Office } from './office.ts';

export interface DueJob {
  /** For the log. */
  readonly name: string;
  run(office: Office): Promise<unknown>;
  /** Only when a simulated clock was moved. */
  readonly isAfterMoves?: boolean;
}

export const DUE_EVERY_MS = 5 * SECOND_MS;
/**
 * One step can make the next one due when the clock has jumped: a card expires, its rest goes back,
 * its account is closed.
 */
const PASSES_A_MOVE = 4;

export interface DueWorkParts {
  readonly office: Office;
  readonly jobs: readonly DueJob[];
  /** Resolves when no move of money is pending. */
  readonly drained: () => Promise<void>;
}

export class DueWork {
  readonly #parts: DueWorkParts;
  readonly #told = new Map<string, string>();
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
  pass(isAfterMove = false): Promise<void> {
    this.#running = this.#running.then(() => this.#runJobs(isAfterMove));
    return this.#running;
  }

  /** After a jump of the clock. Rejects when money cannot be moved now. */
  async catchUp(): Promise<void> {
    for (let passes = 0; passes < PASSES_A_MOVE; passes += 1) {
      await this.pass(true);
      await this.#parts.drained();
    }
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

  async #runJobs(isAfterMove: boolean): Promise<void> {
    const { office, jobs } = this.#parts;
    for (const { name, run, isAfterMoves = false } of jobs) {
      if (isAfterMoves && !isAfterMove) continue;
      try {
        await run(office);
        this.#told.delete(name);
      } catch (error) {
        this.#tell(name, error);
      }
    }
  }

  #tell(name: string, error: unknown): void {
    const sentence = error instanceof DatabaseError ? error.message : `A fault (${error instanceof Error ? error.name : typeof error}).`;
    if (this.#told.get(name) === sentence) return;
    this.#told.set(name, sentence);
    this.#parts.office.warn(`The work "${name}" of the back office failed and is tried again: ${sentence}`);
  }
}
