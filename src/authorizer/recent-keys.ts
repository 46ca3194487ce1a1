/**
 * Remembers which card a key was last used for. Stores keep keys by card, so they cannot notice one
 * key on two cards; this table does, within one process. Its size is fixed, because a map that is
 * filled and thrown away would cost more than anything else on the path except the store. A key is
 * remembered until another key takes its slot: after n newer keys, a share of about n / `keysMax`
 * is forgotten.
 */

/** Slots of the table; a power of two. */
const RECENT_KEYS_MAX = 131_072;
/**
 * Slots that are allocated together when the first of them is used, because replays make many
 * tables and fill none.
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
