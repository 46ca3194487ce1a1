/**
 * Attempts that were answered issuerInoperative although the store may approve them or has approved
 * them, or an earlier sending of the same message. Each is taken back, with growing pauses between
 * tries, until the store confirms its fate.
 */
import type { TakeBack } from '../limits/rules/command.ts';
import { namesOf, senderOf } from '../limits/rules/names.ts';
import type { DecisionStore } from '../limits/store.ts';
import type { Observer } from './observer.ts';

export interface InDoubtLimits {
  /**
   * At this number of attempts in doubt, new requests are answered issuerInoperative. Repeats are
   * still taken on, up to twice the number, because what they repeat may have to be taken back.
   */
  readonly attemptsMax: number;
  readonly takeBacksAtOnceMax: number;
  readonly backOffMinMs: number;
  readonly backOffMaxMs: number;
}

export const IN_DOUBT_LIMITS: InDoubtLimits = { attemptsMax: 100_000, takeBacksAtOnceMax: 256, backOffMinMs: 50, backOffMaxMs: 5_000 };

/** About so much of the heap for an attempt in doubt, and the share that all of them may take. */
const ATTEMPT_BYTES = 1_000;
const HEAP_SHARE = 1 / 16;

/** The limits of a process with a heap of that size: fewer attempts in a small one. */
export function inDoubtLimitsFor(heapBytes: number): InDoubtLimits {
  const fitting = Math.floor((HEAP_SHARE * heapBytes) / ATTEMPT_BYTES);
  return { ...IN_DOUBT_LIMITS, attemptsMax: Math.min(IN_DOUBT_LIMITS.attemptsMax, fitting) };
}

/** An attempt in doubt: a command, or what is known of it when the store was not asked. */
export type DoubtfulAttempt = TakeBack & { readonly rrn: string; readonly stanDate: string };

export class InDoubt {
  readonly #store: DecisionStore;
  readonly #observer: Observer;
  readonly #limits: InDoubtLimits;
  /** Card and key → number of attempts in doubt. */
  readonly #keys = new Map<string, number>();
  /** The same for card, terminal, STAN and class. */
  readonly #senders = new Map<string, number>();
  #count = 0;
  #waiting: TakeBack[] = [];
  #running = 0;
  #backOffMs = 0;
  #timer: NodeJS.Timeout | undefined;
  #onEmpty: (() => void) | undefined;

  constructor(store: DecisionStore, observer: Observer, limits: InDoubtLimits = IN_DOUBT_LIMITS) {
    this.#store = store;
    this.#observer = observer;
    this.#limits = limits;
  }

  get count(): number {
    return this.#count;
  }

  /** Attempts in doubt at which new requests are declined. */
  get attemptsMax(): number {
    return this.#limits.attemptsMax;
  }

  /** True when no further attempt is taken on. */
  isFull(sentBefore: boolean): boolean {
    return this.#count >= this.#limits.attemptsMax * (sentBefore ? 2 : 1);
  }

  /**
   * True when an attempt with this key is in doubt: another must not get its answer from the store.
   * A repeat may have another key than the attempt: then terminal, STAN and class count.
   */
  has(cardToken: string, key: string, isRepeat: boolean): boolean {
    if (this.#count === 0) return false;
    return isRepeat ? this.#senders.has(`${cardToken}.${senderOf(key)}`) : this.#keys.has(`${cardToken}.${key}`);
  }

  /** The attempt was answered issuerInoperative before its decision is known. */
  begin({ cardToken, key }: Pick<TakeBack, 'cardToken' | 'key'>): void {
    add(this.#keys, `${cardToken}.${key}`, 1);
    add(this.#senders, `${cardToken}.${senderOf(key)}`, 1);
    this.#count += 1;
  }

  /** The decision is known and there is nothing left to take back. */
  end({ cardToken, key }: Pick<TakeBack, 'cardToken' | 'key'>): void {
    add(this.#keys, `${cardToken}.${key}`, -1);
    add(this.#senders, `${cardToken}.${senderOf(key)}`, -1);
    this.#count -= 1;
    if (this.#count === 0) this.#onEmpty?.();
  }

  /** The decision was an approval, or will never be known. */
  takeBack(attempt: DoubtfulAttempt): void {
    const { cardToken, key, fingerprint, attemptId, repeat, localTime, instantMs } = attempt;
    // A message that is no repeat may have been answered as a repeat that overtook it.
    const sentAs = attempt.sentAs.length === 0 ? namesOf(attempt) : attempt.sentAs;
    this.#waiting.push({ cardToken, key, fingerprint, attemptId, repeat, localTime, sentAs, instantMs });
    if (this.#timer === undefined) this.#run();
  }

  /**
   * Resolves true when no attempt is in doubt, false after `timeoutMs`. Nothing is tried after
   * that.
   */
  async settle(timeoutMs: number): Promise<boolean> {
    if (this.#count > 0) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, timeoutMs);
        this.#onEmpty = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    clearTimeout(this.#timer);
    this.#waiting = [];
    return this.#count === 0;
  }

  #run(): void {
    // A store that throws at once puts the attempt back and starts the timer within #try.
    while (this.#timer === undefined && this.#running < this.#limits.takeBacksAtOnceMax) {
      const next = this.#waiting.pop();
      if (next === undefined) return;
      this.#running += 1;
      void this.#try(next);
    }
  }

  async #try(attempt: TakeBack): Promise<void> {
    try {
      const takenBack = await this.#store.takeBack(attempt);
      this.#backOffMs = 0;
      this.#observer.takeBackTried(takenBack ? 'takenBack' : 'nothing');
      this.end(attempt);
    } catch {
      this.#observer.takeBackTried('failed');
      this.#waiting.push(attempt);
      this.#backOff();
    }
    this.#running -= 1;
    if (this.#timer === undefined) this.#run();
  }

  #backOff(): void {
    if (this.#timer !== undefined) return;
    this.#backOffMs = Math.min(Math.max(this.#backOffMs * 2, this.#limits.backOffMinMs), this.#limits.backOffMaxMs);
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#run();
    }, this.#backOffMs);
  }
}

function add(counts: Map<string, number>, name: string, change: 1 | -1): void {
  const count = (counts.get(name) ?? 0) + change;
  if (count > 0) counts.set(name, count);
  else counts.delete(name);
}
