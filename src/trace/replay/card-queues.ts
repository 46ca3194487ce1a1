/**
 * Runs tasks of many cards at once, but those of one card one after the other. Limits how many
 * tasks are in flight.
 */
export class CardQueues {
  readonly #inFlightMax: number;
  readonly #finished: () => void;
  /** By card token; resolves when the last task of the card is done. */
  readonly #last = new Map<string, Promise<void>>();
  #inFlight = 0;
  #freed: (() => void) | undefined;
  #failure: unknown;

  /** `finished` is called after each task. */
  constructor(inFlightMax: number, finished: () => void) {
    this.#inFlightMax = inFlightMax;
    this.#finished = finished;
  }

  get hasFailed(): boolean {
    return this.#failure !== undefined;
  }

  /** Waits until fewer tasks than the limit are in flight. */
  async room(): Promise<void> {
    while (this.#inFlight >= this.#inFlightMax) {
      await new Promise<void>((resolve) => {
        this.#freed = resolve;
      });
    }
  }

  /**
   * Starts the task now, or after the card's previous task. A task that returns undefined is done.
   */
  run(card: string, task: () => Promise<void> | undefined): void {
    const before = this.#last.get(card);
    if (before !== undefined) {
      this.#track(card, before.then(task));
      return;
    }
    const running = task();
    if (running === undefined) this.#finished();
    else this.#track(card, running);
  }

  /** Waits for all tasks; rejects with the first failure. */
  async drained(): Promise<void> {
    await Promise.all(this.#last.values());
    if (this.#failure !== undefined) throw this.#failure;
  }

  #track(card: string, running: Promise<void>): void {
    this.#inFlight += 1;
    const last = running
      .catch((error: unknown) => {
        this.#failure ??= error;
      })
      .then(() => {
        this.#inFlight -= 1;
        this.#finished();
        if (this.#last.get(card) === last) this.#last.delete(card);
        this.#freed?.();
      });
    this.#last.set(card, last);
  }
}
