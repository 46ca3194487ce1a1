/** Which entries a client asked for. */
import type { JournalEntry } from '../../limits/store.ts';

export interface ActivityFilter {
  readonly outcome?: string | undefined;
  readonly type?: string | undefined;
  readonly terminal?: string | undefined;
  /** A token. */
  readonly card?: string | undefined;
}

export function matches({ outcome, type, terminal, card }: ActivityFilter, entry: JournalEntry): boolean {
  return (
    (outcome === undefined || entry.outcome === outcome) &&
    (type === undefined || entry.type === type) &&
    (terminal === undefined || entry.terminalId === terminal) &&
    (card === undefined || entry.cardToken === card)
  );
}
