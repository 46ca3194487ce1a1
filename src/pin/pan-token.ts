/**
 * The PAN token: AES-CMAC of the PAN under the ring's `panToken` key, 32 hexadecimal digits. It
 * identifies a card in stores, logs and traces. Without the key, the PAN cannot be found from the
 * token, or the token from the PAN.
 */

import { isPan } from '../cards/pan.ts';
import { hasMembers, requireArgument } from '../config/argument.ts';
import type { KeyRing } from './keys/key-ring.ts';
import { cmacSubkey1 } from './mac/cmac.ts';
import { digitAt, xorNibble, zeroBytes } from './nibbles.ts';

const BLOCK_NIBBLES = 32;
/** Entries in each of the two generations of the cache; about 20 MB together when full. */
export const TOKEN_GENERATION_MAX = 65_536;

/** `isKept` false: leaves the cache as it is, for a PAN that is not expected again soon. */
export type PanTokenizer = (pan: string, isKept?: boolean) => string;

/**
 * The tokenizer of a ring. Recent PANs are answered from a cache of two generations: when the young
 * one is full it becomes the old one, which is cheaper than ordering entries by last use. Throws an
 * Error when the ring has no `panToken` key; the tokenizer throws a RangeError unless the PAN is 8
 * to 19 digits.
 */
export function createPanTokenizer(ring: KeyRing, generationMax: number = TOKEN_GENERATION_MAX): PanTokenizer {
  requireArgument(hasMembers(ring, 'keysOf'), 'createPanTokenizer', 'ring', 'a key ring, which loadKeyRing and generateTestKeyRing make');
  const key = ring.keysOf('panToken').at(-1);
  if (key === undefined) throw new Error(`Key ring ${ring.id} has no panToken key; add one to its file.`);
  const { cipher } = key;
  const subkey = cmacSubkey1(cipher);
  const block = Buffer.alloc(cipher.blockBytes);

  // The PAN in BCD, padded with F, is one whole block, so its CMAC is AES(block XOR K1) (SP
  // 800-38B, section 6.2).
  const compute = (pan: string): string => {
    if (!isPan(pan)) throw new RangeError('A PAN has 8 to 19 digits and nothing else.');
    block.set(subkey);
    for (let i = 0; i < BLOCK_NIBBLES; i++) xorNibble(block, i, i < pan.length ? digitAt(pan, i) : 0x0f);
    cipher.encryptBlock(block);
    const token = block.toString('hex');
    zeroBytes(block);
    return token;
  };

  let young = new Map<string, string>();
  let old = new Map<string, string>();
  return (pan, isKept = true) => {
    const known = young.get(pan);
    if (known !== undefined) return known;
    const token = old.get(pan) ?? compute(pan);
    if (!isKept) return token;
    if (young.size >= generationMax) {
      old = young;
      young = new Map();
    }
    young.set(pan, token);
    return token;
  };
}
