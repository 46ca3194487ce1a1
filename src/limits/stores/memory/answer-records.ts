/**
 * The records of stored answers in slabs, and the index that leads to them: by the key of an answer,
 * and by each of its names. It knows nothing of what the answers mean.
 */
import { hashOf } from './answer-hash.ts';
import { AnswerIndex } from './answer-index.ts';
import { cardOf, hasKey, KINDS, keptUntilMs, nameUntilMs, type RecordParts, readRecord, writeRecord } from './answer-record.ts';
import { hashRecord, type RecordHashes } from './answer-record-hashes.ts';
import { type Slab, Slabs } from './slabs.ts';

/** Instead of an instant: records are found although their time is over. */
export const NEVER_EXPIRED = 0;

export class AnswerRecords {
  readonly #slabs = new Slabs();
  readonly #index = new AnswerIndex();
  readonly #hashes: RecordHashes = { sequence: 0, key: 0, names: [], count: 0 };
  #moved: Set<number> | undefined;
  /** Records that have a key. */
  #keys = 0;
  /** Records of card number 0. */
  #unknown = 0;
  /** A look-up met an answer or a name whose time is over, since this was set back. */
  sawExpired = false;

  get count(): number {
    return this.#slabs.records;
  }

  /** Names that lead to a record. */
  get names(): number {
    return this.#index.entries - this.#keys;
  }

  /** How many are about cards that are not on file. */
  get unknown(): number {
    return this.#unknown;
  }

  get bytes(): number {
    return this.#slabs.bytes + this.#index.bytes;
  }

  get slabs(): readonly Slab[] {
    return this.#slabs.slabs;
  }

  read(ref: number): RecordParts {
    return readRecord(this.#slabs.slabOf(ref).bytes, this.#slabs.offsetOf(ref));
  }

  /** A name whose message was reversed before it came, not an answer. */
  isReversedFirst(ref: number): boolean {
    return this.#slabs.slabOf(ref).bytes[this.#slabs.offsetOf(ref)] === KINDS.reversedFirst;
  }

  /**
   * The reference of the answer under a key; 0: there is none at that instant. What is over then
   * stays: the instant of a later message can be before it.
   */
  findKey(card: number, key: string, nowMs: number): number {
    const slabs = this.#slabs;
    for (let ref = this.#index.find(hashOf(card, key)); ref !== 0; ref = this.#index.next()) {
      const { bytes } = slabs.slabOf(ref);
      const offset = slabs.offsetOf(ref);
      if (!hasKey(bytes, offset, card, key)) continue;
      if (nowMs === NEVER_EXPIRED) return ref;
      if (nowMs < keptUntilMs(bytes, offset)) return ref;
      this.sawExpired = true;
      return 0;
    }
    return 0;
  }

  /** The reference of the record that a name leads to; 0: it leads nowhere at that instant. */
  findName(card: number, name: string, nowMs: number): number {
    const slabs = this.#slabs;
    for (let ref = this.#index.find(hashOf(card, name)); ref !== 0; ref = this.#index.next()) {
      const untilMs = nameUntilMs(slabs.slabOf(ref).bytes, slabs.offsetOf(ref), card, name);
      if (untilMs === 0) continue;
      if (nowMs < untilMs) return ref;
      this.sawExpired = true;
      return 0;
    }
    return 0;
  }

  /** Whether a key or name leads to the record. */
  leadsTo(card: number, text: string, sought: number): boolean {
    for (let ref = this.#index.find(hashOf(card, text)); ref !== 0; ref = this.#index.next()) if (ref === sought) return true;
    return false;
  }

  /** Keeps a record that all of its names lead to. */
  add(parts: RecordParts): number {
    const ref = this.addUnnamed(parts);
    for (const { name } of parts.names) this.addName(parts.card, name, ref);
    return ref;
  }

  /** Keeps a record that is found by its key only. */
  addUnnamed(parts: RecordParts): number {
    const ref = this.#put(writeRecord(parts), parts.keptUntilMs);
    if (parts.card === 0) this.#unknown += 1;
    if (parts.answer === undefined) return ref;
    this.#keys += 1;
    this.#index.add(hashOf(parts.card, parts.key), ref);
    return ref;
  }

  /**
   * Keeps a record as it lies in a slot of this version, and returns its sequence. 0: it is not
   * kept, because something may be there already under its key or one of its names.
   */
  addSlot(bytes: Buffer, start: number, end: number): number {
    const hashes = this.#hashes;
    const index = this.#index;
    if (!hashRecord(bytes, start, hashes)) return 0;
    const { sequence, key, names, count } = hashes;
    const isAnswer = bytes[start] !== KINDS.reversedFirst;
    if (isAnswer && index.find(key) !== 0) return 0;
    for (let at = 0; at < count; at += 1) if (index.find(names[at] ?? 0) !== 0) return 0;
    const ref = this.#slabs.putFrom(bytes, start, end);
    this.#slabs.slabOf(ref).noteDue(keptUntilMs(bytes, start));
    if (cardOf(bytes, start) === 0) this.#unknown += 1;
    if (isAnswer) {
      this.#keys += 1;
      index.add(key, ref);
    }
    for (let at = 0; at < count; at += 1) index.add(names[at] ?? 0, ref);
    return sequence;
  }

  addName(card: number, name: string, ref: number): void {
    this.#index.add(hashOf(card, name), ref);
  }

  /** The name or key that was found last leads to another record. */
  replaceFound(ref: number): void {
    this.#index.replaceFound(ref);
  }

  /** A name does not lead to the record any more. */
  removeName(card: number, name: string, ref: number): void {
    if (this.leadsTo(card, name, ref)) this.#index.removeFound();
  }

  /** The name leads nowhere at any instant. */
  unpoint(card: number, name: string): void {
    const ref = this.findName(card, name, NEVER_EXPIRED);
    if (ref === 0) return;
    this.#index.removeFound();
    if (!this.isReversedFirst(ref)) return;
    if (card === 0) this.#unknown -= 1;
    this.#free(ref);
  }

  /** Another record with the same key takes its place; returns its reference. */
  replace(ref: number, parts: RecordParts): number {
    const record = writeRecord(parts);
    if (this.#slabs.overwrite(ref, record)) {
      this.#slabs.slabOf(ref).noteDue(parts.keptUntilMs);
      return ref;
    }
    const moved = this.#put(record, parts.keptUntilMs);
    this.#move(parts.card, parts.key, ref, moved);
    for (const { name } of parts.names) this.#move(parts.card, name, ref, moved);
    this.#free(ref);
    this.noteMoved(moved);
    return moved;
  }

  remove(ref: number): void {
    const { card, key, names, answer } = this.read(ref);
    if (answer !== undefined) {
      this.removeName(card, key, ref);
      this.#keys -= 1;
    }
    for (const { name } of names) this.removeName(card, name, ref);
    if (card === 0) this.#unknown -= 1;
    this.#free(ref);
  }

  /** From here on it is noted which records move, until `takeMoved`: a snapshot may miss them. */
  watchMoved(): void {
    this.#moved = new Set();
  }

  noteMoved(ref: number): void {
    this.#moved?.add(ref);
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

  #put(record: Buffer, untilMs: number): number {
    const ref = this.#slabs.put(record);
    this.#slabs.slabOf(ref).noteDue(untilMs);
    return ref;
  }

  #move(card: number, text: string, from: number, to: number): void {
    if (this.leadsTo(card, text, from)) this.#index.replaceFound(to);
  }

  #free(ref: number): void {
    this.#slabs.free(ref);
    this.#moved?.delete(ref);
  }
}
