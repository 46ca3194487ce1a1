/**
 * Names of keys. All keys of one card share the hash tag of its partition, so that one script call
 * may touch them all, also in a cluster. A key names a card by its token, never by its PAN.
 */
export const PARTITIONS = 64;

export function partitionOf(token: string): number {
  return Number.parseInt(token.slice(0, 2), 16) % PARTITIONS;
}

export class KeySpace {
  readonly prefix: string;

  constructor(prefix: string) {
    this.prefix = prefix;
  }

  #tag(partition: number): string {
    return `${this.prefix}:{${String(partition).padStart(2, '0')}}`;
  }

  #cardTag(token: string): string {
    return this.#tag(partitionOf(token));
  }

  /** Hash: the card and its account. */
  card(token: string): string {
    return `${this.#cardTag(token)}:card:${token}`;
  }

  /** Sorted set: what may count in a window. */
  spends(token: string): string {
    return `${this.#cardTag(token)}:spends:${token}`;
  }

  /** String: the stored answer to one message. */
  answer(token: string, key: string): string {
    return `${this.#cardTag(token)}:answer:${token}:${key}`;
  }

  /** Hash: live holds, by the key of their pre-authorization. */
  holds(token: string): string {
    return `${this.#cardTag(token)}:holds:${token}`;
  }

  /**
   * String: from an RRN or a STAN and date to a key; what follows is `r/<RRN>` or
   * `s/<terminal>.<STAN>.<MMDD>`.
   */
  pointer(token: string, name: string): string {
    return `${this.#cardTag(token)}:pointer:${token}:${name}`;
  }

  /** Stream: everything that happened to the cards of a partition. */
  journal(token: string): string {
    return `${this.#cardTag(token)}:journal`;
  }

  journalOf(partition: number): string {
    return `${this.#tag(partition)}:journal`;
  }

  /** String: what the store is. */
  get identity(): string {
    return `${this.prefix}:identity`;
  }

  /** String: the instant of a simulated clock. */
  get clock(): string {
    return `${this.prefix}:clock`;
  }

  /** Sorted set, on a simulated clock: names of answers and pointers, by when they are forgotten. */
  due(partition: number): string {
    return `${this.#tag(partition)}:due`;
  }

  /** Sorted set, on a simulated clock: names of cards, by when their first hold ends. */
  holdsDue(partition: number): string {
    return `${this.#tag(partition)}:holds-due`;
  }

  /** Five names in one slot that no card has, for probe.lua. */
  get probes(): readonly string[] {
    return ['a', 'b', 'c', 'd', 'e'].map((name) => `${this.#tag(0)}:probe:${name}`);
  }

  /** For SCAN. */
  get cardPattern(): string {
    return `${this.prefix.replace(/[*?[\]\\]/g, '\\$&')}:{*}:card:*`;
  }

  tokenOf(cardKey: string): string {
    return cardKey.slice(cardKey.lastIndexOf(':') + 1);
  }
}
