/** The load runs of a server: one at a time, and the newest of those that have ended. */
import { randomBytes } from 'node:crypto';
import type { Turns } from '../../issuing/turns.ts';
import type { BookedCard } from '../../terminal-sim/run/books/books.ts';
import { HttpError } from '../error.ts';
import { EventLog } from '../events/event-log.ts';
import type { HttpMetrics } from '../http-metrics.ts';
import type { ScratchFolder } from '../jobs/scratch-folder.ts';
import type { SideProcesses } from '../jobs/side-processes.ts';
import type { LoadOrder, ShownLoadRun } from '../schema/load.ts';
import { type LoadJob, REPORT_FILES } from './job.ts';
import { LoadRun } from './load-run.ts';
import { type LoadTarget, loadTarget, noTestKeys, type TerminalListener } from './own-listeners.ts';
import { type CardSource, runCards } from './run-cards.ts';
import { workloadPath } from './workloads.ts';

export interface LoadRunsParts {
  readonly listeners: readonly TerminalListener[];
  /** The file of the key ring. */
  readonly keys: string;
  readonly areTestKeys: boolean;
  readonly allowRemote: boolean;
  /** Undefined: none are kept. */
  readonly testCards: string | undefined;
  readonly cards: CardSource['cards'];
  readonly turns: Turns;
  readonly metrics: Pick<HttpMetrics, 'httpRefused'>;
  readonly processes: SideProcesses;
  readonly scratch: ScratchFolder;
}

/** Runs that are kept; beyond, the oldest is forgotten with its report. */
export const LOAD_RUNS_MAX = 20;
/** Streams of all runs together. */
export const LOAD_STREAMS_MAX = 8;
/** An hour of measured time, five minutes of warm-up, and what is around them. */
const LIMITS = { timeMs: 75 * 60_000, heapMib: 512, outputBytesMax: 32 * 1_048_576 } as const;

export class LoadRuns {
  readonly #parts: LoadRunsParts;
  /** Oldest first. */
  readonly #runs: LoadRun[] = [];
  #isStarting = false;

  constructor(parts: LoadRunsParts) {
    this.#parts = parts;
  }

  get streams(): number {
    return this.#runs.reduce((sum, { events }) => sum + events.streams, 0);
  }

  /** The newest first. */
  list(): readonly ShownLoadRun[] {
    return this.#runs.flatMap(({ shown }) => shown ?? []).reverse();
  }

  /** Throws the 404. */
  find(id: string): LoadRun {
    const found = this.#runs.find((run) => run.id === id);
    if (found === undefined) throw new HttpError('noSuchRun', 'There is no such load run; GET /v1/load-runs lists them.');
    return found;
  }

  /** Resolves when the run has begun. Rejects with an HttpError. */
  async start(order: LoadOrder): Promise<LoadRun> {
    const { listeners, allowRemote, areTestKeys } = this.#parts;
    if (this.#isStarting || this.#runs.some((run) => !run.isOver)) {
      throw new HttpError('runActive', 'A load run is active, and there is one at a time; stop it or wait for its end.');
    }
    if (!areTestKeys) throw noTestKeys();
    const target = loadTarget(order, listeners, allowRemote);
    this.#isStarting = true;
    try {
      return await this.#start(order, target);
    } finally {
      this.#isStarting = false;
    }
  }

  /** Throws the 503 when there are as many streams as may be. */
  mustHaveRoom(): void {
    if (this.streams < LOAD_STREAMS_MAX) return;
    throw new HttpError('tooManyStreams', `${LOAD_STREAMS_MAX} streams of load runs are open, as many as may be; close one.`, {
      headers: { 'retry-after': '5' },
    });
  }

  /** The path of a file of its report. Throws the 409 when there is none. */
  async report(id: string, file: keyof typeof REPORT_FILES): Promise<string> {
    const run = this.find(id);
    if (run.hasReport && run.isOver) return this.#parts.scratch.file(run.id + REPORT_FILES[file]);
    throw new HttpError(
      'noReport',
      run.isOver ? 'This load run failed and has no report.' : 'This load run has not ended; stop it or wait.',
    );
  }

  close(): void {
    for (const { events } of this.#runs) events.close();
  }

  async #start(order: LoadOrder, target: LoadTarget): Promise<LoadRun> {
    const { metrics, processes, scratch } = this.#parts;
    const id = randomBytes(6).toString('hex');
    const reportPath = await scratch.file(id);
    const events = new EventLog(() => metrics.httpRefused('streamNotRead'));
    const run = new LoadRun({ id, nowMs: Date.now, events, books: (pans) => this.#books(pans) }, (program) =>
      processes.start({ file: 'http/load/process.js', limits: LIMITS, ...program }),
    );
    try {
      run.send(this.#jobOf(order, target, reportPath));
      for await (const cards of runCards(order.cards, this.#parts)) run.send({ kind: 'cards', cards });
      run.send({ kind: 'start' });
    } catch (error) {
      run.kill();
      throw error;
    }
    const refusal = await run.begun;
    if (run.shown === undefined) throw new HttpError('badRequest', refusal);
    this.#keep(run);
    return run;
  }

  #jobOf(order: LoadOrder, { target, codec, tls, ownTls, isOwn }: LoadTarget, reportPath: string): LoadJob {
    const { cards: _cards, workload, ...rest } = order;
    const named = typeof workload === 'string' ? workloadPath(workload) : (workload as Exclude<LoadJob['options']['workload'], string>);
    const place = { target, codec, tls, keys: this.#parts.keys, allowRemote: true };
    const options = { ...rest, ...place, ...(named === undefined ? {} : { workload: named }) } as LoadJob['options'];
    return { kind: 'job', options, ownTls, hasBooks: isOwn, reportPath };
  }

  async #books(pans: readonly string[]): Promise<readonly (BookedCard | null)[]> {
    await this.#parts.turns.next();
    const found = await this.#parts.cards.query(pans, false);
    return found.map((card) => {
      if (card === undefined) return null;
      const { ledgerMinor, holdsMinor, fundedMinor, postedMinor, givenBackMinor } = card;
      return { ledgerMinor, holdsMinor, fundedMinor, postedMinor, givenBackMinor };
    });
  }

  #keep(run: LoadRun): void {
    for (const { events } of this.#runs) events.forget();
    this.#runs.push(run);
    while (this.#runs.length > LOAD_RUNS_MAX) {
      const oldest = this.#runs.shift();
      for (const ending of Object.values(REPORT_FILES)) void this.#parts.scratch.remove(`${oldest?.id}${ending}`);
    }
  }
}
