/** CBC from a zero vector, returning only the last block: the core of the CMAC in this folder. */
import { createCipheriv } from 'node:crypto';
import { blockBytesOf, type CipherAlgorithm, importKey } from '../cipher/block-cipher.ts';

export interface BlockChain {
  readonly blockBytes: number;
  /**
   * Enciphers one or more whole blocks and returns the last one, in a new buffer that the caller
   * zeroes. Changes the first block of `blocks`.
   */
  last(blocks: Buffer): Buffer;
}

/**
 * Imports a key, whose bytes the caller zeroes, and keeps one cipher for all chains, which costs a
 * fifth of making a new one. OpenSSL continues from the last block of the previous chain, so that
 * block is XORed into the first block, where the two cancel out.
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
