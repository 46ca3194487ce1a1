/**
 * Requests that no terminal waits for any more, or that were sent twice. A late answer to one of
 * them must not be taken for the answer to a later message of the same terminal and STAN.
 */
const KEPT_MAX = 4_096;

export class AbandonedRequests {
  /** Key of the request → its transmission time. The oldest are dropped first. */
  readonly #times = new Map<number, number>();

  add(key: number, transmissionTime: number): void {
    this.#times.delete(key);
    this.#times.set(key, transmissionTime);
    if (this.#times.size <= KEPT_MAX) return;
    const [oldest = key] = this.#times.keys();
    this.#times.delete(oldest);
  }

  /** Removes the request. False when it is not here. */
  take(key: number, transmissionTime: number): boolean {
    return this.has(key, transmissionTime) && this.#times.delete(key);
  }

  has(key: number, transmissionTime: number): boolean {
    return this.#times.get(key) === transmissionTime;
  }
}
