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
  /** It is about a card that is not on file, and kept for a shorter time than the others. */
  readonly isBrief: boolean;
}

/**
 * Entries about cards that are not on file; beyond it the oldest of them go early. They are only
 * declines, so nothing is lost with them.
 */
export const BRIEF_MAX = 65_536;

/** A map whose entries stand in the order in which they are forgotten; brief ones have their own. */
class AgingMap<T extends Kept> {
  readonly #entriesMax: number;
  readonly #map = new Map<string, T>();
  /** The brief entries, and when each is forgotten. */
  readonly #brief = new Map<string, number>();
  #puts = 0;

  constructor(entriesMax: number) {
    this.#entriesMax = entriesMax;
  }

  get size(): number {
    return this.#map.size;
  }

  get(id: string, nowMs: number): T | undefined {
    const entry = this.#map.get(id);
    if (entry === undefined || nowMs < entry.keptUntilMs) return entry;
    this.#map.delete(id);
    return undefined;
  }

  put(id: string, entry: T, { purgeAtMs, isNew, isBrief }: Placement): void {
    if (!isNew) this.#map.delete(id);
    this.#map.set(id, entry);
    if (isBrief) this.#putBrief(id, entry.keptUntilMs);
    this.#puts += 1;
    if (this.#puts % PURGE_EVERY === 0 || this.#map.size > this.#entriesMax) this.#purge(purgeAtMs);
  }

  /** Keeps its place. */
  replace(id: string, entry: T): void {
    this.#map.set(id, entry);
  }

  #putBrief(id: string, keptUntilMs: number): void {
    this.#brief.delete(id);
    this.#brief.set(id, keptUntilMs);
    const [oldest] = this.#brief.size > BRIEF_MAX ? this.#brief : [];
    if (oldest !== undefined) this.#forgetBrief(oldest[0], oldest[1]);
  }

  /** Unless the entry was put again meanwhile and is kept longer, because the card is on file now. */
  #forgetBrief(id: string, keptUntilMs: number): void {
    this.#brief.delete(id);
    if (this.#map.get(id)?.keptUntilMs === keptUntilMs) this.#map.delete(id);
  }

  #purge(nowMs: number): void {
    for (const [id, keptUntilMs] of this.#brief) {
      if (nowMs < keptUntilMs) break;
      this.#forgetBrief(id, keptUntilMs);
    }
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

  /** Answers and names. */
  get size(): number {
    return this.#answers.size + this.#pointers.size;
  }

  keep(token: string, key: string, answer: StoredAnswer, placement: Placement): void {
    this.#answers.put(idOf(token, key), answer, placement);
  }

  rewrite(token: string, key: string, answer: StoredAnswer): void {
    this.#answers.replace(idOf(token, key), answer);
  }

  /** The key that a name leads to; undefined when it leads nowhere. */
  pointed(token: string, name: string, nowMs: number): string | undefined {
    return this.#pointers.get(idOf(token, name), nowMs)?.key;
  }

  point(token: string, name: string, pointer: Pointer & Placement): void {
    const { key, keptUntilMs } = pointer;
    this.#pointers.put(idOf(token, name), { key, keptUntilMs }, pointer);
  }
}

function idOf(token: string, name: string): string {
  return `${token}:${name}`;
}
