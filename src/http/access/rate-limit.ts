/**
 * Token buckets: each caller may make so many requests at once, and gets as many back within a
 * minute. Bounded: when there are too many callers, the one that was seen longest ago is forgotten.
 */
import { MINUTE_MS, SECOND_MS } from '../../config/duration.ts';

export const CALLERS_MAX = 10_000;

interface Bucket {
  left: number;
  atMs: number;
}

export class RateLimit {
  readonly #perMinute: number;
  readonly #nowMs: () => number;
  /** The one that was seen last is the last. */
  readonly #buckets = new Map<string, Bucket>();

  /** `nowMs` only goes forward. */
  constructor(perMinute: number, nowMs: () => number) {
    this.#perMinute = perMinute;
    this.#nowMs = nowMs;
  }

  get callers(): number {
    return this.#buckets.size;
  }

  /** 0: the request may be made; otherwise in so many seconds. */
  take(caller: string): number {
    const nowMs = this.#nowMs();
    const bucket = this.#bucketOf(caller, nowMs);
    const perMs = this.#perMinute / MINUTE_MS;
    bucket.left = Math.min(this.#perMinute, bucket.left + (nowMs - bucket.atMs) * perMs);
    bucket.atMs = nowMs;
    if (bucket.left < 1) return Math.ceil((1 - bucket.left) / perMs / SECOND_MS);
    bucket.left -= 1;
    return 0;
  }

  #bucketOf(caller: string, nowMs: number): Bucket {
    const bucket = this.#buckets.get(caller) ?? { left: this.#perMinute, atMs: nowMs };
    this.#buckets.delete(caller);
    this.#buckets.set(caller, bucket);
    if (this.#buckets.size > CALLERS_MAX) {
      const [oldest] = this.#buckets.keys();
      if (oldest !== undefined) this.#buckets.delete(oldest);
    }
    return bucket;
  }
}
