/** The replays of a server: one at a time, and the newest of those that have ended. */
import { randomBytes } from 'node:crypto';
import type { ProfileSet } from '../../limits/rules/profile.ts';
import { profilesFields } from '../../trace/format/profile-fields.ts';
import { HttpError } from '../error.ts';
import type { ResidentProcesses } from '../jobs/resident-processes.ts';
import { loadTarget, noTestKeys, type TerminalListener } from '../load/own-listeners.ts';
import { type RunCardsParts, runCards } from '../load/run-cards.ts';
import { isAtHost, type ReplayOrder, type ShownReplay } from '../schema/trace.ts';
import type { ReplayTarget } from './job.ts';
import type { TraceFiles } from './trace-files.ts';
import { startTraceWork, type TraceWork } from './trace-process.ts';

export const REPLAYS_MAX = 10;

export interface ReplaysParts extends RunCardsParts {
  readonly files: TraceFiles;
  readonly processes: ResidentProcesses;
  readonly listeners: readonly TerminalListener[];
  /** The file of the key ring. */
  readonly keys: string;
  readonly areTestKeys: boolean;
  readonly allowRemote: boolean;
  /** Of this server. */
  readonly profiles: ProfileSet;
}

interface Replay {
  shown: ShownReplay;
  readonly work: TraceWork;
  /** Resolves when `shown` says how it ended. */
  over: Promise<void>;
}

export class Replays {
  readonly #parts: ReplaysParts;
  /** Oldest first. */
  readonly #replays: Replay[] = [];
  #isStarting = false;

  constructor(parts: ReplaysParts) {
    this.#parts = parts;
  }

  /** The newest first, without what differs. */
  list(): readonly ShownReplay[] {
    return this.#replays.map(({ shown }) => withoutDifferences(shown)).reverse();
  }

  find(id: string): ShownReplay {
    return this.#find(id).shown;
  }

  /** Throws an HttpError. */
  async start(trace: string, order: ReplayOrder): Promise<ShownReplay> {
    const { files, processes, profiles: own } = this.#parts;
    const { name, exchanges } = files.find(trace);
    const at = this.#targetOf(order);
    const profiles = at === undefined ? (order.profiles ?? 'recorded') : 'host';
    const target = at?.target ?? '';
    if (this.#isStarting || this.#replays.some(({ shown }) => shown.state === 'running')) {
      throw new HttpError('replayActive', 'A replay runs, and there is one at a time; stop it or wait for its end.');
    }
    this.#isStarting = true;
    let path: string;
    const cards: (readonly unknown[])[] = [];
    try {
      path = await files.path(trace);
      if (at !== undefined) for await (const some of runCards(order.cards, this.#parts)) cards.push(some);
    } finally {
      this.#isStarting = false;
    }
    const given = profiles === 'server' ? profilesFields(own) : undefined;
    const id = randomBytes(6).toString('hex');
    const times = { startedAtMs: Date.now(), endedAtMs: null };
    const begun = {
      id,
      trace,
      name,
      profiles,
      target,
      state: 'running',
      detail: '',
      ...times,
      done: 0,
      total: exchanges,
      result: null,
    } as const;
    const work = startTraceWork(processes, { kind: 'replay', path, profiles: given, at }, (done, total) => {
      replay.shown = { ...replay.shown, done, total };
    });
    const replay: Replay = { shown: begun, work, over: Promise.resolve() };
    for (const some of cards) work.send({ kind: 'hostCards', cards: some });
    work.send({ kind: 'start' });
    replay.over = work.answer.then((answer) => {
      const endedAtMs = Date.now();
      replay.shown =
        answer.kind === 'result'
          ? { ...replay.shown, state: 'done', endedAtMs, done: replay.shown.total, result: answer.result }
          : { ...replay.shown, state: 'failed', endedAtMs, detail: answer.kind === 'refused' ? answer.detail : '' };
    });
    this.#keep(replay);
    return replay.shown;
  }

  async stop(id: string): Promise<ShownReplay> {
    const replay = this.#find(id);
    replay.work.stop();
    await replay.over;
    return replay.shown;
  }

  /** Undefined: an empty store decides. Throws an HttpError. */
  #targetOf(order: ReplayOrder): ReplayTarget | undefined {
    if (!isAtHost(order)) return undefined;
    const { listeners, allowRemote, areTestKeys, keys } = this.#parts;
    if (!areTestKeys) throw noTestKeys();
    const { target, codec, tls, ownTls } = loadTarget({ ...order, codec: order.codec ?? 'protobuf' }, listeners, allowRemote);
    return { target, codec, tls, ownTls, keys };
  }

  #find(id: string): Replay {
    const found = this.#replays.find(({ shown }) => shown.id === id);
    if (found === undefined) throw new HttpError('noSuchReplay', 'There is no such replay; GET /v1/replays lists them.');
    return found;
  }

  #keep(replay: Replay): void {
    this.#replays.push(replay);
    if (this.#replays.length > REPLAYS_MAX) this.#replays.shift();
  }
}

/** A list of ten may hold a megabyte of them. */
function withoutDifferences(replay: ShownReplay): ShownReplay {
  return replay.result === null ? replay : { ...replay, result: { ...replay.result, differences: [] } };
}
