/**
 * DES (NIST FIPS 46-3) with tables, for single blocks: the base of TDES and the retail MAC. For one
 * block of TDES a call of OpenSSL takes four times as long, and OpenSSL has no single DES.
 *
 * Not constant-time: table lookups depend on key and data, so the time of a block may leak
 * something of both to an attacker who can measure it, such as another process on the same machine.
 * That is acceptable in a simulator with test keys and synthetic cards. It is not acceptable where
 * real PINs are checked; there the keys belong in a hardware security module.
 */
import { readWord, writeWord } from './words.ts';

export const DES_BLOCK_BYTES = 8;
export const DES_KEY_BYTES = 8;
/** Two subkey words for each of sixteen rounds. */
const PASS_WORDS = 32;

/** S1 to S8 of FIPS 46-3, appendix 1: four rows of sixteen values each. */
const S_BOXES = [
  'E4D12FB83A6C5907 0F74E2D1A6CB9538 41E8D62BFC973A50 FC8249175B3EA06D',
  'F18E6B34972DC05A 3D47F28EC01A69B5 0E7BA4D158C6932F D8A13F42B67C05E9',
  'A09E63F51DC7B428 D709346A285ECBF1 D6498F30B12C5AE7 1AD069874FE3B52C',
  '7DE3069A1285BC4F D8B56F03472C1AE9 A690CB7DF13E5284 3F06A1D8945BC72E',
  '2C417AB6853FD0E9 EB2C47D150FA3986 421BAD78F9C5630E B8C71E2D6F09A453',
  'C1AF92680D34E75B AF427C9561DE0B38 9EF528C3704A1DB6 432C95FABE17608D',
  '4B2EF08D3C975A61 D0B7491AE35C2F86 14BDC37EAF680592 6BD814A7950FE23C',
  'D2846FB1A93E50C7 1FD8A374C56B0E92 7B419CE206ADF358 21E74A8DFC90356B',
] as const;

/** The permutations P, PC-1 and PC-2: the source of each bit, counted from 1 at the left. */
const P = [16, 7, 20, 21, 29, 12, 28, 17, 1, 15, 23, 26, 5, 18, 31, 10, 2, 8, 24, 14, 32, 27, 3, 9, 19, 13, 30, 6, 22, 11, 4, 25];
const PC1_C = [57, 49, 41, 33, 25, 17, 9, 1, 58, 50, 42, 34, 26, 18, 10, 2, 59, 51, 43, 35, 27, 19, 11, 3, 60, 52, 44, 36];
const PC1_D = [63, 55, 47, 39, 31, 23, 15, 7, 62, 54, 46, 38, 30, 22, 14, 6, 61, 53, 45, 37, 29, 21, 13, 5, 28, 20, 12, 4];
const PC2 = [
  14, 17, 11, 24, 1, 5, 3, 28, 15, 6, 21, 10, 23, 19, 12, 4, 26, 8, 16, 7, 27, 20, 13, 2, 41, 52, 31, 37, 47, 55, 30, 40, 51, 45, 33, 48,
  44, 49, 39, 56, 34, 53, 46, 42, 50, 36, 29, 32,
];
/** The rotation of C and D before each round. */
const ROTATIONS = [1, 1, 2, 2, 2, 2, 2, 2, 1, 2, 2, 2, 2, 2, 2, 1];
const HALF_BITS = 28;

/**
 * The S-boxes and P in one table lookup: one table for S1 S3 S5 S7, one for S2 S4 S6 S8, 64 words
 * for each box. The words are rotated left by one bit, as the halves of a block are. In the subkeys
 * the number of the box is above each group of six bits ({@link BOX_NUMBERS}).
 */
const ODD_BOXES = substitutionTable(0);
const EVEN_BOXES = substitutionTable(1);
const SIX_BITS = 0x3f3f3f3f;
const BOX_NUMBERS = 0x004080c0;

function substitutionTable(start: 0 | 1): Int32Array {
  const table = new Int32Array(4 * 64);
  for (let box = start; box < S_BOXES.length; box += 2) {
    const rows = (S_BOXES[box] as string).split(' ');
    for (let six = 0; six < 64; six++) {
      const row = rows[((six >> 4) & 2) | (six & 1)] as string;
      const substituted = Number.parseInt(row.charAt((six >> 1) & 15), 16) << (28 - 4 * box);
      let word = 0;
      for (let to = 0; to < P.length; to++) word |= ((substituted >>> (32 - (P[to] as number))) & 1) << (31 - to);
      table[(box >> 1) * 64 + six] = (word << 1) | (word >>> 31);
    }
  }
  return table;
}

/** Bit `number` of a key, counted from 1 at the left. */
function keyBit(key: Buffer, number: number): number {
  return ((key[(number - 1) >> 3] as number) >> (7 - ((number - 1) & 7))) & 1;
}

/**
 * Writes the subkeys of one DES operation, two words for each round: the groups of six bits for S1
 * S3 S5 S7, then for S2 S4 S6 S8.
 */
function writePass(passes: Int32Array, at: number, key: Buffer, decrypts: boolean): void {
  const bits = new Uint8Array(2 * HALF_BITS);
  let turned = 0;
  for (const [round, by] of ROTATIONS.entries()) {
    turned += by;
    for (let i = 0; i < HALF_BITS; i++) {
      bits[i] = keyBit(key, PC1_C[(i + turned) % HALF_BITS] as number);
      bits[HALF_BITS + i] = keyBit(key, PC1_D[(i + turned) % HALF_BITS] as number);
    }
    let odd = BOX_NUMBERS;
    let even = BOX_NUMBERS;
    for (let to = 0; to < PC2.length; to++) {
      const from = PC2[to] as number;
      const group = Math.floor(to / 6);
      const bit = (bits[from - 1] as number) << (24 - 8 * (group >> 1) + 5 - (to % 6));
      if (group % 2 === 1) even |= bit;
      else odd |= bit;
    }
    const place = at + 2 * (decrypts ? ROTATIONS.length - 1 - round : round);
    passes[place] = odd;
    passes[place + 1] = even;
  }
  bits.fill(0);
}

/** One DES operation in a sequence: E (encrypt) or D (decrypt) under a key of 8 bytes. */
export interface DesStep {
  readonly operation: 'E' | 'D';
  readonly key: Buffer;
}

/** The subkeys of a sequence of DES operations on one block. Holds key material. */
export type DesPasses = Int32Array;

/** Prepares a sequence of operations. The caller zeroes their keys. */
export function desPasses(steps: readonly DesStep[]): DesPasses {
  const passes = new Int32Array(steps.length * PASS_WORDS);
  for (const [i, step] of steps.entries()) writePass(passes, i * PASS_WORDS, step.key, step.operation === 'D');
  return passes;
}

/**
 * The cipher function f of FIPS 46-3: the value to XOR into one half, from the other half and the
 * subkey words of the round.
 */
function scrambled(half: number, oddKey: number, evenKey: number): number {
  const odd = (((half << 28) | (half >>> 4)) & SIX_BITS) ^ oddKey;
  const even = (half & SIX_BITS) ^ evenKey;
  const first = (ODD_BOXES[odd >>> 24] as number) | (EVEN_BOXES[even >>> 24] as number);
  const second = (ODD_BOXES[(odd >>> 16) & 255] as number) | (EVEN_BOXES[(even >>> 16) & 255] as number);
  const third = (ODD_BOXES[(odd >>> 8) & 255] as number) | (EVEN_BOXES[(even >>> 8) & 255] as number);
  const fourth = (ODD_BOXES[odd & 255] as number) | (EVEN_BOXES[even & 255] as number);
  return first | second | (third | fourth);
}

/** Applies the operations to the block of 8 bytes at `at`, in place. */
export function desBlock(passes: DesPasses, block: Buffer, at: number): void {
  let l = readWord(block, at);
  let r = readWord(block, at + 4);

  // The initial permutation, by swapping groups of bits. Both halves end rotated left by one bit.
  let t = ((l >>> 4) ^ r) & 0x0f0f0f0f;
  r ^= t;
  l ^= t << 4;
  t = ((l >>> 16) ^ r) & 0x0000ffff;
  r ^= t;
  l ^= t << 16;
  t = ((r >>> 2) ^ l) & 0x33333333;
  l ^= t;
  r ^= t << 2;
  t = ((r >>> 8) ^ l) & 0x00ff00ff;
  l ^= t;
  r ^= t << 8;
  r = (r << 1) | (r >>> 31);
  t = (l ^ r) & 0xaaaaaaaa;
  l = ((l ^ t) << 1) | ((l ^ t) >>> 31);
  r ^= t;

  // The final permutation of one operation and the initial one of the next cancel out. Only the
  // swap of the halves remains.
  for (let pass = 0; pass < passes.length; pass += PASS_WORDS) {
    for (let k = pass; k < pass + PASS_WORDS; k += 4) {
      l ^= scrambled(r, passes[k] as number, passes[k + 1] as number);
      r ^= scrambled(l, passes[k + 2] as number, passes[k + 3] as number);
    }
    t = l;
    l = r;
    r = t;
  }

  // The final permutation: the same swaps in reverse.
  l = (l >>> 1) | (l << 31);
  t = (l ^ r) & 0xaaaaaaaa;
  l ^= t;
  r = ((r ^ t) >>> 1) | ((r ^ t) << 31);
  t = ((r >>> 8) ^ l) & 0x00ff00ff;
  l ^= t;
  r ^= t << 8;
  t = ((r >>> 2) ^ l) & 0x33333333;
  l ^= t;
  r ^= t << 2;
  t = ((l >>> 16) ^ r) & 0x0000ffff;
  r ^= t;
  l ^= t << 16;
  t = ((l >>> 4) ^ r) & 0x0f0f0f0f;
  writeWord(block, at, l ^ (t << 4));
  writeWord(block, at + 4, r ^ t);
}
