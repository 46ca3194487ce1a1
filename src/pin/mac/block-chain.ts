/**
 * The chain that every MAC of this folder is built on: CBC from a zero vector, of which only the
 * last block counts.
 */
import { createCipheriv } from 'node:crypto';
import { blockBytesOf, type CipherAlgorithm, importKey } from '../cipher/block-cipher.ts';

export interface BlockChain {
  readonly blockBytes: number;
  /**
   * The last block of the chain over whole blocks, at least one; a new buffer, which the caller
   * zeroes. `blocks` is the caller's to overwrite: its first block comes back changed.
   */
  last(blocks: Buffer): Buffer;
}

/**
 * Imports a key (the caller zeroes its bytes) and keeps one cipher for all chains, which costs a
 * fifth of a new one: OpenSSL goes on from the last block of the chain before, so that block is
 * XORed into the first one, where it cancels out.
 */
export function createBlockChain(algorithm: CipherAlgorithm, key: Buffer): BlockChain {
  const imported = importKey(algorithm, key);
  const blockBytes = blockBytesOf(algorithm);
  const previous = Buffer.alloc(blockBytes);
  const cipher = createCipheriv(`${imported.openSslName}-cbc`, imported.key, previous).setAutoPadding(false);
  return {
    blockBytes,
    last: (blocks) => {
      if (blocks.length === 0 || blocks.length % blockBytes !== 0) {
        throw new RangeError(`A chain of ${algorithm} needs whole blocks of ${blockBytes} bytes, not ${blocks.length} bytes.`);
      }
      for (let i = 0; i < blockBytes; i++) blocks[i] = (blocks[i] as number) ^ (previous[i] as number);
      const chained = cipher.update(blocks);
      chained.copy(previous, 0, chained.length - blockBytes);
      chained.fill(0);
      return Buffer.from(previous);
    },
  };
}
