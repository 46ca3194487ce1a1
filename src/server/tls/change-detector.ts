/** Tells when files have changed. */

/** A change counts when it stayed the same for a whole period: files of one set are not written at once. */
export class ChangeDetector {
  #known: string;
  #last: string;

  constructor(stamp: string) {
    this.#known = stamp;
    this.#last = stamp;
  }

  /** True once for each change. */
  look(stamp: string): boolean {
    const isSettled = stamp === this.#last;
    this.#last = stamp;
    if (!isSettled || stamp === this.#known) return false;
    this.#known = stamp;
    return true;
  }

  /** The files were read just now. */
  accept(stamp: string): void {
    this.#known = stamp;
    this.#last = stamp;
  }
}
