/**
 * AES (NIST FIPS 197) with tables, for single blocks: a call of OpenSSL takes five times as long.
 * Not constant-time, which is acceptable only under test keys; des.ts says why.
 */
import { readWord, writeWord } from './words.ts';

/** Words in a block, and in a round key. */
const WORDS = 4;

/** x · 2 in GF(2^8) modulo x^8 + x^4 + x^3 + x + 1 (section 4.2). */
function doubled(x: number): number {
  return (x << 1) ^ (x > 0x7f ? 0x11b : 0);
}

/**
 * Powers of the generator 3 and their logarithms: a product is the power of a sum of logarithms.
 */
const POWERS = new Uint8Array(255);
const LOGARITHMS = new Uint8Array(256);
for (let i = 0, power = 1; i < 255; i++) {
  POWERS[i] = power;
  LOGARITHMS[power] = i;
  power ^= doubled(power);
}

function product(a: number, b: number): number {
  if (a === 0 || b === 0) return 0;
  return POWERS[((LOGARITHMS[a] as number) + (LOGARITHMS[b] as number)) % 255] as number;
}

/** The S-box: the inverse, then the affine transformation (section 5.1.1). */
const S_BOX = new Uint8Array(256);
const INVERSE_S_BOX = new Uint8Array(256);
for (let x = 0; x < 256; x++) {
  const inverse = x === 0 ? 0 : (POWERS[(255 - (LOGARITHMS[x] as number)) % 255] as number);
  let image = 0x63 ^ inverse;
  for (let turn = 1; turn <= 4; turn++) image ^= (inverse << turn) | (inverse >> (8 - turn));
  S_BOX[x] = image;
  INVERSE_S_BOX[image & 0xff] = x;
}

/** SubBytes and MixColumns in one table: 256 words for each of the four bytes of a column. */
function roundTable(box: Uint8Array, column: readonly [number, number, number, number]): Int32Array {
  const table = new Int32Array(4 * 256);
  const [first, second, third, fourth] = column;
  for (let x = 0; x < 256; x++) {
    const s = box[x] as number;
    let word = (product(first, s) << 24) | (product(second, s) << 16) | (product(third, s) << 8) | product(fourth, s);
    for (let byte = 0; byte < 4; byte++) {
      table[byte * 256 + x] = word;
      word = (word << 24) | (word >>> 8);
    }
  }
  return table;
}

const ROUND_TABLE = roundTable(S_BOX, [2, 1, 1, 3]);
const INVERSE_ROUND_TABLE = roundTable(INVERSE_S_BOX, [14, 9, 13, 11]);

/**
 * One direction of AES under one key. Deciphering runs the same code with other tables, and with
 * the second and fourth columns swapped in the block and in the round keys, which reverses
 * ShiftRows. Holds key material.
 */
export interface AesPasses {
  readonly roundKeys: Int32Array;
  readonly table: Int32Array;
  readonly box: Uint8Array;
  /** Offset of the second column in the block: 4, or 12 to decipher. */
  readonly secondAt: number;
}

function substituted(word: number): number {
  const byte = (shift: number): number => (S_BOX[(word >>> shift) & 0xff] as number) << shift;
  return byte(24) | byte(16) | byte(8) | byte(0);
}

/** Key expansion (section 5.2): four words for each round, and four before the first. */
function expandKey(key: Buffer): Int32Array {
  const keyWords = key.length / 4;
  const words = new Int32Array(WORDS * (keyWords + 7));
  let constant = 1;
  for (let i = 0; i < words.length; i++) {
    if (i < keyWords) {
      words[i] = key.readInt32BE(4 * i);
      continue;
    }
    let word = words[i - 1] as number;
    if (i % keyWords === 0) {
      word = substituted((word << 8) | (word >>> 24)) ^ (constant << 24);
      constant = doubled(constant);
    } else if (keyWords > 6 && i % keyWords === 4) {
      word = substituted(word);
    }
    words[i] = (words[i - keyWords] as number) ^ word;
  }
  return words;
}

/** InvMixColumns of a word. */
function unmixed(word: number): number {
  const byte = (shift: number): number => INVERSE_ROUND_TABLE[(24 - shift) * 32 + (S_BOX[(word >>> shift) & 0xff] as number)] as number;
  return byte(24) ^ byte(16) ^ byte(8) ^ byte(0);
}

/** Prepares enciphering under a key of 16, 24 or 32 bytes, which the caller zeroes. */
export function aesEncryption(key: Buffer): AesPasses {
  return { roundKeys: expandKey(key), table: ROUND_TABLE, box: S_BOX, secondAt: 4 };
}

/** Prepares deciphering: the equivalent inverse cipher (section 5.3.5). */
export function aesDecryption(key: Buffer): AesPasses {
  const forward = expandKey(key);
  const roundKeys = new Int32Array(forward.length);
  for (let at = 0; at < forward.length; at += WORDS) {
    const from = forward.length - WORDS - at;
    for (let column = 0; column < WORDS; column++) {
      const word = forward[from + column] as number;
      const isOuter = at === 0 || from === 0;
      roundKeys[at + ((WORDS - column) % WORDS)] = isOuter ? word : unmixed(word);
    }
  }
  forward.fill(0);
  return { roundKeys, table: INVERSE_ROUND_TABLE, box: INVERSE_S_BOX, secondAt: 12 };
}

/** Enciphers or deciphers the block of 16 bytes at `at`, in place. */
export function aesBlock(passes: AesPasses, block: Buffer, at: number): void {
  const { roundKeys, table, box, secondAt } = passes;
  let a = readWord(block, at) ^ (roundKeys[0] as number);
  let b = readWord(block, at + secondAt) ^ (roundKeys[1] as number);
  let c = readWord(block, at + 8) ^ (roundKeys[2] as number);
  let d = readWord(block, at + 16 - secondAt) ^ (roundKeys[3] as number);
  const last = roundKeys.length - WORDS;
  for (let k = WORDS; k < last; k += WORDS) {
    const e =
      (table[a >>> 24] as number) ^
      (table[256 | ((b >>> 16) & 255)] as number) ^
      (table[512 | ((c >>> 8) & 255)] as number) ^
      (table[768 | (d & 255)] as number) ^
      (roundKeys[k] as number);
    const f =
      (table[b >>> 24] as number) ^
      (table[256 | ((c >>> 16) & 255)] as number) ^
      (table[512 | ((d >>> 8) & 255)] as number) ^
      (table[768 | (a & 255)] as number) ^
      (roundKeys[k + 1] as number);
    const g =
      (table[c >>> 24] as number) ^
      (table[256 | ((d >>> 16) & 255)] as number) ^
      (table[512 | ((a >>> 8) & 255)] as number) ^
      (table[768 | (b & 255)] as number) ^
      (roundKeys[k + 2] as number);
    d =
      (table[d >>> 24] as number) ^
      (table[256 | ((a >>> 16) & 255)] as number) ^
      (table[512 | ((b >>> 8) & 255)] as number) ^
      (table[768 | (c & 255)] as number) ^
      (roundKeys[k + 3] as number);
    a = e;
    b = f;
    c = g;
  }
  writeWord(block, at, lastColumn(box, a, b, c, d) ^ (roundKeys[last] as number));
  writeWord(block, at + secondAt, lastColumn(box, b, c, d, a) ^ (roundKeys[last + 1] as number));
  writeWord(block, at + 8, lastColumn(box, c, d, a, b) ^ (roundKeys[last + 2] as number));
  writeWord(block, at + 16 - secondAt, lastColumn(box, d, a, b, c) ^ (roundKeys[last + 3] as number));
}

/** The last round has no MixColumns. */
function lastColumn(box: Uint8Array, first: number, second: number, third: number, fourth: number): number {
  return (
    ((box[first >>> 24] as number) << 24) |
    ((box[(second >>> 16) & 255] as number) << 16) |
    ((box[(third >>> 8) & 255] as number) << 8) |
    (box[fourth & 255] as number)
  );
}
