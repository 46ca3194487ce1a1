/**
 * Finds the records whose time is over by the clock of their own card. It goes through the slabs
 * again and again, a few slots at a time, and passes over slabs in which nothing is due: so aged
 * records are found soon, and what is kept does not grow when traffic does not.
 */
import { cardOf, keptUntilMs, overAtMs } from './answer-record.ts';
import { FREE, type Slab } from './slabs.ts';

export interface AgingParts {
  readonly slabs: () => readonly Slab[];
  /** The clock of a card by its number. */
  readonly clockOf: (card: number) => number;
  /** The furthest of all clocks. */
  readonly latestMs: () => number;
  readonly remove: (ref: number) => void;
}

export class AnswerAging {
  readonly #parts: AgingParts;
  // Where the next slot is looked at.
  #slab = 0;
  #offset = 0;
  #slotBytes = 0;

  constructor(parts: AgingParts) {
    this.#parts = parts;
  }

  /** Looks at so many slots, or passes over so many slabs. */
  step(slots: number): void {
    const slabs = this.#parts.slabs();
    const latestMs = this.#parts.latestMs();
    for (let left = slots; left > 0; left -= 1) {
      const slab = slabs[this.#slab];
      if (slab === undefined) {
        this.#slab = 0;
        this.#offset = 0;
        return;
      }
      if (!this.#enter(slab, latestMs) || this.#offset >= slab.fresh) {
        this.#slab += 1;
        this.#offset = 0;
        continue;
      }
      const offset = this.#offset;
      this.#offset += slab.slotBytes;
      if (slab.bytes[offset] !== FREE) this.#look(slab, offset, latestMs);
    }
  }

  /** False when nothing in the slab is due. */
  #enter(slab: Slab, latestMs: number): boolean {
    // A slab that lost its last record may have been cut anew for another size.
    if (this.#offset !== 0 && this.#slotBytes === slab.slotBytes) return true;
    if (slab.dueMs > latestMs) return false;
    // It is found out anew from the records that stay.
    slab.dueMs = Number.POSITIVE_INFINITY;
    this.#offset = slab.start;
    this.#slotBytes = slab.slotBytes;
    return true;
  }

  #look(slab: Slab, offset: number, latestMs: number): void {
    const untilMs = keptUntilMs(slab.bytes, offset);
    // Most records are not due by any clock.
    const clockMs = untilMs > latestMs ? 0 : this.#parts.clockOf(cardOf(slab.bytes, offset));
    const dueMs = untilMs > clockMs ? untilMs : overAtMs(slab.bytes, offset);
    if (dueMs <= clockMs) this.#parts.remove(slab.refOf(offset));
    else slab.noteDue(dueMs);
  }
}
