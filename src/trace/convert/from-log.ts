/** Makes a trace from the log of a file store as it lies on disk, also while a server runs on it. */
import type { ProfileSet } from '../../limits/rules/profile.ts';
import { filesIn } from '../../limits/stores/file/files.ts';
import { readJournal } from '../../limits/stores/file/journal.ts';
import { damageSentence } from '../../limits/stores/file/log/damage.ts';
import { systemErrorOf } from '../../limits/stores/file/store-file-error.ts';
import type { Trace } from '../format/lines.ts';
import { fromHappened, type Happened, type JournalSettings, LOG_LACKS } from './from-journal.ts';

export interface EntryRange {
  /** The newest of those that match. */
  readonly entriesMax: number;
  /** Unix milliseconds, inclusive. */
  readonly fromMs?: number | undefined;
  readonly untilMs?: number | undefined;
}

export interface LogTrace {
  readonly trace: Trace;
  /** What could not be read: one sentence each. */
  readonly notes: readonly string[];
}

export function isInRange({ atMs }: { readonly atMs: number }, { fromMs = 0, untilMs = Number.POSITIVE_INFINITY }: EntryRange): boolean {
  return atMs >= fromMs && atMs <= untilMs;
}

/** Throws a StoreFileError. */
export async function fromLog(folder: string, profiles: ProfileSet, settings: JournalSettings, range: EntryRange): Promise<LogTrace> {
  const newest = new Newest<Happened>(range.entriesMax);
  try {
    const { cards, log, unreadable, identity } = await readJournal(filesIn(folder), ({ entry, asked, isBehindDamage }) => {
      if (!isBehindDamage && isInRange(entry, range)) newest.add({ entry, asked });
    });
    const damage = log.damage.map((each) => damageSentence(folder, each));
    const source = { happened: newest.items, cardOf: (token: string) => cards.get(token), lacks: LOG_LACKS };
    const trace = await fromHappened(source, profiles, { ...settings, clock: identity.clock });
    return { trace, notes: unreadable === '' ? damage : [...damage, unreadable] };
  } catch (error) {
    throw systemErrorOf(folder, error);
  }
}

/** Keeps the last `max` of the items that are added. */
export class Newest<T> {
  readonly #max: number;
  readonly #ring: T[] = [];
  #added = 0;

  constructor(max: number) {
    this.#max = max;
  }

  add(item: T): void {
    this.#ring[this.#added % this.#max] = item;
    this.#added += 1;
  }

  /** Oldest first. */
  get items(): readonly T[] {
    const start = this.#added > this.#max ? this.#added % this.#max : 0;
    return [...this.#ring.slice(start), ...this.#ring.slice(0, start)];
  }
}
