/**
 * Writes numbers and texts as bytes, for what a store keeps in memory and on disk. The buffer is
 * written over: `reset` starts a new record, and what was written is copied out before that.
 *
 * Layouts: `uint` is a base-128 varint, low groups first, up to 2^53 − 1; `int` has its sign in bit
 * 6 of the first byte; `text` is a `uint` of twice its length, plus 1 when it holds a character
 * above U+00FF, then 1 or 2 bytes for each character.
 */
const START_BYTES = 4_096;

/** The most bytes that one number takes. */
const NUMBER_BYTES_MAX = 9;

export class ByteWriter {
  bytes: Buffer = Buffer.allocUnsafeSlow(START_BYTES);
  /** How many bytes are written, and where the next one goes. */
  length = 0;

  reset(): void {
    this.length = 0;
  }

  /** What was written since the last reset; shares memory with the writer. */
  get written(): Buffer {
    return this.bytes.subarray(0, this.length);
  }

  u8(value: number): void {
    this.#room(1);
    this.bytes[this.length] = value;
    this.length += 1;
  }

  /** For fields that are set later, by their offset. */
  zeros(count: number): void {
    this.#room(count);
    this.bytes.fill(0, this.length, this.length + count);
    this.length += count;
  }

  /** A whole number from 0 to 2^53 − 1. */
  uint(value: number): void {
    this.#room(NUMBER_BYTES_MAX);
    this.length = putUint(this.bytes, this.length, value);
  }

  /** A whole number from −(2^53 − 1) to 2^53 − 1. */
  int(value: number): void {
    this.#room(NUMBER_BYTES_MAX);
    const sign = value < 0 ? 0x40 : 0;
    const size = Math.abs(value);
    if (size < 0x40) {
      this.bytes[this.length] = sign | size;
      this.length += 1;
      return;
    }
    this.bytes[this.length] = 0x80 | sign | (size % 0x40);
    this.length = putUint(this.bytes, this.length + 1, Math.floor(size / 0x40));
  }

  text(value: string): void {
    const { length } = value;
    this.#room(NUMBER_BYTES_MAX + 2 * length);
    const { bytes } = this;
    const start = putUint(bytes, this.length, 2 * length);
    let at = start;
    for (let index = 0; index < length; index += 1, at += 1) {
      const code = value.charCodeAt(index);
      if (code > 0xff) {
        this.#wideText(value);
        return;
      }
      bytes[at] = code;
    }
    this.length = at;
  }

  #wideText(value: string): void {
    const start = putUint(this.bytes, this.length, 2 * value.length + 1);
    this.length = start + this.bytes.write(value, start, 'utf16le');
  }

  #room(bytes: number): void {
    const needed = this.length + bytes;
    if (needed <= this.bytes.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(2 * this.bytes.length, needed));
    this.bytes.copy(larger, 0, 0, this.length);
    this.bytes = larger;
  }
}

/** Returns the offset behind the number. */
function putUint(bytes: Buffer, offset: number, value: number): number {
  let at = offset;
  let rest = value;
  while (rest > 0x7f_ff_ff_ff) {
    bytes[at] = 0x80 | (rest % 0x80);
    at += 1;
    rest = Math.floor(rest / 0x80);
  }
  while (rest > 0x7f) {
    bytes[at] = 0x80 | (rest & 0x7f);
    at += 1;
    rest >>>= 7;
  }
  bytes[at] = rest;
  return at + 1;
}
