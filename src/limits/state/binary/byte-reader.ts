import { errorText } from '../../../cards/card-data/card-data.ts';

/**
 * Reads what a ByteWriter wrote. Throws a ByteError when the bytes end too early or hold a number
 * that is too large: the bytes are damaged, or were written by another version.
 */
export class ByteError extends Error {
  constructor(what: string, offset: number) {
    super(errorText(`${what} at byte ${offset}`));
    this.name = 'ByteError';
  }
}

/** A number above it is not exact. */
const NUMBER_BYTES_MAX = 8;

export class ByteReader {
  #bytes: Buffer;
  #end: number;
  /** Where the next value begins. */
  at: number;

  constructor(bytes: Buffer, start = 0, end = bytes.length) {
    this.#bytes = bytes;
    this.at = start;
    this.#end = end;
  }

  /** Reads other bytes from here on, so that one reader serves many records. */
  move(bytes: Buffer, start = 0, end = bytes.length): this {
    this.#bytes = bytes;
    this.at = start;
    this.#end = end;
    return this;
  }

  get isAtEnd(): boolean {
    return this.at >= this.#end;
  }

  u8(): number {
    const value = this.#bytes[this.at];
    if (value === undefined || this.at >= this.#end) throw new ByteError('The record ends too early', this.at);
    this.at += 1;
    return value;
  }

  uint(): number {
    let value = 0;
    let weight = 1;
    for (let count = 0; count < NUMBER_BYTES_MAX; count += 1) {
      const byte = this.u8();
      value += (byte & 0x7f) * weight;
      if (byte < 0x80) return this.#safe(value);
      weight *= 0x80;
    }
    throw new ByteError('A number is too long', this.at);
  }

  int(): number {
    const first = this.u8();
    const low = first & 0x3f;
    const size = first < 0x80 ? low : this.#safe(low + 0x40 * this.uint());
    return (first & 0x40) === 0 ? size : -size;
  }

  text(): string {
    const header = this.uint();
    const isWide = header % 2 === 1;
    const bytes = isWide ? header - 1 : header / 2;
    const start = this.at;
    if (bytes > this.#end - start) throw new ByteError('A text ends too early', start);
    this.at += bytes;
    return isWide ? this.#bytes.toString('utf16le', start, this.at) : this.#bytes.toString('latin1', start, this.at);
  }

  /**
   * Steps to the first of the bytes of a text, and returns how many there are, one for each
   * character; −1: it has characters of two bytes, and is stepped over.
   */
  latin1(): number {
    const header = this.uint();
    if (header % 2 === 0) return header / 2;
    this.at += header - 1;
    return -1;
  }

  /** Steps over a text. */
  skipText(): void {
    const header = this.uint();
    this.at += header % 2 === 1 ? header - 1 : header / 2;
  }

  /** Steps over a text; true when it is `text` from the character `from` on. Makes no string. */
  isText(text: string, from = 0): boolean {
    const header = this.uint();
    const start = this.at;
    const isWide = header % 2 === 1;
    this.at += isWide ? header - 1 : header / 2;
    const length = text.length - from;
    if (header !== 2 * length + (isWide ? 1 : 0)) return false;
    const bytes = this.#bytes;
    for (let index = 0; index < length; index += 1) {
      const code = isWide ? (bytes[start + 2 * index] ?? 0) | ((bytes[start + 2 * index + 1] ?? 0) << 8) : bytes[start + index];
      if (code !== text.charCodeAt(from + index)) return false;
    }
    return true;
  }

  #safe(value: number): number {
    if (value > Number.MAX_SAFE_INTEGER) throw new ByteError('A number is too large', this.at);
    return value;
  }
}
