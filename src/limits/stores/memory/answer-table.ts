/**
 * The stored answers of the embedded store and the names that lead to them, in bytes outside the
 * heap of JavaScript: what is kept is no work for garbage collection, and a look-up costs the same
 * however much is kept. The key of a record and each of its names have an entry in the index.
 */
import type { Vocabularies } from '../../state/binary/vocabularies.ts';
import { REVERSED_FIRST } from '../../state/change.ts';
import type { StoredAnswer } from '../../state/stored-answer.ts';
import { hashOf } from './answer-hash.ts';
import { AnswerIndex } from './answer-index.ts';
import {
  cardOf,
  hasKey,
  KINDS,
  keptUntilMs,
  type Name,
  nameUntilMs,
  overAtMs,
  type RecordParts,
  readRecord,
  writeRecord,
} from './answer-record.ts';
import { FREE, Slabs } from './slabs.ts';

/** So many slots are looked at for aged records at each record that is kept. */
const SLOTS_PER_KEEP = 4;
/** The same when there is no room left. */
const SLOTS_WHEN_FULL = 512;
/** This share of the records is reserved for messages that must not be declined. */
const RESERVED_SHARE = 0.05;

/** Instead of an instant: records are found although their time is over. */
const NEVER_EXPIRED = 0;
const NO_NAMES: readonly Name[] = [];
const NO_PENDING: readonly PendingName[] = [];

export interface AnswerTableOptions {
  readonly recordsMax: number;
  /** The clock of a card by its number; of number 0, the cards that are not on file. */
  readonly clockOf: (card: number) => number;
}

export interface SlabSlots {
  readonly slotBytes: number;
  readonly bytes: Buffer;
}

/** A name that is to lead to a record that is kept later in the same step. */
interface PendingName extends Name {
  readonly key: string;
  readonly isNew: boolean;
}

export class AnswerTable {
  readonly #recordsMax: number;
  readonly #clockOf: (card: number) => number;
  readonly #slabs = new Slabs();
  readonly #index = new AnswerIndex();
  #sequence = 0;
  #pending: PendingName[] = [];
  // Where aged records are looked for next.
  #handSlab = 0;
  #handOffset = 0;
  #handSlotBytes = 0;
  #moved: Set<number> | undefined;
  /** A look-up met a record whose time is over. */
  #sawExpired = false;
  /** Records of card number 0. */
  #unknown = 0;

  constructor({ recordsMax, clockOf }: AnswerTableOptions) {
    this.#recordsMax = recordsMax;
    this.#clockOf = clockOf;
  }

  get records(): number {
    return this.#slabs.records;
  }

  /** Whether there are answers about cards that are not on file. */
  get hasUnknownCards(): boolean {
    return this.#unknown > 0;
  }

  get recordsMax(): number {
    return this.#recordsMax;
  }

  get bytes(): number {
    return this.#slabs.bytes + this.#index.bytes;
  }

  /** Whether another record can be kept; part of the room is `reserved`. */
  hasRoom(reserved: boolean): boolean {
    const max = reserved ? this.#recordsMax : Math.floor(this.#recordsMax * (1 - RESERVED_SHARE));
    if (this.#slabs.records < max) return true;
    this.#age(SLOTS_WHEN_FULL);
    return this.#slabs.records < max;
  }

  get(card: number, key: string, nowMs: number): StoredAnswer | undefined {
    const ref = this.#findKey(card, key, nowMs);
    return ref === 0 ? undefined : this.#read(ref).answer;
  }

  keep(card: number, key: string, answer: StoredAnswer, { isNew, nowMs }: { readonly isNew: boolean; readonly nowMs: number }): void {
    const pending = this.#takePending(key);
    // An answer that is over may have names that still lead to its key.
    const replaced = isNew && !this.#sawExpired ? 0 : this.#findKey(card, key, NEVER_EXPIRED);
    this.#sawExpired = false;
    const old = replaced === 0 ? undefined : this.#read(replaced);
    // Those that were pointed elsewhere meanwhile are not its own any more.
    const own = old === undefined ? NO_NAMES : old.names.filter(({ name }) => this.#hasEntry(card, name, replaced));
    const names = pending.length === 0 ? own : [...own.filter((each) => !pending.some(({ name }) => name === each.name)), ...pending];
    for (const { name, isNew: nameIsNew } of pending) if (!nameIsNew) this.#unpoint(card, name, nowMs);
    const parts = { card, keptUntilMs: answer.keptUntilMs, sequence: this.#next(), key, names, answer };
    if (replaced !== 0 && pending.length === 0) this.#replace(replaced, parts);
    else {
      if (replaced !== 0) this.#remove(replaced);
      const ref = this.#add(parts);
      if (replaced !== 0) this.#moved?.add(ref);
    }
    this.#age(SLOTS_PER_KEEP);
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
    const ref = this.#findKey(card, key, nowMs);
    if (ref === 0) return false;
    const old = this.#read(ref);
    this.#replace(ref, { ...old, answer, keptUntilMs: answer.keptUntilMs });
    return true;
  }

  /** The key that a name leads to; undefined when it leads nowhere. */
  pointed(card: number, name: string, nowMs: number): string | undefined {
    const ref = this.#findName(card, name, nowMs);
    if (ref === 0) return undefined;
    const slab = this.#slabs.slabOf(ref);
    return slab.bytes[this.#slabs.offsetOf(ref)] === KINDS.reversedFirst ? REVERSED_FIRST : this.#read(ref).key;
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
    if (!isNew) this.#unpoint(card, name, nowMs);
    this.#add({ card, keptUntilMs: untilMs, sequence: this.#next(), key: '', names: [{ name, untilMs }], answer: undefined });
  }

  /** False when no answer is kept under the key. */
  #addName(card: number, key: string, added: Name, nowMs: number): boolean {
    const ref = this.#findKey(card, key, nowMs);
    if (ref === 0) return false;
    const parts = this.#read(ref);
    const others = parts.names.filter(({ name }) => name !== added.name && this.#hasEntry(card, name, ref));
    this.#removeEntry(card, added.name, ref);
    this.#unpoint(card, added.name, nowMs);
    const placed = this.#replace(ref, { ...parts, sequence: this.#next(), names: [...others, added] });
    this.#index.add(hashOf(card, added.name), placed);
    return true;
  }

  /** Number of slabs, for a snapshot that copies them one by one. */
  get slabs(): number {
    return this.#slabs.slabs.length;
  }

  /** The slots of one slab as they are now; shares memory with the table. */
  slotsOf(slab: number): SlabSlots {
    const { slotBytes = 0, start = 0, fresh = 0, bytes } = this.#slabs.slabs[slab] ?? {};
    return { slotBytes, bytes: bytes === undefined ? Buffer.alloc(0) : bytes.subarray(Math.min(start, fresh), fresh) };
  }

  /** From here on it is noted which records move, until `takeMoved`: a snapshot may miss them. */
  noteMoved(): void {
    this.#moved = new Set();
  }

  /** Copies of the records that moved and are still there. */
  takeMoved(): readonly Buffer[] {
    const moved = this.#moved ?? [];
    this.#moved = undefined;
    return [...moved].map((ref) => {
      const slab = this.#slabs.slabOf(ref);
      const offset = this.#slabs.offsetOf(ref);
      return Buffer.from(slab.bytes.subarray(offset, offset + slab.slotBytes));
    });
  }

  /** Takes in a record of a snapshot, unless a later one with its key is there. */
  restore(slot: Buffer, vocabularies: Vocabularies): void {
    if (slot[0] === FREE || slot[0] === KINDS.over) return;
    const parts = readRecord(slot, 0, vocabularies);
    this.#sequence = Math.max(this.#sequence, parts.sequence);
    const { card, key, names, answer, sequence } = parts;
    if (answer !== undefined) {
      const ref = this.#findKey(card, key, NEVER_EXPIRED);
      if (ref !== 0 && this.#read(ref).sequence >= sequence) return;
      if (ref !== 0) this.#remove(ref);
    }
    const ref = this.#slabs.put(writeRecord(parts));
    if (card === 0) this.#unknown += 1;
    if (answer !== undefined) this.#index.add(hashOf(card, key), ref);
    for (const { name } of names) {
      const other = this.#findName(card, name, NEVER_EXPIRED);
      if (other === 0) this.#index.add(hashOf(card, name), ref);
      else if (this.#read(other).sequence < sequence) this.#index.replaceFound(ref);
    }
  }

  #next(): number {
    this.#sequence += 1;
    return this.#sequence;
  }

  #read(ref: number): RecordParts {
    return readRecord(this.#slabs.slabOf(ref).bytes, this.#slabs.offsetOf(ref));
  }

  #findKey(card: number, key: string, nowMs: number): number {
    const slabs = this.#slabs;
    for (let ref = this.#index.find(hashOf(card, key)); ref !== 0; ref = this.#index.next()) {
      const { bytes } = slabs.slabOf(ref);
      const offset = slabs.offsetOf(ref);
      if (!hasKey(bytes, offset, card, key)) continue;
      if (nowMs === NEVER_EXPIRED) return ref;
      if (bytes[offset] === KINDS.answer && nowMs < keptUntilMs(bytes, offset)) return ref;
      // Forgotten for good: the time of a message may be before that of an earlier one.
      bytes[offset] = KINDS.over;
      this.#sawExpired = true;
    }
    return 0;
  }

  #findName(card: number, name: string, nowMs: number): number {
    const slabs = this.#slabs;
    const hash = hashOf(card, name);
    for (let ref = this.#index.find(hash); ref !== 0; ) {
      const { bytes } = slabs.slabOf(ref);
      const untilMs = nameUntilMs(bytes, slabs.offsetOf(ref), card, name);
      if (nowMs < untilMs) return ref;
      if (untilMs === 0) ref = this.#index.next();
      else {
        // Forgotten for good, like an answer.
        this.#index.removeFound();
        ref = this.#index.find(hash);
      }
    }
    return 0;
  }

  /** The name leads nowhere. */
  #unpoint(card: number, name: string, nowMs: number): void {
    const ref = this.#findName(card, name, nowMs);
    if (ref === 0) return;
    this.#index.removeFound();
    const slab = this.#slabs.slabOf(ref);
    if (slab.bytes[this.#slabs.offsetOf(ref)] !== KINDS.reversedFirst) return;
    if (card === 0) this.#unknown -= 1;
    this.#slabs.free(ref);
    this.#moved?.delete(ref);
  }

  #add(parts: RecordParts): number {
    const ref = this.#slabs.put(writeRecord(parts));
    if (parts.card === 0) this.#unknown += 1;
    if (parts.answer !== undefined) this.#index.add(hashOf(parts.card, parts.key), ref);
    for (const { name } of parts.names) this.#index.add(hashOf(parts.card, name), ref);
    return ref;
  }

  /** Another record with the same key takes its place; returns its reference. */
  #replace(ref: number, parts: RecordParts): number {
    const record = writeRecord(parts);
    if (this.#slabs.overwrite(ref, record)) return ref;
    const moved = this.#slabs.put(record);
    this.#move(parts.card, parts.key, ref, moved);
    for (const { name } of parts.names) this.#move(parts.card, name, ref, moved);
    this.#slabs.free(ref);
    this.#moved?.delete(ref);
    this.#moved?.add(moved);
    return moved;
  }

  #move(card: number, text: string, from: number, to: number): void {
    for (let ref = this.#index.find(hashOf(card, text)); ref !== 0; ref = this.#index.next()) {
      if (ref !== from) continue;
      this.#index.replaceFound(to);
      return;
    }
  }

  #remove(ref: number): void {
    const { card, key, names, answer } = this.#read(ref);
    if (answer !== undefined) this.#removeEntry(card, key, ref);
    for (const { name } of names) this.#removeEntry(card, name, ref);
    if (card === 0) this.#unknown -= 1;
    this.#slabs.free(ref);
    this.#moved?.delete(ref);
  }

  /** Whether a key or name leads to the record. */
  #hasEntry(card: number, text: string, sought: number): boolean {
    for (let ref = this.#index.find(hashOf(card, text)); ref !== 0; ref = this.#index.next()) if (ref === sought) return true;
    return false;
  }

  #removeEntry(card: number, text: string, removed: number): void {
    for (let ref = this.#index.find(hashOf(card, text)); ref !== 0; ref = this.#index.next()) {
      if (ref !== removed) continue;
      this.#index.removeFound();
      return;
    }
  }

  /** Forgets records whose time is over by the clock of their own card. */
  #age(slots: number): void {
    const { slabs } = this.#slabs;
    for (let left = slots; left > 0; left -= 1) {
      const slab = slabs[this.#handSlab];
      if (slab === undefined) {
        this.#handSlab = 0;
        this.#handOffset = 0;
        return;
      }
      // A slab that lost its last record may have been cut anew for another size.
      if (this.#handOffset === 0 || this.#handSlotBytes !== slab.slotBytes) this.#handOffset = slab.start;
      this.#handSlotBytes = slab.slotBytes;
      if (this.#handOffset >= slab.fresh) {
        this.#handSlab += 1;
        this.#handOffset = 0;
        continue;
      }
      const offset = this.#handOffset;
      this.#handOffset += slab.slotBytes;
      if (slab.bytes[offset] === FREE) continue;
      const clockMs = this.#clockOf(cardOf(slab.bytes, offset));
      if (keptUntilMs(slab.bytes, offset) <= clockMs && overAtMs(slab.bytes, offset) <= clockMs) this.#remove(slab.refOf(offset));
    }
  }
}

export interface Pointing {
  readonly keptUntilMs: number;
  /** Nothing of that name is there yet. */
  readonly isNew: boolean;
  readonly nowMs: number;
}
