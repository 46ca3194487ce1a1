/** An entry of the journal as it leaves the server. */
import { shownKey } from '../authorizer/keys.ts';
import { withoutCardData } from '../cards/card-data/card-data.ts';
import type { JournalEntry } from '../limits/store.ts';

/** A terminal id may hold anything, even card data. */
export function shownEntry(entry: JournalEntry): JournalEntry {
  return { ...entry, key: shownKey(entry.key), terminalId: withoutCardData(entry.terminalId) };
}
