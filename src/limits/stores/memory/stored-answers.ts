/**
 * The stored answers of the embedded store, and the names that lead to them. Both forget by age.
 */

import type { StoredAnswer } from '../../state/stored-answer.ts';

/** Aged entries are looked for once in so many new ones. */
const PURGE_EVERY = 256;

interface Pointer {
  readonly key: string;
  readonly keptUntilMs: number;
}

interface Kept {
  readonly keptUntilMs: number;
}

export interface Placement {
  /**
   * The instant at which entries of all cards may be forgotten by age; 0: none. On a message clock
   * the time of one card says nothing about another's.
   */
  readonly purgeAtMs: number;
  readonly isNew: boolean;
}

/** A map whose entries stand in the order in which they are forgotten. */
class AgingMap<T extends Kept> {
  readonly #entriesMax: number;
  readonly #map = new Map<string, T>();
  #puts = 0;

  constructor(entriesMax: number) {
    this.#entriesMax = entriesMax;
  }

  get(id: string, nowMs: number): T | undefined {
    const entry = this.#map.get(id);
    if (entry === undefined || nowMs < entry.keptUntilMs) return entry;
    this.#map.delete(id);
    return undefined;
  }

  /** `isNew`: nothing stands there yet. */
  put(id: string, entry: T, nowMs: number, isNew: boolean): void {
    if (!isNew) this.#map.delete(id);
    this.#map.set(id, entry);
    this.#puts += 1;
    if (this.#puts % PURGE_EVERY === 0 || this.#map.size > this.#entriesMax) this.#purge(nowMs);
  }

  /** Keeps its place. */
  replace(id: string, entry: T): void {
    this.#map.set(id, entry);
  }

  #purge(nowMs: number): void {
    for (const [id, entry] of this.#map) {
      if (nowMs < entry.keptUntilMs && this.#map.size <= this.#entriesMax) return;
      this.#map.delete(id);
    }
  }
}

/** The answers of all cards: a card's token and a key or name together are an id. */
export class StoredAnswers {
  readonly #answers: AgingMap<StoredAnswer>;
  readonly #pointers: AgingMap<Pointer>;

  constructor(answersMax: number) {
    this.#answers = new AgingMap(answersMax);
    this.#pointers = new AgingMap(answersMax);
  }

  get(token: string, key: string, nowMs: number): StoredAnswer | undefined {
    return this.#answers.get(idOf(token, key), nowMs);
  }

  keep(token: string, key: string, answer: StoredAnswer, { purgeAtMs, isNew }: Placement): void {
    this.#answers.put(idOf(token, key), answer, purgeAtMs, isNew);
  }

  rewrite(token: string, key: string, answer: StoredAnswer): void {
    this.#answers.replace(idOf(token, key), answer);
  }

  /** The key that a name leads to; undefined when it leads nowhere. */
  pointed(token: string, name: string, nowMs: number): string | undefined {
    return this.#pointers.get(idOf(token, name), nowMs)?.key;
  }

  point(token: string, name: string, { key, keptUntilMs, purgeAtMs, isNew }: Pointer & Placement): void {
    this.#pointers.put(idOf(token, name), { key, keptUntilMs }, purgeAtMs, isNew);
  }
}

function idOf(token: string, name: string): string {
  return `${token}:${name}`;
}
