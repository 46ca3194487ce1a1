/**
 * Remembers the last key of each terminal, STAN and class, and the card that it was used for.
 * Stores keep keys by card, so they cannot notice one key on two cards; this table does, within one
 * process. It also leads a repeat with a new transmission time to the message that it repeats, when
 * neither has a local time. Its size is fixed, because a map that is filled and thrown away would
 * cost more than anything else on the path except the store. A key is remembered until another key
 * takes its slot: the next one of its terminal, STAN and class, or after n other keys, with a
 * chance of about n / `keysMax`.
 */
import { senderOf } from '../limits/rules/names.ts';

/** Slots of the table; a power of two. */
const RECENT_KEYS_MAX = 131_072;
/**
 * Slots that are allocated together when the first of them is used, because replays make many
 * tables and fill none.
 */
const SEGMENT_SLOTS = 1_024;

/** `otherCard`: the key belongs to another card. `known`: it was claimed for the same card. */
export type Claim = 'new' | 'known' | 'otherCard';

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

  /** A repeat does not take the place of the message that it may repeat. */
  claim(key: string, cardToken: string, isRepeat: boolean): Claim {
    const slot = senderHash(key) & this.#mask;
    const at = Math.floor(slot / SEGMENT_SLOTS);
    const { keys, tokens } = this.#segments[at] ?? this.#newSegment(at);
    const place = slot % SEGMENT_SLOTS;
    if (keys[place] === key) return tokens[place] === cardToken ? 'known' : 'otherCard';
    if (isRepeat && this.lastOf(key, cardToken) !== '') return 'known';
    keys[place] = key;
    tokens[place] = cardToken;
    return 'new';
  }

  /** The last key of the terminal, STAN and class of `key` on this card; empty when not known. */
  lastOf(key: string, cardToken: string): string {
    const slot = senderHash(key) & this.#mask;
    const segment = this.#segments[Math.floor(slot / SEGMENT_SLOTS)];
    const place = slot % SEGMENT_SLOTS;
    const last = segment?.keys[place] ?? '';
    return segment?.tokens[place] === cardToken && senderOf(last) === senderOf(key) ? last : '';
  }

  #newSegment(at: number): Segment {
    const segment: Segment = { keys: new Array<string>(SEGMENT_SLOTS).fill(''), tokens: new Array<string>(SEGMENT_SLOTS).fill('') };
    this.#segments[at] = segment;
    return segment;
  }
}

/** FNV-1a, 32 bits, of all but the time of a key, mixed so that any bits of it give a slot. */
function senderHash(key: string): number {
  const end = key.length - 1;
  // The class is one letter: before it stand a point, the time and another point.
  const senderEnd = key.lastIndexOf('.', end - 2);
  let hash = 0x811c9dc5 ^ key.charCodeAt(end);
  for (let index = 0; index < senderEnd; index += 1) hash = Math.imul(hash ^ key.charCodeAt(index), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 13), 0x5bd1e995);
  return (hash ^ (hash >>> 15)) >>> 0;
}
