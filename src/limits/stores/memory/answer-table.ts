/**
 * The stored answers of the embedded store and the names that lead to them, in bytes outside the
 * heap of JavaScript: what is kept is no work for garbage collection, and a look-up costs the same
 * however much is kept. The key of a record and each of its names have an entry in the index.
 */
import { VOCABULARIES, type Vocabularies } from '../../state/binary/vocabularies.ts';
import { REVERSED_FIRST } from '../../state/change.ts';
import type { StoredAnswer } from '../../state/stored-answer.ts';
import { AnswerAging } from './answer-aging.ts';
import { type Name, type RecordParts, readRecord } from './answer-record.ts';
import { AnswerRecords, NEVER_EXPIRED } from './answer-records.ts';
import { FREE } from './slabs.ts';

/**
 * So many slots are looked at for aged records at each record that is kept: what is kept beyond its
 * time is at most a sixteenth.
 */
const SLOTS_PER_KEEP = 16;

const NO_NAMES: readonly Name[] = [];
const NO_PENDING: readonly PendingName[] = [];

export interface AnswerTableOptions {
  /** The clock of a card by its number; of number 0, the cards that are not on file. */
  readonly clockOf: (card: number) => number;
  /** The furthest of these clocks. */
  readonly latestMs: () => number;
}

export interface SlabSlots {
  readonly slotBytes: number;
  readonly bytes: Buffer;
}

/** Where the slot of a record lies in a snapshot. */
export interface SlotPlace {
  readonly bytes: Buffer;
  readonly start: number;
  readonly end: number;
}

/** A name that is to lead to a record that is kept later in the same step. */
interface PendingName extends Name {
  readonly key: string;
  readonly isNew: boolean;
}

export class AnswerTable {
  readonly #records = new AnswerRecords();
  readonly #aging: AnswerAging;
  #sequence = 0;
  #pending: PendingName[] = [];

  constructor({ clockOf, latestMs }: AnswerTableOptions) {
    const records = this.#records;
    this.#aging = new AnswerAging({ slabs: () => records.slabs, clockOf, latestMs, remove: (ref) => records.remove(ref) });
  }

  get records(): number {
    return this.#records.count;
  }

  /** Names that lead to a record. */
  get names(): number {
    return this.#records.names;
  }

  /** Whether there are answers about cards that are not on file. */
  get hasUnknownCards(): boolean {
    return this.#records.unknown > 0;
  }

  get bytes(): number {
    return this.#records.bytes;
  }

  /** Looks for records whose time is over, in so many slots. */
  forgetAged(slots: number): void {
    this.#aging.step(slots);
  }

  get(card: number, key: string, nowMs: number): StoredAnswer | undefined {
    const ref = this.#records.findKey(card, key, nowMs);
    return ref === 0 ? undefined : this.#records.read(ref).answer;
  }

  keep(card: number, key: string, answer: StoredAnswer, isNew: boolean): void {
    const records = this.#records;
    const pending = this.#takePending(key);
    // What is over is not there for the rules, but it is here, and gives way to what is new.
    const { sawExpired } = records;
    if (isNew) records.sawExpired = false;
    const replaced = sawExpired || !isNew ? records.findKey(card, key, NEVER_EXPIRED) : 0;
    const old = replaced === 0 ? undefined : records.read(replaced);
    // Those that were pointed elsewhere meanwhile are not its own any more.
    const own = old === undefined ? NO_NAMES : old.names.filter(({ name }) => records.leadsTo(card, name, replaced));
    const names = pending.length === 0 ? own : [...own.filter((each) => !pending.some(({ name }) => name === each.name)), ...pending];
    for (const { name, isNew: nameIsNew } of pending) if (sawExpired || !nameIsNew) records.unpoint(card, name);
    const parts = { card, keptUntilMs: answer.keptUntilMs, sequence: this.#next(), key, names, answer };
    if (replaced !== 0 && pending.length === 0) records.replace(replaced, parts);
    else {
      if (replaced !== 0) records.remove(replaced);
      const ref = records.add(parts);
      if (replaced !== 0) records.noteMoved(ref);
    }
    this.#aging.step(SLOTS_PER_KEEP);
  }

  #takePending(key: string): readonly PendingName[] {
    const pending = this.#pending;
    if (pending.length === 0) return NO_PENDING;
    const others = pending.filter((each) => each.key !== key);
    this.#pending = others;
    return others.length === 0 ? pending : pending.filter((each) => each.key === key);
  }

  /** It is forgotten when it would have been. False when there is none. */
  rewrite(card: number, key: string, answer: StoredAnswer, nowMs: number): boolean {
    const ref = this.#records.findKey(card, key, nowMs);
    if (ref === 0) return false;
    const old = this.#records.read(ref);
    this.#records.replace(ref, { ...old, answer, keptUntilMs: answer.keptUntilMs });
    return true;
  }

  /** The key that a name leads to; undefined when it leads nowhere. */
  pointed(card: number, name: string, nowMs: number): string | undefined {
    const ref = this.#records.findName(card, name, nowMs);
    if (ref === 0) return undefined;
    return this.#records.isReversedFirst(ref) ? REVERSED_FIRST : this.#records.read(ref).key;
  }

  /**
   * A name leads to a key from now on, whose answer is kept already or is kept next. REVERSED_FIRST:
   * the name has a record of its own.
   */
  point(card: number, name: string, key: string, { keptUntilMs: untilMs, isNew, nowMs }: Pointing): void {
    if (key !== REVERSED_FIRST) {
      if (isNew || !this.#addName(card, key, { name, untilMs }, nowMs)) this.#pending.push({ key, name, untilMs, isNew });
      return;
    }
    this.#records.unpoint(card, name);
    this.#records.add({ card, keptUntilMs: untilMs, sequence: this.#next(), key: '', names: [{ name, untilMs }], answer: undefined });
  }

  /** False when no answer is kept under the key. */
  #addName(card: number, key: string, added: Name, nowMs: number): boolean {
    const records = this.#records;
    const ref = records.findKey(card, key, nowMs);
    if (ref === 0) return false;
    const parts = records.read(ref);
    const others = parts.names.filter(({ name }) => name !== added.name && records.leadsTo(card, name, ref));
    records.removeName(card, added.name, ref);
    records.unpoint(card, added.name);
    const placed = records.replace(ref, { ...parts, sequence: this.#next(), names: [...others, added] });
    records.addName(card, added.name, placed);
    return true;
  }

  /** Number of slabs, for a snapshot that copies them one by one. */
  get slabs(): number {
    return this.#records.slabs.length;
  }

  /** The slots of one slab as they are now; shares memory with the table. */
  slotsOf(slab: number): SlabSlots {
    const { slotBytes = 0, start = 0, fresh = 0, bytes } = this.#records.slabs[slab] ?? {};
    return { slotBytes, bytes: bytes === undefined ? Buffer.alloc(0) : bytes.subarray(Math.min(start, fresh), fresh) };
  }

  /** From here on it is noted which records move, until `takeMoved`: a snapshot may miss them. */
  noteMoved(): void {
    this.#records.watchMoved();
  }

  /** Copies of the records that moved and are still there. */
  takeMoved(): readonly Buffer[] {
    return this.#records.takeMoved();
  }

  /** Takes in a record of a snapshot, unless a later one with its key is there. */
  restore({ bytes, start, end }: SlotPlace, vocabularies: Vocabularies): void {
    if (bytes[start] === FREE) return;
    const kept = vocabularies === VOCABULARIES ? this.#records.addSlot(bytes, start, end) : 0;
    this.#sequence = Math.max(this.#sequence, kept);
    if (kept === 0) this.#restoreAmong(readRecord(bytes, start, vocabularies));
  }

  /** The same, when others with its key or its names may be there. */
  #restoreAmong(parts: RecordParts): void {
    this.#sequence = Math.max(this.#sequence, parts.sequence);
    const records = this.#records;
    const { card, key, names, answer, sequence } = parts;
    if (answer !== undefined) {
      const ref = records.findKey(card, key, NEVER_EXPIRED);
      if (ref !== 0 && records.read(ref).sequence >= sequence) return;
      if (ref !== 0) records.remove(ref);
    }
    const ref = records.addUnnamed(parts);
    for (const { name } of names) {
      const other = records.findName(card, name, NEVER_EXPIRED);
      if (other === 0) records.addName(card, name, ref);
      else if (records.read(other).sequence < sequence) records.replaceFound(ref);
    }
  }

  #next(): number {
    this.#sequence += 1;
    return this.#sequence;
  }
}

export interface Pointing {
  readonly keptUntilMs: number;
  /** Nothing of that name is there yet. */
  readonly isNew: boolean;
  readonly nowMs: number;
}
