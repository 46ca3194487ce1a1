/** Slots of the table; a power of two. */
export const RECENT_KEYS_MAX = 131_072;

/**
 * Remembers which card a key was last used for. Stores scope keys per card, so they can't see one key on two cards; this
 * does, within one process. A key is remembered until another one falls into its slot: with n newer keys, for all but
 * about n / `keysMax` of the keys. A table of fixed size, because maps that are filled and thrown away cost more than
 * everything else that is done without the store.
 */
export class RecentKeys {
  readonly #mask: number;
  readonly #keys: string[];
  readonly #tokens: string[];

  /** `keysMax` must be a power of two. */
  constructor(keysMax: number = RECENT_KEYS_MAX) {
    this.#mask = keysMax - 1;
    this.#keys = new Array<string>(keysMax).fill('');
    this.#tokens = new Array<string>(keysMax).fill('');
  }

  /** False when the key belongs to another card. */
  claim(key: string, cardToken: string): boolean {
    const slot = fnv1a(key) & this.#mask;
    if (this.#keys[slot] === key) return this.#tokens[slot] === cardToken;
    this.#keys[slot] = key;
    this.#tokens[slot] = cardToken;
    return true;
  }
}

/** FNV-1a, 32 bits; the high half is folded in, since the slot is taken from the low one. */
function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return (hash ^ (hash >>> 16)) >>> 0;
}
