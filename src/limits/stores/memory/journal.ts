/** The journal of the embedded store: its newest decisions and changes, in order. */
import type { JournalEntry } from '../../store.ts';

export const JOURNAL_ENTRIES_MAX = 10_000;

type Slot = { -readonly [K in keyof Omit<JournalEntry, 'id'>]: JournalEntry[K] };

/** A ring of slots that are written over: an append allocates nothing once the ring is full. */
export class Journal {
  readonly #entriesMax: number;
  readonly #slots: Slot[] = [];
  #appended = 0;

  constructor(entriesMax: number = JOURNAL_ENTRIES_MAX) {
    this.#entriesMax = entriesMax;
  }

  append(
    atMs: number,
    cardToken: string,
    event: string,
    key: string,
    terminalId: string,
    type: string,
    amountMinor: number,
    outcome: string,
    ledgerMinor: number,
    flag: string,
  ): void {
    const slot = this.#slots[this.#appended % this.#entriesMax];
    this.#appended += 1;
    if (slot === undefined) {
      this.#slots.push({ atMs, cardToken, event, key, terminalId, type, amountMinor, outcome, ledgerMinor, flag });
      return;
    }
    slot.atMs = atMs;
    slot.cardToken = cardToken;
    slot.event = event;
    slot.key = key;
    slot.terminalId = terminalId;
    slot.type = type;
    slot.amountMinor = amountMinor;
    slot.outcome = outcome;
    slot.ledgerMinor = ledgerMinor;
    slot.flag = flag;
  }

  /** Copies of the newest, oldest first. */
  newest(entriesMax: number): readonly JournalEntry[] {
    const kept = Math.min(this.#slots.length, entriesMax);
    const entries: JournalEntry[] = [];
    for (let n = this.#appended - kept; n < this.#appended; n += 1) {
      const slot = this.#slots[n % this.#entriesMax];
      if (slot !== undefined) entries.push({ id: String(n + 1), ...slot });
    }
    return entries;
  }
}
