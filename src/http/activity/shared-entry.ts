/** An entry of the journal as an event. */
import { shownEntry } from '../../issuing/shown-entry.ts';
import type { JournalEntry } from '../../limits/store.ts';
import { eventText } from '../events/event-text.ts';

/** An entry for all streams: its text is made once, when the first one sends it. */
export class SharedEntry {
  readonly entry: JournalEntry;
  #text: string | undefined;

  constructor(entry: JournalEntry) {
    this.entry = entry;
  }

  get text(): string {
    this.#text ??= eventText('entry', shownEntry(this.entry), this.entry.id);
    return this.#text;
  }
}
