/** One load run as the server knows it, and the process that carries it out. */
import type { EventLog } from '../events/event-log.ts';
import { lineOf, lineReader } from '../jobs/lines.ts';
import type { SideEnd, SideProcess, SideProgram } from '../jobs/side-process.ts';
import type { LoadProgress, LoadResult, ShownLoadRun } from '../schema/load.ts';
import { FROM_LOAD, type FromLoad, type ToLoad } from './job.ts';

export interface LoadRunParts {
  readonly id: string;
  readonly nowMs: () => number;
  readonly events: EventLog;
  /** Answers the question of the process; undefined members: cards that are not on file. */
  readonly books: (pans: readonly string[]) => Promise<readonly unknown[]>;
}

const END_SENTENCES: Readonly<Record<SideEnd['kind'], string>> = {
  ended: 'The process of the run ended without a report; start the run again.',
  tookTooLong: 'The run did not end in time and was stopped; start a shorter one.',
  wroteTooMuch: 'The process of the run wrote too much and was stopped; start a shorter run.',
  killed: 'The run ended because the server closes.',
  crashed: 'The process of the run crashed, perhaps for want of memory; start a run with fewer cards or messages in flight.',
};

export class LoadRun {
  readonly id: string;
  readonly events: EventLog;
  /** Resolves when the options were right and the run began, or with the sentence why not. */
  readonly begun: Promise<string>;
  /** Resolves when its process has ended. */
  readonly over: Promise<void>;
  readonly #parts: LoadRunParts;
  readonly #startedAtMs: number;
  readonly #process: SideProcess;
  #settle: (refusal: string) => void = () => {};
  #state: ShownLoadRun['state'] = 'running';
  #detail = '';
  #endedAtMs: number | null = null;
  #settings: ShownLoadRun['settings'] | undefined;
  #progress: LoadProgress | null = null;
  #result: LoadResult | null = null;

  constructor(parts: LoadRunParts, start: (program: Pick<SideProgram, 'onOutput'>) => SideProcess) {
    this.id = parts.id;
    this.events = parts.events;
    this.#parts = parts;
    this.#startedAtMs = parts.nowMs();
    this.begun = new Promise((resolve) => {
      this.#settle = resolve;
    });
    const onLine = (value: unknown): void => {
      const { success, data } = FROM_LOAD.safeParse(value);
      if (success) this.#take(data);
    };
    this.#process = start({ onOutput: lineReader(onLine) });
    this.over = this.#process.ended.then((end) => this.#ended(end));
  }

  get isOver(): boolean {
    return this.#endedAtMs !== null;
  }

  get hasReport(): boolean {
    return this.#result !== null;
  }

  /** Undefined until it has begun. */
  get shown(): ShownLoadRun | undefined {
    if (this.#settings === undefined) return undefined;
    return {
      id: this.id,
      state: this.#state,
      detail: this.#detail,
      startedAtMs: this.#startedAtMs,
      endedAtMs: this.#endedAtMs,
      settings: this.#settings,
      progress: this.#progress,
      result: this.#result,
    };
  }

  send(message: ToLoad): void {
    this.#process.send(lineOf(message));
  }

  /** Messages under way are settled, and the report is made. */
  stop(): void {
    if (this.#state !== 'running') return;
    this.#state = 'stopping';
    this.send({ kind: 'stop' });
  }

  kill(): void {
    this.#process.kill();
  }

  #take(message: FromLoad): void {
    if (message.kind === 'ready') {
      this.#settings = message.settings;
      this.#settle('');
    } else if (message.kind === 'refused') {
      this.#detail = message.detail;
      this.#settle(message.detail);
    } else if (message.kind === 'progress') {
      this.#progress = message.progress;
      this.events.add('progress', message.progress);
    } else if (message.kind === 'books') {
      void this.#tellBooks(message.pans);
    } else {
      this.#result = message.result;
    }
  }

  async #tellBooks(pans: readonly string[]): Promise<void> {
    try {
      this.send({ kind: 'books', cards: (await this.#parts.books(pans)) as Extract<ToLoad, { kind: 'books' }>['cards'] });
    } catch {
      this.#detail = 'The store did not answer when the books were to be compared.';
      this.#process.kill();
    }
  }

  #ended(end: SideEnd): void {
    this.#endedAtMs = this.#parts.nowMs();
    this.#state = this.#result === null ? 'failed' : 'done';
    if (this.#result === null && this.#detail === '') this.#detail = END_SENTENCES[end.kind];
    if (this.#result !== null) this.#detail = '';
    this.#settle(this.#detail);
    this.events.end('end', this.shown);
  }
}
