/**
 * Remembers which card a key was last used for. Stores scope keys to a card, so they can not notice one
 * key on two cards; this does, within one process. A table of fixed size, because a map that is filled
 * and thrown away costs more than everything else on the path but the store. A key is remembered until
 * another one takes its slot: after n newer keys, all but about n / `keysMax` of the keys are.
 */

/** Slots of the table; a power of two. */
const RECENT_KEYS_MAX = 131_072;
/**
 * Slots that get memory together, when the first of them is used: replays make many tables and
 * fill none.
 */
const SEGMENT_SLOTS = 1_024;

interface Segment {
  readonly keys: string[];
  readonly tokens: string[];
}

export class RecentKeys {
  readonly #mask: number;
  readonly #segments: (Segment | undefined)[];

  /** `keysMax` must be a power of two. */
  constructor(keysMax: number = RECENT_KEYS_MAX) {
    this.#mask = keysMax - 1;
    this.#segments = new Array<Segment | undefined>(Math.ceil(keysMax / SEGMENT_SLOTS)).fill(undefined);
  }

  /** False when the key belongs to another card. */
  claim(key: string, cardToken: string): boolean {
    const slot = fnv1a(key) & this.#mask;
    const at = Math.floor(slot / SEGMENT_SLOTS);
    const { keys, tokens } = this.#segments[at] ?? this.#newSegment(at);
    const place = slot % SEGMENT_SLOTS;
    if (keys[place] === key) return tokens[place] === cardToken;
    keys[place] = key;
    tokens[place] = cardToken;
    return true;
  }

  #newSegment(at: number): Segment {
    const segment: Segment = { keys: new Array<string>(SEGMENT_SLOTS).fill(''), tokens: new Array<string>(SEGMENT_SLOTS).fill('') };
    this.#segments[at] = segment;
    return segment;
  }
}

/** FNV-1a, 32 bits; the high half is folded in, since the slot is taken from the low one. */
function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return (hash ^ (hash >>> 16)) >>> 0;
}
