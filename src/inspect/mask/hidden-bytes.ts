/**
 * Keeps which half bytes of a message must not be shown, and writes it as hex with stars in their
 * place.
 */

export class HiddenBytes {
  readonly #bytes: Buffer;
  readonly #hidden: Uint8Array;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
    this.#hidden = new Uint8Array(bytes.length * 2);
  }

  /** Half bytes are counted from the beginning of the message. */
  hideNibbles(from: number, count: number): void {
    this.#hidden.fill(1, Math.max(0, from), Math.max(0, from + count));
  }

  revealBytes(from: number, count: number): void {
    this.#hidden.fill(0, Math.max(0, from * 2), Math.max(0, (from + count) * 2));
  }

  hidesNibbles(from: number, count: number): boolean {
    return this.#hidden.subarray(Math.max(0, from), Math.max(0, from + count)).includes(1);
  }

  hidesAllNibbles(from: number, count: number): boolean {
    return !this.#hidden.subarray(Math.max(0, from), Math.max(0, from + count)).includes(0);
  }

  hidesBytes(from: number, count: number): boolean {
    return this.hidesNibbles(from * 2, count * 2);
  }

  /** Also hides everything that the other hides. */
  merge(other: HiddenBytes): void {
    for (const [index, hidden] of other.#hidden.entries()) if (hidden === 1) this.#hidden[index] = 1;
  }

  /** Also hides what the other hides, which holds the hexadecimal digits of these bytes as characters. */
  mergeDigits(other: HiddenBytes): void {
    for (let digit = 0; digit < this.#hidden.length; digit += 1) if (other.hidesBytes(digit, 1)) this.#hidden[digit] = 1;
  }

  /** `30 3* **`, upper case, of the bytes from `from` up to `to`. */
  hex(from: number, to: number): string {
    const pairs: string[] = [];
    for (let at = Math.max(0, from); at < Math.min(to, this.#bytes.length); at += 1) {
      const digits = (this.#bytes[at] ?? 0).toString(16).toUpperCase().padStart(2, '0');
      pairs.push(`${this.#hidden[at * 2] === 1 ? '*' : digits[0]}${this.#hidden[at * 2 + 1] === 1 ? '*' : digits[1]}`);
    }
    return pairs.join(' ');
  }
}
