/**
 * Memory for records of a few dozen to a few thousand bytes, outside the heap of JavaScript: slabs of 1 MiB,
 * each cut into slots of one size. A freed slot is used again by the next record of its size, and a
 * slab without records by any size. A reference names a slot; 0 is none.
 */

const SLAB_BYTES = 1_048_576;
/** References count in units, so that 32 bits reach 128 GiB. */
const UNIT_BYTES = 32;
const UNITS_PER_SLAB = SLAB_BYTES / UNIT_BYTES;

/** Slot sizes in bytes. A record takes the smallest slot that holds it. */
const SLOT_BYTES: readonly number[] = [64, 96, 128, 160, 192, 224, 256, 320, 384, 512, 768, 1_024, 2_048, 4_096, 8_192, 16_384, 65_536];

export const RECORD_BYTES_MAX = 65_536;

/** Of a free slot: its first byte. Records start with another one. */
export const FREE = 0;

export class Slab {
  /** Zeros at first: slots go into snapshots whole, and what the memory held before must not. */
  readonly bytes: Buffer = Buffer.alloc(SLAB_BYTES);
  /** Units up to its first slot, of all slabs. */
  readonly firstUnit: number;
  slotBytes = 0;
  live = 0;
  /** Slots from here on were never used. */
  fresh = 0;
  /** Offsets of freed slots, linked through their bytes; −1: none. */
  freed = -1;
  /** No record in it is forgotten before this instant. */
  dueMs = Number.POSITIVE_INFINITY;
  /** It stands in the list of those that may have room. */
  isOpen = false;

  constructor(firstUnit: number) {
    this.firstUnit = firstUnit;
  }

  /** The offset of the first slot: no reference is 0, so the first slab leaves out one slot. */
  get start(): number {
    return this.firstUnit === 0 ? this.slotBytes : 0;
  }

  refOf(offset: number): number {
    return this.firstUnit + offset / UNIT_BYTES;
  }

  /** A record in it is to be forgotten at this instant. */
  noteDue(untilMs: number): void {
    if (untilMs < this.dueMs) this.dueMs = untilMs;
  }

  get hasRoom(): boolean {
    return this.freed >= 0 || this.fresh + this.slotBytes <= SLAB_BYTES;
  }

  /** The offset of a slot that is now taken. */
  take(): number {
    this.live += 1;
    if (this.freed >= 0) {
      const offset = this.freed;
      this.freed = this.bytes.readInt32LE(offset + 4);
      return offset;
    }
    const offset = this.fresh;
    this.fresh += this.slotBytes;
    return offset;
  }

  give(offset: number): void {
    this.live -= 1;
    this.bytes[offset] = FREE;
    this.bytes.writeInt32LE(this.freed, offset + 4);
    this.freed = offset;
  }
}

export class Slabs {
  readonly #slabs: Slab[] = [];
  /** By size: slabs that may have room, the last one is tried first. */
  readonly #open: Slab[][] = SLOT_BYTES.map(() => []);
  readonly #empty: Slab[] = [];
  #records = 0;

  get records(): number {
    return this.#records;
  }

  get bytes(): number {
    return this.#slabs.length * SLAB_BYTES;
  }

  get slabs(): readonly Slab[] {
    return this.#slabs;
  }

  slabOf(ref: number): Slab {
    const slab = this.#slabs[Math.floor(ref / UNITS_PER_SLAB)];
    if (slab === undefined) throw new RangeError('A reference to a stored answer leads nowhere.');
    return slab;
  }

  offsetOf(ref: number): number {
    return (ref % UNITS_PER_SLAB) * UNIT_BYTES;
  }

  /** Copies a record into a slot; returns the reference. */
  put(record: Buffer): number {
    return this.putFrom(record, 0, record.length);
  }

  /** Copies a record that lies among other bytes. */
  putFrom(bytes: Buffer, start: number, end: number): number {
    const slab = this.#openSlab(sizeFor(end - start));
    const offset = slab.take();
    const into = slab.bytes;
    // For so few bytes the loop is faster than an array that shares their memory.
    for (let from = start, to = offset; from < end; from += 1, to += 1) into[to] = bytes[from] ?? 0;
    this.#records += 1;
    return slab.refOf(offset);
  }

  /** True when the record fits into the slot, and is there now. */
  overwrite(ref: number, record: Buffer): boolean {
    const slab = this.slabOf(ref);
    if (record.length > slab.slotBytes) return false;
    record.copy(slab.bytes, this.offsetOf(ref));
    return true;
  }

  free(ref: number): void {
    const slab = this.slabOf(ref);
    slab.give(this.offsetOf(ref));
    this.#records -= 1;
    if (slab.live === 0) this.#retire(slab);
    else if (!slab.isOpen) open(slab, this.#openOf(slab));
  }

  #openSlab(size: number): Slab {
    const list = this.#open[size] ?? [];
    for (let slab = list.at(-1); slab !== undefined; slab = list.at(-1)) {
      if (slab.hasRoom) return slab;
      slab.isOpen = false;
      list.pop();
    }
    const slab = this.#empty.pop() ?? this.#newSlab();
    slab.slotBytes = SLOT_BYTES[size] ?? RECORD_BYTES_MAX;
    slab.freed = -1;
    slab.dueMs = Number.POSITIVE_INFINITY;
    slab.fresh = slab.start;
    open(slab, list);
    return slab;
  }

  #newSlab(): Slab {
    const slab = new Slab(this.#slabs.length * UNITS_PER_SLAB);
    this.#slabs.push(slab);
    return slab;
  }

  /** The slab can be cut anew for another size. */
  #retire(slab: Slab): void {
    const list = this.#openOf(slab);
    if (slab.isOpen) list.splice(list.indexOf(slab), 1);
    slab.isOpen = false;
    slab.fresh = 0;
    this.#empty.push(slab);
  }

  #openOf(slab: Slab): Slab[] {
    return this.#open[SLOT_BYTES.indexOf(slab.slotBytes)] ?? [];
  }
}

function open(slab: Slab, list: Slab[]): void {
  slab.isOpen = true;
  list.push(slab);
}

function sizeFor(bytes: number): number {
  const size = SLOT_BYTES.findIndex((slotBytes) => slotBytes >= bytes);
  if (size < 0) throw new RangeError(`A stored answer takes ${bytes} bytes; at most ${RECORD_BYTES_MAX} are kept.`);
  return size;
}
