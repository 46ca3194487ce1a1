/** CMAC over TDES or AES (NIST SP 800-38B; ISO 9797-1 algorithm 5). */

import { type BlockCipher, type CipherAlgorithm, createBlockCipher } from '../cipher/block-cipher.ts';
import { createScratch } from '../cipher/scratch.ts';
import { createBlockChain } from './block-chain.ts';
import type { KeyedMac } from './keyed-mac.ts';

/** The constant Rb of SP 800-38B, section 5.3, by block size. */
const REDUCTION = { 8: 0x1b, 16: 0x87 } as const;

/** Doubling in GF(2^n): the step from L to K1 and from K1 to K2 (SP 800-38B, section 6.1). */
function doubled(block: Buffer): Buffer {
  const result = Buffer.alloc(block.length);
  let carry = 0;
  for (let i = block.length - 1; i >= 0; i--) {
    const byte = block[i] as number;
    result[i] = ((byte << 1) & 0xff) | carry;
    carry = byte >> 7;
  }
  if (carry === 1) {
    const last = block.length - 1;
    result[last] = (result[last] as number) ^ REDUCTION[block.length === 8 ? 8 : 16];
  }
  return result;
}

/**
 * The subkey K1, for a message of whole blocks. It is key material: the caller must not show it.
 */
export function cmacSubkey1(cipher: BlockCipher): Buffer {
  const l = cipher.encrypt(Buffer.alloc(cipher.blockBytes));
  const k1 = doubled(l);
  l.fill(0);
  return k1;
}

/** The full-length CMAC of a message: 8 bytes for TDES, 16 for AES. */
export function cmac(cipher: BlockCipher, message: Buffer): Buffer {
  const size = cipher.blockBytes;
  const k1 = cmacSubkey1(cipher);
  const blocks = Math.max(1, Math.ceil(message.length / size));
  const last = Buffer.alloc(size);
  const tailBytes = message.copy(last, 0, (blocks - 1) * size);
  if (tailBytes < size) last[tailBytes] = 0x80;
  const subkey = tailBytes === size ? k1 : doubled(k1);

  let state: Buffer = Buffer.alloc(size);
  for (let block = 0; block < blocks; block++) {
    const isLast = block === blocks - 1;
    for (let i = 0; i < size; i++) {
      const input = isLast ? (last[i] as number) ^ (subkey[i] as number) : (message[block * size + i] as number);
      state[i] = (state[i] as number) ^ input;
    }
    const next = cipher.encrypt(state);
    state.fill(0);
    state = next;
  }
  k1.fill(0);
  subkey.fill(0);
  last.fill(0);
  return state;
}

/**
 * Computes CMACs under one key on the hot path. Keeps the subkeys and the cipher, and enciphers a
 * whole message in one call. The caller zeroes the key.
 */
export function createCmac(algorithm: CipherAlgorithm, key: Buffer): KeyedMac {
  const chain = createBlockChain(algorithm, key);
  const size = chain.blockBytes;
  const k1 = cmacSubkey1(createBlockCipher(algorithm, key));
  const k2 = doubled(k1);
  const scratch = createScratch();
  return {
    compute: (message) => {
      const blocks = scratch(Math.max(1, Math.ceil(message.length / size)) * size);
      blocks.set(message);
      const isWhole = message.length === blocks.length;
      if (!isWhole) {
        blocks[message.length] = 0x80;
        blocks.fill(0, message.length + 1);
      }
      const subkey = isWhole ? k1 : k2;
      const start = blocks.length - size;
      for (let i = 0; i < size; i++) blocks[start + i] = (blocks[start + i] as number) ^ (subkey[i] as number);
      const mac = chain.last(blocks);
      blocks.fill(0);
      return mac;
    },
  };
}
