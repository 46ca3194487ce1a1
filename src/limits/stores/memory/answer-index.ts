/**
 * A hash index from 32-bit hashes to references, without objects for its entries: 8 bytes each in
 * typed arrays. It grows by splitting one segment of fixed size at a time (extendible hashing), so
 * that no request waits for the whole index to be copied. Different texts may share a hash: whoever
 * looks up compares what the reference leads to.
 *
 *   for (let ref = index.find(hash); ref !== 0; ref = index.next()) if (leadsTo(ref)) …
 */

/** A power of two: the low bits of a hash choose the slot, the high bits the segment. */
const SEGMENT_SLOTS = 4_096;
/** A segment with more entries is split: probing stays short. */
const SEGMENT_ENTRIES_MAX = 2_867;
/** No more than so many high bits choose a segment; then segments fill up further. */
const DEPTH_MAX = 20;
const SLOT_MASK = SEGMENT_SLOTS - 1;

class Segment {
  /** How many high bits of the hash all its entries share. */
  depth: number;
  entries = 0;
  readonly hashes = new Uint32Array(SEGMENT_SLOTS);
  /** 0: the slot is free. */
  readonly refs = new Uint32Array(SEGMENT_SLOTS);

  constructor(depth: number) {
    this.depth = depth;
  }

  add(hash: number, ref: number): void {
    let slot = hash & SLOT_MASK;
    while (this.refs[slot] !== 0) slot = (slot + 1) & SLOT_MASK;
    this.hashes[slot] = hash;
    this.refs[slot] = ref;
    this.entries += 1;
  }
}

export class AnswerIndex {
  #depth = 0;
  #directory: Segment[] = [new Segment(0)];
  #segments = 1;
  #entries = 0;
  // The entry that find or next returned last.
  #segment: Segment;
  #slot = 0;
  #hash = 0;

  constructor() {
    this.#segment = this.#directory[0] ?? new Segment(0);
  }

  get entries(): number {
    return this.#entries;
  }

  get bytes(): number {
    return this.#segments * SEGMENT_SLOTS * 8;
  }

  /** The first reference under the hash; 0 when there is none. */
  find(hash: number): number {
    this.#segment = this.#segmentOf(hash);
    this.#hash = hash;
    this.#slot = (hash & SLOT_MASK) - 1;
    return this.next();
  }

  /** The next reference under the same hash; 0 when there is none. */
  next(): number {
    const { hashes, refs } = this.#segment;
    for (let slot = (this.#slot + 1) & SLOT_MASK; ; slot = (slot + 1) & SLOT_MASK) {
      const ref = refs[slot] ?? 0;
      if (ref === 0) return 0;
      if (hashes[slot] === this.#hash) {
        this.#slot = slot;
        return ref;
      }
    }
  }

  /** Sets the reference of the entry that find or next returned last. */
  replaceFound(ref: number): void {
    this.#segment.refs[this.#slot] = ref;
  }

  /** Removes the entry that find or next returned last; look up anew after it. */
  removeFound(): void {
    const { hashes, refs } = this.#segment;
    let hole = this.#slot;
    // Later entries of the same run move up, so that no search stops at the hole.
    for (let slot = (hole + 1) & SLOT_MASK; refs[slot] !== 0; slot = (slot + 1) & SLOT_MASK) {
      const home = (hashes[slot] ?? 0) & SLOT_MASK;
      if (((slot - home) & SLOT_MASK) < ((slot - hole) & SLOT_MASK)) continue;
      hashes[hole] = hashes[slot] ?? 0;
      refs[hole] = refs[slot] ?? 0;
      hole = slot;
    }
    refs[hole] = 0;
    this.#segment.entries -= 1;
    this.#entries -= 1;
  }

  /** Adds an entry, also when others have the same hash. `ref` is not 0. */
  add(hash: number, ref: number): void {
    let segment = this.#segmentOf(hash);
    while (segment.entries >= SEGMENT_ENTRIES_MAX && segment.depth < DEPTH_MAX) {
      this.#split(segment, hash);
      segment = this.#segmentOf(hash);
    }
    if (segment.entries >= SEGMENT_SLOTS - 1) throw new RangeError('The index of stored answers is full.');
    segment.add(hash, ref);
    this.#entries += 1;
  }

  #segmentOf(hash: number): Segment {
    // A shift by 32 would be a shift by 0.
    const at = this.#depth === 0 ? 0 : hash >>> (32 - this.#depth);
    const segment = this.#directory[at];
    if (segment === undefined) throw new RangeError('A segment of the index is missing.');
    return segment;
  }

  #split(segment: Segment, hash: number): void {
    if (segment.depth === this.#depth) {
      this.#directory = this.#directory.flatMap((each) => [each, each]);
      this.#depth += 1;
    }
    const depth = segment.depth + 1;
    const halves = [new Segment(depth), new Segment(depth)] as const;
    for (let slot = 0; slot < SEGMENT_SLOTS; slot += 1) {
      const ref = segment.refs[slot] ?? 0;
      const moved = segment.hashes[slot] ?? 0;
      if (ref !== 0) halves[(moved >>> (32 - depth)) & 1 ? 1 : 0].add(moved, ref);
    }
    const span = 2 ** (this.#depth - depth);
    const first = (this.#depth === 0 ? 0 : hash >>> (32 - this.#depth)) & ~(2 * span - 1);
    this.#directory.fill(halves[0], first, first + span);
    this.#directory.fill(halves[1], first + span, first + 2 * span);
    this.#segments += 1;
  }
}
