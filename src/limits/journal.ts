/** The one append point of the embedded store: everything that was decided or changed passes here, in order. */
import type { JournalEntry } from './store.ts';

export const JOURNAL_ENTRIES_MAX = 10_000;

export class Journal {
  readonly #entriesMax: number;
  readonly #entries: JournalEntry[] = [];
  #appended = 0;

  constructor(entriesMax: number = JOURNAL_ENTRIES_MAX) {
    this.#entriesMax = entriesMax;
  }

  append(entry: Omit<JournalEntry, 'id'>): void {
    this.#entries[this.#appended % this.#entriesMax] = { ...entry, id: String(this.#appended + 1) };
    this.#appended += 1;
  }

  /** The newest, oldest first. */
  newest(entriesMax: number): readonly JournalEntry[] {
    const kept = Math.min(this.#entries.length, entriesMax);
    const entries: JournalEntry[] = [];
    for (let n = this.#appended - kept; n < this.#appended; n += 1) {
      const entry = this.#entries[n % this.#entriesMax];
      if (entry !== undefined) entries.push(entry);
    }
    return entries;
  }
}
