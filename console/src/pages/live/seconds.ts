/** Values of the last two minutes, one for each second; older ones are dropped. */

export const SECONDS_SHOWN = 120;
const SECOND_MS = 1_000;

export class Seconds<Value> {
  readonly #bySecond = new Map<number, Value>();

  /** Of the second that runs. */
  get now(): Value | undefined {
    return this.#bySecond.get(Math.floor(Date.now() / SECOND_MS));
  }

  set now(value: Value) {
    this.#bySecond.set(Math.floor(Date.now() / SECOND_MS), value);
    this.#drop();
  }

  get size(): number {
    return this.#bySecond.size;
  }

  /** Without the second that is not over, the oldest first. */
  points(): readonly (readonly [second: number, value: Value | undefined])[] {
    const now = Math.floor(Date.now() / SECOND_MS);
    return Array.from({ length: SECONDS_SHOWN }, (_none, at) => {
      const second = now - SECONDS_SHOWN + at;
      return [second, this.#bySecond.get(second)] as const;
    });
  }

  #drop(): void {
    const now = Math.floor(Date.now() / SECOND_MS);
    for (const second of this.#bySecond.keys()) if (second < now - SECONDS_SHOWN) this.#bySecond.delete(second);
  }
}
