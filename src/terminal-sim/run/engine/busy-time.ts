/**
 * Measures how long the places of a closed loop had a message outstanding. A place that is idle
 * although the host could answer says something about the generator.
 */
export class BusyTime {
  readonly #fromMs: number;
  readonly #endMs: number;
  #busy = 0;
  #sinceMs: number;
  #placeMs = 0;

  /** Counts from `fromMs` to `endMs` only. */
  constructor(fromMs: number, endMs: number) {
    this.#fromMs = fromMs;
    this.#endMs = endMs;
    this.#sinceMs = fromMs;
  }

  /** Call it at each change with the number of places that are busy from now on. */
  change(busy: number, nowMs: number): void {
    const atMs = Math.min(this.#endMs, Math.max(this.#fromMs, nowMs));
    this.#placeMs += this.#busy * (atMs - this.#sinceMs);
    this.#sinceMs = atMs;
    this.#busy = busy;
  }

  /** The sum over all places up to `nowMs`, in milliseconds. */
  placeMs(nowMs: number): number {
    this.change(this.#busy, nowMs);
    return this.#placeMs;
  }
}
