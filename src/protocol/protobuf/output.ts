/**
 * Writes protobuf fields directly into memory, without intermediate objects. Fields that hold their
 * default are not written. A tag is field number × 8 + wire type.
 */
const SLAB_BYTES = 64 * 1024;
/** More than all scalars of any message take together. */
const SCALAR_BYTES_MAX = 1024;
/** The most bytes of one UTF-16 unit in UTF-8. */
const UTF8_BYTES_MAX = 3;
const TWO_TO_31 = 2_147_483_648;

export class ProtobufOutput {
  #slab: Buffer = Buffer.allocUnsafeSlow(SLAB_BYTES);
  #start = 0;
  #at = 0;

  /**
   * Begins a message. Its bytes are in a slab that it shares with later messages; they are not
   * overwritten.
   */
  begin(): void {
    this.#start = this.#at;
    this.#reserve(0);
  }

  /** The bytes written since `begin`; a view of the slab. */
  finish(): Buffer {
    return this.#slab.subarray(this.#start, this.#at);
  }

  /** Writes an unsigned number of up to 53 bits, or an enum. NaN is written as 0. */
  uint(tag: number, value: number): void {
    if (value === 0) return;
    this.#varint(tag);
    this.#varint(value);
  }

  /** Writes an int64. A negative number takes ten bytes. */
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

  /** Writes a nested message that was encoded elsewhere; it may be empty. */
  message(tag: number, bytes: Uint8Array): void {
    this.#reserve(bytes.length);
    this.#varint(tag);
    this.#varint(bytes.length);
    this.#slab.set(bytes, this.#at);
    this.#at += bytes.length;
  }

  /**
   * Begins a nested message and reserves `lengthBytes` for its length. Pass the result to `close`.
   */
  open(tag: number, lengthBytes = 1): number {
    this.#varint(tag);
    this.#at += lengthBytes;
    return this.#at - this.#start;
  }

  /**
   * Ends a nested message. Moves the body when its length needs more or fewer bytes than reserved.
   */
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

  /** Makes room for so many bytes and for all scalars. */
  #reserve(bytes: number): void {
    if (this.#slab.length - this.#at < bytes + SCALAR_BYTES_MAX) this.#grow(bytes);
  }

  /** Moves the message to the start of a new slab. */
  #grow(bytes: number): void {
    const written = this.#at - this.#start;
    const slab = Buffer.allocUnsafeSlow(Math.max(SLAB_BYTES, 2 * (written + bytes + SCALAR_BYTES_MAX)));
    this.#slab.copy(slab, 0, this.#start, this.#at);
    this.#slab = slab;
    this.#start = 0;
    this.#at = written;
  }
}
