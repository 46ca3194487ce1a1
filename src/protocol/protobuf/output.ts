/**
 * Writes the fields of a protobuf message straight into memory, without an object or a list of operations in between. Fields that
 * hold their default take no room. Tags are whole: field number × 8 + wire type.
 */
const SLAB_BYTES = 64 * 1024;
/** More than all scalars of any message of ours take together. */
const SCALAR_BYTES_MAX = 1024;
/** Of a string's characters, in UTF-8. */
const UTF8_BYTES_MAX = 3;
const TWO_TO_31 = 2_147_483_648;

export class ProtobufOutput {
  #slab: Buffer = Buffer.allocUnsafeSlow(SLAB_BYTES);
  #start = 0;
  #at = 0;

  /** Begins a message. Its bytes lie in a slab that later ones share, and are never written again. */
  begin(): void {
    this.#start = this.#at;
    this.#reserve(0);
  }

  /** What was written since `begin`. */
  finish(): Buffer {
    return this.#slab.subarray(this.#start, this.#at);
  }

  /** An unsigned number of up to 53 bits, or an enum. NaN, which is no number that a wire can say, is written as 0. */
  uint(tag: number, value: number): void {
    if (value === 0) return;
    this.#varint(tag);
    this.#varint(value);
  }

  /** As int64: below zero it takes ten bytes. */
  int64(tag: number, value: number): void {
    if (value === 0) return;
    this.#varint(tag);
    if (value < 0) this.#negative(value);
    else this.#varint(value);
  }

  bool(tag: number, value: boolean): void {
    if (!value) return;
    this.#varint(tag);
    this.#slab[this.#at++] = 1;
  }

  string(tag: number, text: string): void {
    const { length } = text;
    if (length === 0) return;
    this.#reserve(length * UTF8_BYTES_MAX);
    this.#varint(tag);
    const before = this.#at;
    this.#varint(length);
    const slab = this.#slab;
    let at = this.#at;
    for (let index = 0; index < length; index += 1) {
      const code = text.charCodeAt(index);
      if (code > 0x7f) {
        this.#at = before;
        this.#utf8(text);
        return;
      }
      slab[at++] = code;
    }
    this.#at = at;
  }

  bytes(tag: number, bytes: Uint8Array): void {
    const { length } = bytes;
    if (length === 0) return;
    this.#reserve(length);
    this.#varint(tag);
    this.#varint(length);
    this.#slab.set(bytes, this.#at);
    this.#at += length;
  }

  /** A message within this one that another encoder made; it may be empty. */
  message(tag: number, bytes: Uint8Array): void {
    this.#reserve(bytes.length);
    this.#varint(tag);
    this.#varint(bytes.length);
    this.#slab.set(bytes, this.#at);
    this.#at += bytes.length;
  }

  /** Begins a message within this one, with so many bytes for its length; what it returns is for `close`. */
  open(tag: number, lengthBytes = 1): number {
    this.#varint(tag);
    this.#at += lengthBytes;
    return this.#at - this.#start;
  }

  /** Ends it. The body moves when its length does not take as many bytes as were left for it. */
  close(opened: number, lengthBytes = 1): void {
    const length = this.#at - this.#start - opened;
    const needed = length < 0x80 ? 1 : length < 0x4000 ? 2 : length < 0x20_0000 ? 3 : 4;
    const move = needed - lengthBytes;
    this.#reserve(needed);
    const from = this.#start + opened;
    const end = this.#at + move;
    if (move !== 0) this.#slab.copyWithin(from + move, from, this.#at);
    this.#at = from - lengthBytes;
    this.#varint(length);
    this.#at = end;
  }

  #utf8(text: string): void {
    const length = Buffer.byteLength(text);
    this.#varint(length);
    this.#at += this.#slab.write(text, this.#at, length);
  }

  #varint(value: number): void {
    const slab = this.#slab;
    let at = this.#at;
    let rest = value;
    while (rest >= TWO_TO_31) {
      slab[at++] = (rest % 128) | 0x80;
      rest = Math.floor(rest / 128);
    }
    while (rest > 0x7f) {
      slab[at++] = (rest & 0x7f) | 0x80;
      rest >>>= 7;
    }
    slab[at++] = rest;
    this.#at = at;
  }

  #negative(value: number): void {
    let rest = BigInt.asUintN(64, BigInt(value));
    while (rest > 0x7fn) {
      this.#slab[this.#at++] = Number(rest & 0x7fn) | 0x80;
      rest >>= 7n;
    }
    this.#slab[this.#at++] = Number(rest);
  }

  /** Room for so many bytes and for all scalars. */
  #reserve(bytes: number): void {
    if (this.#slab.length - this.#at < bytes + SCALAR_BYTES_MAX) this.#grow(bytes);
  }

  /** What was written of this message moves to a slab of its own beginning. */
  #grow(bytes: number): void {
    const written = this.#at - this.#start;
    const slab = Buffer.allocUnsafeSlow(Math.max(SLAB_BYTES, 2 * (written + bytes + SCALAR_BYTES_MAX)));
    this.#slab.copy(slab, 0, this.#start, this.#at);
    this.#slab = slab;
    this.#start = 0;
    this.#at = written;
  }
}
