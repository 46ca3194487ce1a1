/**
 * Attempts that were answered issuerInoperative although the store may approve them or has approved
 * them. Each is taken back, with growing pauses between tries, until the store confirms its fate.
 */
import type { TakeBack } from '../limits/rules/command.ts';
import type { DecisionStore } from '../limits/store.ts';
import type { Observer } from './observer.ts';

export interface InDoubtLimits {
  /** At this number of attempts in doubt, new requests are answered issuerInoperative. */
  readonly attemptsMax: number;
  readonly takeBacksAtOnceMax: number;
  readonly backOffMinMs: number;
  readonly backOffMaxMs: number;
}

export const IN_DOUBT_LIMITS: InDoubtLimits = { attemptsMax: 100_000, takeBacksAtOnceMax: 256, backOffMinMs: 50, backOffMaxMs: 5_000 };

export class InDoubt {
  readonly #store: DecisionStore;
  readonly #observer: Observer;
  readonly #limits: InDoubtLimits;
  /** Card and key → number of attempts in doubt. */
  readonly #keys = new Map<string, number>();
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

  get full(): boolean {
    return this.#count >= this.#limits.attemptsMax;
  }

  /**
   * True when an attempt with this key is in doubt: a repeat must not get its answer from the
   * store.
   */
  has(cardToken: string, key: string): boolean {
    return this.#count > 0 && this.#keys.has(`${cardToken}.${key}`);
  }

  /** The attempt was answered issuerInoperative before its decision is known. */
  begin(attempt: TakeBack): void {
    const name = `${attempt.cardToken}.${attempt.key}`;
    this.#keys.set(name, (this.#keys.get(name) ?? 0) + 1);
    this.#count += 1;
  }

  /** The decision is known and there is nothing left to take back. */
  end(attempt: TakeBack): void {
    const name = `${attempt.cardToken}.${attempt.key}`;
    const count = this.#keys.get(name) ?? 0;
    if (count > 1) this.#keys.set(name, count - 1);
    else this.#keys.delete(name);
    this.#count -= 1;
    if (this.#count === 0) this.#onEmpty?.();
  }

  /** The decision was an approval, or will never be known. */
  takeBack(attempt: TakeBack): void {
    const { cardToken, key, attemptId, instantMs } = attempt;
    this.#waiting.push({ cardToken, key, attemptId, instantMs });
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
    while (this.#running < this.#limits.takeBacksAtOnceMax) {
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
