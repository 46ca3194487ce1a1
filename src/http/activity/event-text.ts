/** Server-sent events as text (https://html.spec.whatwg.org/multipage/server-sent-events.html). */
import { shownEntry } from '../../issuing/shown-entry.ts';
import type { JournalEntry } from '../../limits/store.ts';

/** After a cut connection a browser waits so long. */
const RETRY_MS = 2_000;

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

/** JSON has no line breaks, so the data is one line. `id` is where the client goes on after it. */
export function eventText(name: string, data: unknown, id?: string): string {
  return `${id === undefined ? '' : `id: ${id}\n`}event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}

export function startText(data: unknown, id: string): string {
  return `retry: ${RETRY_MS}\n${eventText('start', data, id)}`;
}

/** No event: keeps the connection open, and tells a client how far it is. */
export function heartbeatText(id: string): string {
  return `: heartbeat\nid: ${id}\n\n`;
}
