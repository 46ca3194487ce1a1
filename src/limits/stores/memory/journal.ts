/** The journal of the embedded store: its newest decisions and changes, in order. */
import { randomBytes } from 'node:crypto';
import type { StoreCommand } from '../../rules/command.ts';
import type { Decision } from '../../rules/decision.ts';
import { isFollowUp } from '../../rules/event.ts';
import type { HistoryPiece, HistoryQuery, JournalEntries, JournalEntry, JournalPiece, JournalRange } from '../../store.ts';

export const JOURNAL_ENTRIES_MAX = 10_000;
/** Looked at in one step for the history of a card. */
const HISTORY_SLOTS = 1_000;

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

/**
 * A ring of slots that are written over: once it is full, a decision allocates nothing. What is read
 * stays as it was at the call: its slots are left alone, and new entries get slots of their own.
 */
export class Journal {
  readonly entriesMax: number;
  readonly #slots: Slot[] = [];
  #appended = 0;
  /** So many slots, from the oldest on, may be in use by readers. */
  #shared = 0;
  /** Numbers begin anew in each process. */
  readonly #epoch = randomBytes(4).toString('hex');

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

  /** The newest at the call, oldest first. */
  newest(entriesMax: number): JournalEntries {
    const length = Math.min(this.#slots.length, entriesMax);
    const first = this.#appended - length;
    const at = first % this.entriesMax;
    const slots = this.#slots.slice(at, at + length).concat(this.#slots.slice(0, Math.max(0, at + length - this.entriesMax)));
    this.#shared = this.#slots.length;
    return new NewestEntries(slots, first);
  }

  /**
   * Of one card, newest first. Undefined for a cursor of another process. A cursor is `<epoch>-<n>`:
   * n entries are older than what was looked at.
   */
  history(cardToken: string, { cursor, entriesMax }: HistoryQuery): HistoryPiece | undefined {
    const from = cursor === '' ? this.#appended : this.#olderThan(cursor);
    if (from === undefined) return undefined;
    const oldest = this.#appended - this.#slots.length;
    const end = Math.max(oldest, from - HISTORY_SLOTS);
    const entries: JournalEntry[] = [];
    let n = from;
    while (n > end && entries.length < entriesMax) {
      const slot = this.#slots[(n - 1) % this.entriesMax];
      if (slot?.cardToken === cardToken) entries.push({ id: String(n), ...slot });
      n -= 1;
    }
    return { entries, cursor: n <= oldest ? '' : `${this.#epoch}-${n}`, olderUntilMs: undefined };
  }

  /** A position is `<epoch>-<n>`: behind the first n entries. */
  get end(): string {
    return this.#position(this.#appended);
  }

  /** Copies. Undefined for a position of another process. */
  after({ after, upTo, entriesMax }: JournalRange): JournalPiece | undefined {
    const to = this.#olderThan(upTo);
    if (to === undefined) return undefined;
    const oldest = this.#appended - this.#slots.length;
    const from = after === '' ? Math.max(oldest, to - entriesMax) : this.#olderThan(after);
    if (from === undefined) return undefined;
    const first = Math.max(from, oldest);
    const last = Math.max(first, Math.min(to, first + entriesMax));
    const entries: JournalEntry[] = [];
    for (let n = first; n < last; n += 1) {
      const slot = this.#slots[n % this.entriesMax];
      if (slot !== undefined) entries.push({ ...slot, id: this.#position(n + 1) });
    }
    return { entries, position: this.#position(last), missed: first - from };
  }

  #position(n: number): string {
    return `${this.#epoch}-${n}`;
  }

  /** All entries from this instant on are kept; 0: all are. */
  get keptFromMs(): number {
    const oldest = this.#appended - this.#slots.length;
    return oldest === 0 ? 0 : (this.#slots[oldest % this.entriesMax]?.atMs ?? 0);
  }

  #olderThan(cursor: string): number | undefined {
    const [epoch, n] = cursor.split('-');
    return epoch === this.#epoch && Number(n) <= this.#appended ? Number(n) : undefined;
  }

  #nextSlot(): Slot {
    const at = this.#appended % this.entriesMax;
    this.#appended += 1;
    let slot = this.#slots[at];
    if (slot === undefined || this.#shared > 0) {
      if (slot !== undefined) this.#shared -= 1;
      slot = { ...EMPTY };
      this.#slots[at] = slot;
    }
    return slot;
  }
}

/** An entry is made when it is its turn: ten thousand at once would hold up every message. */
class NewestEntries implements JournalEntries {
  readonly #slots: readonly Slot[];
  readonly #first: number;

  constructor(slots: readonly Slot[], first: number) {
    this.#slots = slots;
    this.#first = first;
  }

  get length(): number {
    return this.#slots.length;
  }

  *entries(): Generator<readonly [number, JournalEntry]> {
    for (const [at, slot] of this.#slots.entries()) yield [at, { id: String(this.#first + at + 1), ...slot }];
  }

  *[Symbol.iterator](): Generator<JournalEntry> {
    for (const [, entry] of this.entries()) yield entry;
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
