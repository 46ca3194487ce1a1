/** How many keys one generation holds; two generations are kept. */
export const RECENT_KEYS_MAX = 65_536;

/**
 * Remembers which card a key was last used for. Stores scope keys per card, so they can't see one key on two cards;
 * this does, for at least the last `keysMax` and at most the last 2 × `keysMax` keys of this process.
 */
export class RecentKeys {
  readonly #keysMax: number;
  #young = new Map<string, string>();
  #old = new Map<string, string>();

  constructor(keysMax: number = RECENT_KEYS_MAX) {
    this.#keysMax = keysMax;
  }

  /** False when the key belongs to another card. */
  claim(key: string, cardToken: string): boolean {
    const owner = this.#young.get(key) ?? this.#old.get(key);
    if (owner !== undefined) return owner === cardToken;
    if (this.#young.size >= this.#keysMax) {
      this.#old = this.#young;
      this.#young = new Map();
    }
    this.#young.set(key, cardToken);
    return true;
  }
}
