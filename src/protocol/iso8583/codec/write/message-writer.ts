/**
 * Writes one message at a time, element by element in ascending order, into a buffer that it
 * reuses. `finish` returns a copy. Elements of another message can be copied byte for byte.
 */
import { TO_EBCDIC } from '../charset.ts';
import {
  BCD_LEFT,
  BCD_RIGHT_F,
  BITMAP_WORDS,
  bytesOfUnits,
  CLASS_ANY,
  COUNTS_BYTES,
  COUNTS_UNITS,
  EBCDIC,
  EBCDIC_HEX,
  type Layout,
  LENGTH_ASCII,
  LENGTH_BCD,
  LENGTH_EBCDIC,
  LENGTH_EBCDIC_HEX,
  LENGTH_HEX,
  RAW,
  SECONDARY_FROM,
  SIGNED_BCD,
  THIRD_BEHIND_SECOND,
  THIRD_FROM,
} from '../layout.ts';
import type { Scanner } from '../scan/scanner.ts';

/** A value that does not fit its element. The message names the element, never the value. */
export class WriteError extends RangeError {
  readonly code = 'iso8583Write';
  readonly element: number;
  constructor(element: number, message: string) {
    super(message);
    this.name = 'WriteError';
    this.element = element;
  }
}

const START_BYTES = 4_096;
/** The longest length of an element, LLLLLL in characters. */
const LENGTH_BYTES_MAX = 6;
const HEX_DIGITS = Buffer.from('0123456789ABCDEF', 'latin1');
const DIGIT_0 = 0x30;
const BLANK = 0x20;

/** A character as a half byte: its digit, or D for the separator of track 2. */
function nibbleOf(char: number): number {
  if (char === 0x3d) return 13; // =
  return char >= 0x41 ? (char & 0x1f) + 9 : char & 15;
}

export class MessageWriter {
  readonly layout: Layout;
  #bytes: Buffer = Buffer.allocUnsafe(START_BYTES);
  #at = 0;
  #bitmapAt = 0;
  #hasSecondary = false;
  #hasThird = false;
  /** Offset of the third bitmap; -1 until its place is reached. */
  #thirdAt = -1;
  readonly #bits: Int32Array = new Int32Array(BITMAP_WORDS);

  constructor(layout: Layout) {
    this.layout = layout;
  }

  /**
   * Starts a message. `hasSecondary`: it has a second bitmap. `hasThird`: it has a third one, and so
   * also a second. The bytes before the MTI, if the layout has any, are zeros unless `putHead` is
   * called.
   */
  begin(mti: number, hasSecondary: boolean, hasThird = false): void {
    const { layout } = this;
    this.#bits.fill(0);
    this.#hasSecondary = hasSecondary || hasThird;
    this.#hasThird = hasThird;
    this.#thirdAt = -1;
    if (this.#hasSecondary) this.#bits[0] = 0x80000000 | 0;
    if (hasThird) this.#bits[2] = 0x80000000 | 0;
    this.#at = layout.headBytes;
    if (layout.headBytes > 0) this.#bytes.fill(0, 0, layout.headBytes);
    let rest = mti;
    if (layout.mtiEncoding === BCD_LEFT) {
      this.#bytes[this.#at] = (Math.trunc(mti / 1000) << 4) | (Math.trunc(mti / 100) % 10);
      this.#bytes[this.#at + 1] = ((Math.trunc(mti / 10) % 10) << 4) | (mti % 10);
    } else {
      const zero = layout.mtiEncoding === EBCDIC ? 0xf0 : DIGIT_0;
      for (let index = 3; index >= 0; index -= 1) {
        this.#bytes[this.#at + index] = zero + (rest % 10);
        rest = Math.trunc(rest / 10);
      }
    }
    this.#bitmapAt = this.#at + layout.mtiBytes;
    this.#at = this.#bitmapAt + layout.bitmapBytes * (this.#hasSecondary ? 2 : 1);
    if (hasThird && layout.thirdBitmap === THIRD_BEHIND_SECOND) this.#openThirdBitmap();
  }

  /** Sets the first of the bytes before the MTI: the TPDU, then the bytes behind it. */
  putHead(head: Uint8Array): void {
    this.#bytes.set(head.subarray(0, this.layout.headBytes), 0);
  }

  /** Copies an element of another message with the same layout, byte for byte. */
  copy(element: number, scanner: Scanner): void {
    const start = scanner.recordStart[element] as number;
    const end = scanner.valueEnd(element);
    const { frame } = scanner;
    this.#open(element, end - start);
    const bytes = this.#bytes;
    let to = this.#at;
    for (let from = start; from < end; from += 1) {
      bytes[to] = frame[from] as number;
      to += 1;
    }
    this.#at = to;
  }

  /**
   * Writes a whole number of at most 15 digits. Fixed elements are padded with zeros on the left.
   * Throws a WriteError.
   */
  putInteger(element: number, value: number, digitsMin = 1): void {
    const { layout } = this;
    if (!Number.isSafeInteger(value) || value < 0) throw new WriteError(element, `Element ${element} holds a whole number, not below 0.`);
    const encoding = layout.encoding[element] as number;
    const isFixed = layout.lengthBytes[element] === 0;
    if (!isFixed || encoding > EBCDIC) {
      const text = String(value).padStart(isFixed ? (layout.unitsMax[element] as number) : digitsMin, '0');
      this.putText(element, text);
      return;
    }
    const units = layout.unitsMax[element] as number;
    this.#open(element, units);
    const zero = encoding === EBCDIC ? 0xf0 : DIGIT_0;
    const bytes = this.#bytes;
    let rest = value;
    for (let at = this.#at + units - 1; at >= this.#at; at -= 1) {
      const next = Math.floor(rest / 10);
      bytes[at] = zero + (rest - next * 10);
      rest = next;
    }
    if (rest !== 0) throw new WriteError(element, `Element ${element} holds at most ${units} digits.`);
    this.#at += units;
  }

  /**
   * Writes a text. Fixed elements are padded: numbers with zeros on the left, others with blanks on
   * the right. Throws a WriteError.
   */
  putText(element: number, text: string): void {
    const { layout } = this;
    const encoding = layout.encoding[element] as number;
    if (encoding === RAW || encoding === RAW + 1 || encoding === EBCDIC_HEX) {
      this.putBytes(element, Buffer.from(text, 'latin1'));
      return;
    }
    const unitsMax = layout.unitsMax[element] as number;
    if (text.length > unitsMax) throw new WriteError(element, `Element ${element} holds at most ${unitsMax} characters.`);
    const isFixed = layout.lengthBytes[element] === 0;
    const units = isFixed ? unitsMax : text.length;
    const valueBytes = bytesOfUnits(encoding, units);
    this.#open(element, LENGTH_BYTES_MAX + valueBytes);
    if (!isFixed) this.#putLength(element, units, valueBytes);
    const fillsLeft = layout.class[element] !== CLASS_ANY;
    if (encoding >= BCD_LEFT) this.#putPacked(element, text, units);
    else this.#putCharacters(text, units, encoding === EBCDIC, fillsLeft);
  }

  #putCharacters(text: string, units: number, isEbcdic: boolean, fillsLeft: boolean): void {
    const bytes = this.#bytes;
    const end = this.#at + units;
    let at = this.#at;
    if (fillsLeft) for (const first = end - text.length; at < first; at += 1) bytes[at] = DIGIT_0;
    for (let index = 0; index < text.length; index += 1) {
      bytes[at] = text.charCodeAt(index);
      at += 1;
    }
    for (; at < end; at += 1) bytes[at] = BLANK;
    if (isEbcdic) for (let index = this.#at; index < end; index += 1) bytes[index] = TO_EBCDIC[bytes[index] as number] as number;
    this.#at = end;
  }

  #putPacked(element: number, text: string, units: number): void {
    const encoding = this.layout.encoding[element] as number;
    const bytes = this.#bytes;
    let digits = text;
    let count = units;
    if (encoding === SIGNED_BCD) {
      bytes[this.#at] = text.charCodeAt(0) & 0xff;
      this.#at += 1;
      digits = text.slice(1);
      count -= 1;
    }
    const lead = count - digits.length + (encoding === BCD_LEFT || encoding === SIGNED_BCD ? count & 1 : 0);
    const nibbles = (count + 1) & ~1;
    const fill = encoding === BCD_RIGHT_F ? 15 : 0;
    for (let index = 0; index < nibbles; index += 2) {
      bytes[this.#at] = (nibbleAt(digits, index - lead, fill) << 4) | nibbleAt(digits, index + 1 - lead, fill);
      this.#at += 1;
    }
  }

  /** Writes bytes. Fixed elements are padded with zero bytes on the right. Throws a WriteError. */
  putBytes(element: number, value: Uint8Array): void {
    const { layout } = this;
    const encoding = layout.encoding[element] as number;
    const unitsMax = layout.unitsMax[element] as number;
    if (value.length > unitsMax) throw new WriteError(element, `Element ${element} holds at most ${unitsMax} bytes.`);
    const isFixed = layout.lengthBytes[element] === 0;
    const units = isFixed ? unitsMax : value.length;
    const valueBytes = bytesOfUnits(encoding, units);
    this.#open(element, LENGTH_BYTES_MAX + valueBytes);
    if (!isFixed) this.#putLength(element, units, valueBytes);
    const bytes = this.#bytes;
    for (let index = 0; index < units; index += 1) {
      const byte = index < value.length ? (value[index] as number) : 0;
      if (encoding === RAW) {
        bytes[this.#at] = byte;
        this.#at += 1;
      } else {
        const high = HEX_DIGITS[byte >> 4] as number;
        const low = HEX_DIGITS[byte & 15] as number;
        bytes[this.#at] = encoding === EBCDIC_HEX ? (TO_EBCDIC[high] as number) : high;
        bytes[this.#at + 1] = encoding === EBCDIC_HEX ? (TO_EBCDIC[low] as number) : low;
        this.#at += 2;
      }
    }
  }

  /**
   * The bytes that a MAC covers: everything written so far from the MTI on, with the bit of
   * `macElement` set in the bitmap. A view of the writer's buffer.
   */
  covered(macElement: number): Buffer {
    this.#setBit(macElement);
    this.#putBitmap();
    return this.#bytes.subarray(this.layout.headBytes, this.#at);
  }

  /** The whole message in a new buffer. */
  finish(): Buffer {
    this.#putBitmap();
    const message = Buffer.allocUnsafe(this.#at);
    this.#bytes.copy(message, 0, 0, this.#at);
    return message;
  }

  /** Zeroes the writer's buffer after a message with a PIN block. Call it after `finish`. */
  wipe(): void {
    // Faster than the fill of Buffer, which checks for texts and encodings first.
    Uint8Array.prototype.fill.call(this.#bytes, 0, 0, this.#at);
  }

  #setBit(element: number): void {
    const bit = element - 1;
    this.#bits[bit >> 5] = (this.#bits[bit >> 5] as number) | (0x80000000 >>> (bit & 31));
  }

  #open(element: number, bytesMax: number): void {
    if (element >= SECONDARY_FROM) this.#openSecondary(element);
    this.#setBit(element);
    if (this.#at + bytesMax > this.#bytes.length) this.#reserve(bytesMax);
  }

  /** Of an element from DE65 on: its bitmap must be there. */
  #openSecondary(element: number): void {
    if (!this.#hasSecondary) throw new WriteError(element, `Element ${element} needs a secondary bitmap.`);
    if (element >= THIRD_FROM && !this.#hasThird) throw new WriteError(element, `Element ${element} needs a third bitmap.`);
    if (this.#hasThird && this.#thirdAt === -1) this.#openThirdBitmap();
  }

  #reserve(bytesMax: number): void {
    if (this.#at + bytesMax <= this.#bytes.length) return;
    const grown = Buffer.allocUnsafe((this.#at + bytesMax) * 2);
    this.#bytes.copy(grown, 0, 0, this.#at);
    this.#bytes = grown;
  }

  #putLength(element: number, units: number, encodedBytes: number): void {
    const { layout } = this;
    const counts = layout.counts[element] as number;
    const encoding = layout.lengthEncoding[element] as number;
    const count = layout.lengthBytes[element] as number;
    const valueEncoding = layout.encoding[element] as number;
    const isBcd = valueEncoding >= BCD_LEFT && valueEncoding < RAW;
    const nibbles = isBcd ? units : valueEncoding === SIGNED_BCD ? units + 1 : units * 2;
    let rest = counts === COUNTS_UNITS ? units : counts === COUNTS_BYTES ? encodedBytes : nibbles;
    const bytes = this.#bytes;
    // By far the most common one, without a division by a variable.
    if (encoding === LENGTH_ASCII) {
      for (let at = this.#at + count - 1; at >= this.#at; at -= 1) {
        const next = Math.trunc(rest / 10);
        bytes[at] = DIGIT_0 + (rest - next * 10);
        rest = next;
      }
    } else rest = this.#putOtherLength(encoding, count, rest);
    if (rest !== 0) throw new WriteError(element, `Element ${element} is longer than its length can say.`);
    this.#at += count;
  }

  /** Returns what does not fit. */
  #putOtherLength(encoding: number, count: number, length: number): number {
    const base = lengthBase(encoding);
    const bytes = this.#bytes;
    let rest = length;
    for (let at = this.#at + count - 1; at >= this.#at; at -= 1) {
      if (encoding === LENGTH_EBCDIC) bytes[at] = 0xf0 + (rest % 10);
      else if (encoding === LENGTH_BCD) bytes[at] = (Math.trunc((rest % 100) / 10) << 4) | (rest % 10);
      else if (encoding === LENGTH_HEX) bytes[at] = HEX_DIGITS[rest & 15] as number;
      else if (encoding === LENGTH_EBCDIC_HEX) bytes[at] = TO_EBCDIC[HEX_DIGITS[rest & 15] as number] as number;
      else bytes[at] = rest & 0xff;
      rest = Math.trunc(rest / base);
    }
    return rest;
  }

  /** Leaves room for the third bitmap. */
  #openThirdBitmap(): void {
    this.#thirdAt = this.#at;
    this.#reserve(this.layout.bitmapBytes);
    this.#at += this.layout.bitmapBytes;
  }

  #putBitmap(): void {
    this.#putWords(0, this.#hasSecondary ? 4 : 2, this.#bitmapAt);
    if (!this.#hasThird) return;
    if (this.#thirdAt === -1) this.#openThirdBitmap();
    this.#putWords(4, BITMAP_WORDS, this.#thirdAt);
  }

  #putWords(from: number, to: number, start: number): void {
    const { layout } = this;
    const bytes = this.#bytes;
    let at = start;
    for (let word = from; word < to; word += 1) {
      const bits = this.#bits[word] as number;
      if (layout.bitmapEncoding === RAW) {
        bytes[at] = bits >>> 24;
        bytes[at + 1] = (bits >>> 16) & 0xff;
        bytes[at + 2] = (bits >>> 8) & 0xff;
        bytes[at + 3] = bits & 0xff;
        at += 4;
        continue;
      }
      for (let shift = 28; shift >= 0; shift -= 4) {
        const digit = HEX_DIGITS[(bits >>> shift) & 15] as number;
        bytes[at] = layout.bitmapEncoding === EBCDIC_HEX ? (TO_EBCDIC[digit] as number) : digit;
        at += 1;
      }
    }
  }
}

/** How many values one byte of a length can have. */
function lengthBase(encoding: number): number {
  if (encoding === LENGTH_BCD) return 100;
  if (encoding === LENGTH_HEX || encoding === LENGTH_EBCDIC_HEX) return 16;
  return encoding <= LENGTH_EBCDIC ? 10 : 256;
}

/** The half byte at `index`: 0 before the text, `fill` after it. */
function nibbleAt(digits: string, index: number, fill: number): number {
  if (index < 0) return 0;
  return index < digits.length ? nibbleOf(digits.charCodeAt(index)) & 15 : fill;
}
