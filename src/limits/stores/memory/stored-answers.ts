/** The stored answers of the embedded store, and by what else an original can be found. Both forget by age. */

import type { OriginalReference } from '../../rules/command.ts';
import type { StoredAnswer } from '../../state/stored-answer.ts';

/** Aged entries are looked for once in so many new ones. */
const PURGE_EVERY = 256;
/** In place of a key: a reversal came before the original that this names. */
export const REVERSED_FIRST = '!';

interface Pointer {
  readonly key: string;
  readonly keptUntilMs: number;
}

interface Kept {
  readonly keptUntilMs: number;
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

function idOf(token: string, name: string): string {
  return `${token}:${name}`;
}

export class Answers {
  readonly #answers: AgingMap<StoredAnswer>;
  readonly #pointers: AgingMap<Pointer>;

  constructor(answersMax: number) {
    this.#answers = new AgingMap(answersMax);
    this.#pointers = new AgingMap(answersMax);
  }

  get(token: string, key: string, nowMs: number): StoredAnswer | undefined {
    return this.#answers.get(idOf(token, key), nowMs);
  }

  put(token: string, key: string, answer: StoredAnswer, isNew: boolean): void {
    this.#answers.put(idOf(token, key), answer, answer.decidedAtMs, isNew);
  }

  replace(token: string, key: string, answer: StoredAnswer): void {
    this.#answers.replace(idOf(token, key), answer);
  }

  /** Lets a request be found by its RRN and by STAN and date; true when a reversal named it so before. */
  point(token: string, rrn: string, stanDate: string, key: string, nowMs: number, retentionMs: number): boolean {
    let reversedFirst = false;
    for (const name of pointerNames(rrn, stanDate)) {
      const id = idOf(token, name);
      const before = this.#pointers.get(id, nowMs);
      if (before?.key === REVERSED_FIRST) reversedFirst = true;
      this.#pointers.put(id, { key, keptUntilMs: nowMs + retentionMs }, nowMs, before === undefined);
    }
    return reversedFirst;
  }

  /**
   * The key of an original, looked for in the order of OriginalReference; empty when it is not known. RRN and STAN may not
   * lead to a message of another terminal, STAN or class than the key that was given names.
   */
  find(token: string, original: OriginalReference, nowMs: number): string {
    if (original.key !== '' && this.get(token, original.key, nowMs) !== undefined) return original.key;
    for (const name of pointerNames(original.rrn, original.stanDate)) {
      const key = this.#pointers.get(idOf(token, name), nowMs)?.key;
      const answer = key === undefined ? undefined : this.get(token, key, nowMs);
      if (key === undefined || answer === undefined) continue;
      if (original.key !== '' && senderOf(original.key) !== senderOf(key)) continue;
      if (original.approvalCode === '' || answer.approvalCode === original.approvalCode) return key;
    }
    return '';
  }

  /** True when a reversal of the original that these name came before it. */
  namedFirst(token: string, original: OriginalReference, nowMs: number): boolean {
    const name = strongestName(original);
    return name !== '' && this.#pointers.get(idOf(token, name), nowMs)?.key === REVERSED_FIRST;
  }

  /** An original that is not known is to be declined when it comes: under the strongest name that it was given. */
  expectReversed(token: string, original: OriginalReference, record: StoredAnswer): void {
    const nowMs = record.decidedAtMs;
    const name = strongestName(original);
    if (original.key !== '') this.put(token, original.key, record, false);
    else if (name !== '') this.#pointers.put(idOf(token, name), { key: REVERSED_FIRST, keptUntilMs: record.keptUntilMs }, nowMs, false);
  }
}

/** Terminal, STAN and class of a key: all but its time. */
function senderOf(key: string): string {
  const parts = key.split('.');
  return [...parts.slice(0, -2), parts.at(-1)].join('.');
}

function strongestName(original: OriginalReference): string {
  return pointerNames(original.rrn, original.stanDate)[0] ?? '';
}

/** Nothing else starts so: a key starts with a terminal id and has a point after it. */
function pointerNames(rrn: string, stanDate: string): readonly string[] {
  if (rrn === '') return stanDate === '' ? [] : [`s/${stanDate}`];
  return stanDate === '' ? [`r/${rrn}`] : [`r/${rrn}`, `s/${stanDate}`];
}
