/** The journal of the embedded store: its newest decisions and changes, in order. */
import type { StoreCommand } from '../../rules/command.ts';
import type { Decision } from '../../rules/decision.ts';
import { isFollowUp } from '../../rules/event.ts';
import type { JournalEntry } from '../../store.ts';

export const JOURNAL_ENTRIES_MAX = 10_000;

type Slot = { -readonly [K in keyof Omit<JournalEntry, 'id'>]: JournalEntry[K] };

/** What happens to a card beside decisions: expiry, take-back, issue, funding, change. */
export type CardEvent = Pick<JournalEntry, 'atMs' | 'cardToken' | 'event' | 'amountMinor' | 'ledgerMinor'> &
  Partial<Pick<JournalEntry, 'key' | 'outcome'>>;

type Entry = Omit<JournalEntry, 'id'>;

/** A follow-up is noted with what it did, a request with what it asked for. */
export function decisionEntry(command: StoreCommand, decision: Decision, atMs: number): Entry {
  return {
    atMs,
    cardToken: command.cardToken,
    event: command.event,
    key: command.key,
    terminalId: command.terminalId,
    type: command.type,
    amountMinor: isFollowUp(command.event) ? decision.approvedAmountMinor : command.amountMinor,
    outcome: decision.outcome,
    ledgerMinor: decision.ledgerMinor,
    flag: decision.flag,
  };
}

export function eventEntry(event: CardEvent): Entry {
  return { ...EMPTY, ...event };
}

/** A ring of slots that are written over: once it is full, a decision allocates nothing. */
export class Journal {
  readonly entriesMax: number;
  readonly #slots: Slot[] = [];
  #appended = 0;

  constructor(entriesMax: number = JOURNAL_ENTRIES_MAX) {
    this.entriesMax = entriesMax;
  }

  /** A follow-up is noted with what it did, a request with what it asked for. */
  decided(command: StoreCommand, decision: Decision): void {
    const slot = this.#nextSlot();
    slot.atMs = decision.decidedAtMs;
    slot.cardToken = command.cardToken;
    slot.event = command.event;
    slot.key = command.key;
    slot.terminalId = command.terminalId;
    slot.type = command.type;
    slot.amountMinor = isFollowUp(command.event) ? decision.approvedAmountMinor : command.amountMinor;
    slot.outcome = decision.outcome;
    slot.ledgerMinor = decision.ledgerMinor;
    slot.flag = decision.flag;
  }

  happened(event: CardEvent): void {
    Object.assign(this.#nextSlot(), EMPTY, event);
  }

  /** Counts entries that are not kept. Before the first one only. */
  passOver(entries: number): void {
    this.#appended += entries;
  }

  /** Copies of the newest, oldest first. */
  newest(entriesMax: number): readonly JournalEntry[] {
    const kept = Math.min(this.#slots.length, entriesMax);
    const entries: JournalEntry[] = [];
    for (let n = this.#appended - kept; n < this.#appended; n += 1) {
      const slot = this.#slots[n % this.entriesMax];
      if (slot !== undefined) entries.push({ id: String(n + 1), ...slot });
    }
    return entries;
  }

  #nextSlot(): Slot {
    const at = this.#appended % this.entriesMax;
    this.#appended += 1;
    let slot = this.#slots[at];
    if (slot === undefined) {
      slot = { ...EMPTY };
      this.#slots[at] = slot;
    }
    return slot;
  }
}

const EMPTY: Slot = {
  atMs: 0,
  cardToken: '',
  event: '',
  key: '',
  terminalId: '',
  type: '',
  amountMinor: 0,
  outcome: '',
  ledgerMinor: 0,
  flag: '',
};
