/**
 * Finds the elements of a message. Walks the bitmap once and notes the position of each element in
 * arrays that are reused for the next message. It allocates nothing and throws nothing: errors are
 * noted as a problem.
 */
import { FROM_EBCDIC } from '../charset.ts';
import {
  BCD_LEFT,
  BITMAP_WORDS,
  bytesOfUnits,
  CLASS_DIGITS,
  CLASS_SIGNED,
  CLASS_TRACK,
  COUNTS_UNITS,
  EBCDIC,
  EBCDIC_HEX,
  ELEMENTS,
  HEX,
  LATIN1,
  type Layout,
  PLAIN_DIGITS,
  RAW,
  SIGNED_BCD,
  THIRD_AS_ELEMENT,
  THIRD_BEHIND_SECOND,
  THIRD_BITMAP,
} from '../layout.ts';
import { lengthAt, unitsOfCount } from './element-length.ts';
import { mtiAt, readBitmapAt } from './frame-head.ts';
import { RecentTexts } from './latin1.ts';
import { asciiDigits, elementDigits, hexDigitAt } from './scan-digits.ts';
import { PROBLEM_NUMBERS as NUMBER_OF, SCAN_PROBLEMS, type ScanProblemName } from './scan-problems.ts';

const NO_FRAME = Buffer.alloc(0);
/** More than the characters of the longest element with a length of three digits. */
const UNITS_MAX = 1_000;
const DIGIT_0 = 0x30;
const DIGIT_9 = 0x39;
/** The signs C and D of class x+n. */
const SIGN_CREDIT = 0x43;
const SIGN_DEBIT = 0x44;
const TOP_BIT = 0x80000000;

function isSeparator(char: number): boolean {
  return char === 0x3d || char === 0x44 || char === 0x64; // = D d
}

export class Scanner {
  readonly layout: Layout;
  frame: Buffer = NO_FRAME;
  /** 0 to 9999; -1 when it cannot be read. */
  mti = -1;
  mtiStart = 0;
  bitmapStart = 0;
  /** Size of the bitmaps in front of the elements: one, two or three. */
  bitmapBytes = 0;
  /** Offset of the third bitmap; -1: there is none. */
  thirdBitmapStart = -1;
  hasSecondary = false;
  /**
   * Indexed by element number; valid where `has` is true. `recordStart`: offset of the length, or
   * of the value when the length is fixed. `valueStart`: offset of the value. `units`: characters,
   * digits or bytes in the value.
   */
  readonly recordStart: Int32Array = new Int32Array(ELEMENTS);
  readonly valueStart: Int32Array = new Int32Array(ELEMENTS);
  readonly units: Int32Array = new Int32Array(ELEMENTS);
  /** Values of the elements of class n; exact up to 15 digits. */
  readonly numbers: Float64Array = new Float64Array(ELEMENTS);
  /** Where the last whole element ends. */
  end = 0;
  /**
   * The first problem: its number in SCAN_PROBLEMS, its element (0: the MTI, or bytes after the
   * last element; 1: the bitmap) and its byte offset.
   */
  problem = 0;
  problemElement = 0;
  problemOffset = 0;
  /** Used by values.ts: texts that messages repeat, and a buffer for converting characters. */
  readonly recentTexts: RecentTexts = new RecentTexts();
  readonly scratch: Buffer = Buffer.allocUnsafe(UNITS_MAX);
  readonly #present: Int32Array = new Int32Array(BITMAP_WORDS);
  readonly #faulty: Int32Array = new Int32Array(BITMAP_WORDS);

  constructor(layout: Layout) {
    this.layout = layout;
    // The sizes of fixed elements never change.
    for (let element = 0; element < ELEMENTS; element += 1) {
      if (layout.lengthBytes[element] === 0) this.units[element] = layout.unitsMax[element] as number;
    }
  }

  get problemName(): ScanProblemName {
    return SCAN_PROBLEMS[this.problem]?.name ?? 'none';
  }

  /** True when the element is present and complete. */
  has(element: number): boolean {
    const bit = element - 1;
    return (((this.#present[bit >> 5] as number) >>> (31 - (bit & 31))) & 1) === 1;
  }

  /** True when the value of the element is not valid for its class. */
  isFaulty(element: number): boolean {
    const bit = element - 1;
    return this.problem !== 0 && (((this.#faulty[bit >> 5] as number) >>> (31 - (bit & 31))) & 1) === 1;
  }

  /** True when all elements in `bits`, the words of all bitmaps, are present. */
  hasAll(bits: Int32Array): boolean {
    const present = this.#present;
    for (let word = 0; word < BITMAP_WORDS; word += 1) {
      const wanted = bits[word] as number;
      if (((present[word] as number) & wanted) !== wanted) return false;
    }
    return true;
  }

  /** The offset after the last byte of an element. */
  valueEnd(element: number): number {
    return (this.valueStart[element] as number) + bytesOfUnits(this.layout.encoding[element] as number, this.units[element] as number);
  }

  /** True when the whole frame is valid. After a problem, `has` is true for the elements found. */
  scan(frame: Buffer): boolean {
    this.frame = frame;
    if (this.problem !== 0) this.#faulty.fill(0);
    this.problem = 0;
    this.problemElement = 0;
    this.problemOffset = 0;
    this.hasSecondary = false;
    this.thirdBitmapStart = -1;
    this.bitmapBytes = 0;
    this.#nonePresent();
    this.mti = -1;
    if (!this.#readMti()) return false;
    if (!this.#readBitmap()) return false;
    const { layout, recordStart, valueStart } = this;
    let at = this.bitmapStart + this.bitmapBytes;
    for (let word = 0; word < BITMAP_WORDS; word += 1) {
      let bits = this.#present[word] as number;
      while (bits !== 0) {
        const lead = Math.clz32(bits);
        bits &= ~(TOP_BIT >>> lead);
        const element = word * 32 + lead + 1;
        if (element === 1) continue;
        const plain = layout.plain[element] as number;
        const end = at + (layout.fixedBytes[element] as number);
        if (plain === 0 || end > frame.length) {
          at = this.#take(element, at);
          if (at !== -1) continue;
          this.#forget(word, lead);
          return false;
        }
        recordStart[element] = at;
        valueStart[element] = at;
        this.end = end;
        if (plain === PLAIN_DIGITS) this.#value(element, asciiDigits(frame, at, end));
        at = end;
      }
    }
    this.end = at;
    if (at !== frame.length) this.#note(0, at, NUMBER_OF.trailing);
    return this.problem === 0;
  }

  /** Keeps no message in memory until the next one. */
  release(): void {
    this.frame = NO_FRAME;
    this.scratch.fill(0);
    this.numbers.fill(0);
  }

  #nonePresent(): void {
    const present = this.#present;
    present[0] = 0;
    present[1] = 0;
    present[2] = 0;
    present[3] = 0;
    present[4] = 0;
    present[5] = 0;
  }

  #note(element: number, offset: number, problem: number): void {
    const bit = element - 1;
    if (element > 1) this.#faulty[bit >> 5] = (this.#faulty[bit >> 5] as number) | (TOP_BIT >>> (bit & 31));
    if (this.problem !== 0) return;
    this.problem = problem;
    this.problemElement = element;
    this.problemOffset = offset;
  }

  /** Marks this element and all later ones as absent. */
  #forget(word: number, lead: number): void {
    const present = this.#present;
    present[word] = (present[word] as number) & (lead === 0 ? 0 : -1 << (32 - lead));
    for (let later = word + 1; later < BITMAP_WORDS; later += 1) present[later] = 0;
  }

  #readMti(): boolean {
    const { frame, layout } = this;
    const start = layout.headBytes;
    this.mtiStart = start;
    this.end = start;
    this.bitmapStart = start + layout.mtiBytes;
    if (frame.length < this.bitmapStart) {
      this.#note(0, frame.length, NUMBER_OF.mtiTruncated);
      return false;
    }
    const mti = mtiAt(frame, layout);
    if (mti < 0) {
      this.#note(0, start, NUMBER_OF.mtiNoDigits);
      return false;
    }
    this.mti = mti;
    return true;
  }

  #readBitmap(): boolean {
    const { layout } = this;
    this.bitmapBytes = layout.bitmapBytes;
    if (!this.#readBitmapAt(this.bitmapStart, 0)) return false;
    const first = this.#present[0] as number;
    if (first >= 0) return true;
    this.hasSecondary = true;
    this.bitmapBytes = layout.bitmapBytes * 2;
    if (!this.#readBitmapAt(this.bitmapStart + layout.bitmapBytes, 1)) return false;
    const third = (this.#present[2] as number) < 0;
    if (!third || layout.thirdBitmap !== THIRD_BEHIND_SECOND) return true;
    this.bitmapBytes = layout.bitmapBytes * 3;
    return this.#readThirdBitmap(this.bitmapStart + layout.bitmapBytes * 2);
  }

  /** Bit 65 is no element, so it is not present any more. */
  #readThirdBitmap(start: number): boolean {
    if (!this.#readBitmapAt(start, 2)) return false;
    this.thirdBitmapStart = start;
    this.#present[2] = (this.#present[2] as number) & ~TOP_BIT;
    return true;
  }

  #readBitmapAt(start: number, index: number): boolean {
    const { frame, layout } = this;
    if (frame.length < start + layout.bitmapBytes) {
      this.#nonePresent();
      this.#note(1, frame.length, NUMBER_OF.bitmapTruncated);
      return false;
    }
    const wrongAt = readBitmapAt(frame, layout, start, index, this.#present);
    if (wrongAt === -1) return true;
    this.#nonePresent();
    this.#note(1, wrongAt, NUMBER_OF.bitmapNoHex);
    return false;
  }

  /**
   * Notes the element that begins at `at`. Returns its end, or -1 when scanning cannot continue.
   */
  #take(element: number, at: number): number {
    const { layout, frame } = this;
    if (layout.known[element] === 0) {
      if (element === THIRD_BITMAP && layout.thirdBitmap === THIRD_AS_ELEMENT) return this.#takeThirdBitmap(at);
      this.#note(element, at, element === THIRD_BITMAP ? NUMBER_OF.bit65 : NUMBER_OF.unknownElement);
      return -1;
    }
    this.recordStart[element] = at;
    const encoding = layout.encoding[element] as number;
    const lengthBytes = layout.lengthBytes[element] as number;
    let units = layout.unitsMax[element] as number;
    let start = at;
    if (lengthBytes > 0) {
      start = at + lengthBytes;
      if (start > frame.length) {
        this.#note(element, frame.length, NUMBER_OF.truncated);
        return -1;
      }
      const counted = lengthAt(frame, layout, element, at);
      const max = units;
      const isUnits = layout.counts[element] === COUNTS_UNITS || counted < 0;
      units = isUnits ? counted : unitsOfCount(layout, element, counted, frame[start + counted - 1] ?? 0);
      if (units < 0 || units > max) {
        this.#note(element, at, units < 0 ? NUMBER_OF.badLength : NUMBER_OF.tooLong);
        return -1;
      }
    }
    const end = start + (lengthBytes === 0 ? (layout.fixedBytes[element] as number) : bytesOfUnits(encoding, units));
    if (end > frame.length) {
      this.#note(element, frame.length, NUMBER_OF.truncated);
      return -1;
    }
    this.valueStart[element] = start;
    this.units[element] = units;
    this.end = end;
    const charClass = layout.class[element] as number;
    if (charClass === CLASS_DIGITS) this.#value(element, elementDigits(frame, encoding, start, units));
    else if (charClass === CLASS_SIGNED) this.#requireSigned(element, encoding, start, units);
    else if (charClass === CLASS_TRACK) this.#requireTrack(element, start, units);
    else if (encoding >= HEX) this.#requireHex(element, encoding, start, end);
    return end;
  }

  /** The third bitmap in the place of element 65. Its faults are those of an element. */
  #takeThirdBitmap(at: number): number {
    const { layout, frame } = this;
    const end = at + layout.bitmapBytes;
    if (end > frame.length) {
      this.#note(THIRD_BITMAP, frame.length, NUMBER_OF.truncated);
      return -1;
    }
    const wrongAt = readBitmapAt(frame, layout, at, 2, this.#present);
    if (wrongAt !== -1) {
      this.#note(THIRD_BITMAP, wrongAt, NUMBER_OF.badHex);
      return -1;
    }
    this.thirdBitmapStart = at;
    this.#present[2] = (this.#present[2] as number) & ~TOP_BIT;
    this.end = end;
    return end;
  }

  /** Stores the value of a numeric element, or notes the bad digit that scan-digits.ts reported. */
  #value(element: number, value: number): void {
    this.numbers[element] = value >= 0 ? value : Number.NaN;
    if (value < 0) this.#note(element, -1 - value, NUMBER_OF.badDigit);
  }

  #requireSigned(element: number, encoding: number, start: number, units: number): void {
    const byte = this.frame[start] as number;
    const sign = encoding === EBCDIC ? (FROM_EBCDIC[byte] as number) : byte;
    if (sign !== SIGN_CREDIT && sign !== SIGN_DEBIT) this.#note(element, start, NUMBER_OF.badSign);
    else this.#value(element, elementDigits(this.frame, encoding === SIGNED_BCD ? BCD_LEFT : encoding, start + 1, units - 1));
  }

  /** Track 2 holds digits and at most one separator. */
  #requireTrack(element: number, start: number, units: number): void {
    let separators = 0;
    for (let index = 0; index < units; index += 1) {
      const char = this.charAt(element, index);
      if (char >= DIGIT_0 && char <= DIGIT_9) continue;
      if (!isSeparator(char) || separators === 1) {
        this.#note(element, start, NUMBER_OF.badTrack);
        return;
      }
      separators += 1;
    }
  }

  #requireHex(element: number, encoding: number, start: number, end: number): void {
    const { frame } = this;
    for (let at = start; at < end; at += 1) {
      if (hexDigitAt(frame, encoding, at) > 15) {
        this.#note(element, at, NUMBER_OF.badHex);
        return;
      }
    }
  }

  /**
   * The character (binary elements: the byte) at `index`, from 0, of an element that is present.
   */
  charAt(element: number, index: number): number {
    const { frame, layout } = this;
    const encoding = layout.encoding[element] as number;
    const start = this.valueStart[element] as number;
    if (encoding <= LATIN1 || encoding === RAW) return frame[start + index] as number;
    if (encoding === EBCDIC) return FROM_EBCDIC[frame[start + index] as number] as number;
    if (encoding === HEX || encoding === EBCDIC_HEX) {
      return hexDigitAt(frame, encoding, start + index * 2) * 16 + hexDigitAt(frame, encoding, start + index * 2 + 1);
    }
    if (encoding === SIGNED_BCD && index === 0) return frame[start] as number;
    const odd = ((this.units[element] as number) & 1) === 1;
    // Left padding shifts by one half byte; in x+n the byte of the sign counts as two half bytes.
    const nibble = encoding === SIGNED_BCD ? index + (odd ? 1 : 2) : encoding === BCD_LEFT && odd ? index + 1 : index;
    const byte = frame[start + (nibble >> 1)] as number;
    const value = (nibble & 1) === 0 ? byte >> 4 : byte & 15;
    return value <= 9 ? DIGIT_0 + value : 0x37 + value;
  }
}
