/**
 * A set of PANs or tokens in many small sets: one that grows is copied as a whole, which would hold
 * the event loop for tens of milliseconds at a million texts.
 */

/** The last characters, where PANs and tokens differ most, tell the small sets apart. */
const SPLIT_CHARACTERS = 3;

export class SplitSet {
  readonly #parts = new Map<string, Set<string>>();

  has(text: string): boolean {
    return this.#parts.get(text.slice(-SPLIT_CHARACTERS))?.has(text) === true;
  }

  /** False when it is there already. */
  add(text: string): boolean {
    const name = text.slice(-SPLIT_CHARACTERS);
    let part = this.#parts.get(name);
    if (part === undefined) {
      part = new Set();
      this.#parts.set(name, part);
    }
    if (part.has(text)) return false;
    part.add(text);
    return true;
  }
}
