/** Takes uploaded traces, and makes traces of the journal of this server. */

import type { Turns } from '../../issuing/turns.ts';
import type { ProfileSet } from '../../limits/rules/profile.ts';
import type { JournalEntry, Store } from '../../limits/store.ts';
import type { JournalSettings } from '../../trace/convert/from-journal.ts';
import { isInRange } from '../../trace/convert/from-log.ts';
import { profilesFields } from '../../trace/format/profile-fields.ts';
import { HttpError } from '../error.ts';
import type { ResidentProcesses } from '../jobs/resident-processes.ts';
import type { ShownTrace, TraceSummary } from '../schema/trace.ts';
import type { TraceFiles, TraceRoom } from './trace-files.ts';
import { startTraceWork, type TraceWork } from './trace-process.ts';

/** Where the journal of this server is. */
export interface OwnJournal {
  readonly settings: JournalSettings;
  /** Of the file store; undefined for other stores. */
  readonly folder: string | undefined;
}

export interface TracesParts {
  readonly files: TraceFiles;
  readonly processes: ResidentProcesses;
  readonly store: Pick<Store, 'journal' | 'cards'>;
  readonly profiles: ProfileSet;
  readonly journal: OwnJournal;
  readonly turns: Turns;
}

export interface TraceExport {
  readonly name: string;
  readonly from?: number | undefined;
  readonly until?: number | undefined;
  readonly limit: number;
}

/** About as many bytes as an entry becomes. */
const ENTRY_BYTES = 2_048;
const ENTRIES_PER_LINE = 50;

export class Traces {
  readonly files: TraceFiles;
  readonly #parts: TracesParts;

  constructor(parts: TracesParts) {
    this.files = parts.files;
    this.#parts = parts;
  }

  /** `bytes`: at most so many. Rejects with an HttpError. */
  async upload(name: string, bytes: number, chunks: AsyncIterable<Buffer>): Promise<ShownTrace> {
    return this.#kept(name, bytes, async (room) => {
      await this.files.write(room, chunks);
      const work = startTraceWork(this.#parts.processes, { kind: 'read', path: room.path });
      work.send({ kind: 'start' });
      return summaryOf(work, 'notATrace');
    });
  }

  async export({ name, from: fromMs, until: untilMs, limit }: TraceExport): Promise<ShownTrace> {
    const { processes, profiles, journal } = this.#parts;
    const range = { entriesMax: limit, fromMs, untilMs };
    return this.#kept(name, limit * ENTRY_BYTES, async ({ path }) => {
      const work = startTraceWork(processes, { kind: 'export', path, range, profiles: profilesFields(profiles), ...journal });
      try {
        if (journal.folder === undefined) await this.#sendJournal(work, range);
      } catch (error) {
        work.stop();
        throw error;
      }
      work.send({ kind: 'start' });
      return summaryOf(work, 'emptyJournal');
    });
  }

  async #kept(name: string, bytes: number, make: (room: TraceRoom) => Promise<TraceSummary>): Promise<ShownTrace> {
    const room = await this.files.reserve(bytes);
    try {
      return await this.files.keep(room, name, await make(room));
    } catch (error) {
      await this.files.giveUp(room);
      throw error;
    }
  }

  /** Some entries at a time, with the cards that they are about. */
  async #sendJournal(work: TraceWork, range: Parameters<typeof isInRange>[1]): Promise<void> {
    const { store, turns } = this.#parts;
    const sent = new Set<string>();
    let entries: JournalEntry[] = [];
    const send = async (): Promise<void> => {
      const tokens = [...new Set(entries.map(({ cardToken }) => cardToken))].filter((token) => !sent.has(token));
      for (const token of tokens) sent.add(token);
      const cards = tokens.length === 0 ? [] : await store.cards.getAll(tokens);
      const facts = cards.map((card, index) => [tokens[index] ?? '', card && factsOf(card)] as const);
      if (facts.length > 0) work.send({ kind: 'cards', cards: facts });
      work.send({ kind: 'entries', entries });
      entries = [];
      await turns.next();
    };
    await turns.next();
    for (const entry of await store.journal(range.entriesMax)) {
      if (isInRange(entry, range)) entries.push(entry);
      if (entries.length >= ENTRIES_PER_LINE) await send();
    }
    await send();
  }
}

function factsOf({ maskedPan, expiry, status, profile }: NonNullable<Awaited<ReturnType<Store['cards']['get']>>>) {
  return { maskedPan, expiry, status, profile };
}

async function summaryOf({ answer }: TraceWork, code: 'notATrace' | 'emptyJournal'): Promise<TraceSummary> {
  const found = await answer;
  if (found.kind === 'summary') return found.summary;
  throw new HttpError(code, found.kind === 'refused' ? found.detail : 'The trace could not be read.');
}
