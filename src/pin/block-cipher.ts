/** TDES and AES as raw block ciphers (ECB), keyed once: a reused cipher costs a fifth of a new one. */
import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject } from 'node:crypto';
import { expandTdesKey } from './tdes.ts';

export const CIPHER_ALGORITHMS = [
  { name: 'TDES', blockBytes: 8, keyBytes: [16, 24] },
  { name: 'AES', blockBytes: 16, keyBytes: [16, 24, 32] },
] as const;
export type CipherAlgorithm = (typeof CIPHER_ALGORITHMS)[number]['name'];

/** Whole blocks in, as many blocks out, each block on its own. The result is a new buffer that the caller zeroes. */
export interface BlockCipher {
  readonly algorithm: CipherAlgorithm;
  readonly blockBytes: number;
  encrypt(blocks: Buffer): Buffer;
  decrypt(blocks: Buffer): Buffer;
}

interface ImportedKey {
  readonly key: KeyObject;
  /** OpenSSL's name without the mode: `des-ede3`, `aes-128`. */
  readonly openSslName: string;
}

/** Narrows a text read from a file. */
export function isCipherAlgorithm(text: unknown): text is CipherAlgorithm {
  return CIPHER_ALGORITHMS.some((row) => row.name === text);
}

/** Lengths of key that an algorithm takes, in bytes. */
export function keyBytesOf(algorithm: CipherAlgorithm): readonly number[] {
  return algorithm === 'TDES' ? CIPHER_ALGORITHMS[0].keyBytes : CIPHER_ALGORITHMS[1].keyBytes;
}

export function blockBytesOf(algorithm: CipherAlgorithm): number {
  return algorithm === 'TDES' ? CIPHER_ALGORITHMS[0].blockBytes : CIPHER_ALGORITHMS[1].blockBytes;
}

/** A key as OpenSSL takes it; the caller zeroes the bytes. Throws a RangeError on a length that the algorithm has not. */
export function importKey(algorithm: CipherAlgorithm, key: Buffer): ImportedKey {
  if (!keyBytesOf(algorithm).includes(key.length)) {
    throw new RangeError(`A key for ${algorithm} has ${keyBytesOf(algorithm).join(' or ')} bytes, not ${key.length}.`);
  }
  if (algorithm === 'AES') return { key: createSecretKey(key), openSslName: `aes-${key.length * 8}` };
  const expanded = expandTdesKey(key);
  const imported = createSecretKey(expanded);
  expanded.fill(0);
  return { key: imported, openSslName: 'des-ede3' };
}

/** Imports a key (the caller zeroes its bytes) and keeps one cipher and one decipher for it. */
export function createBlockCipher(algorithm: CipherAlgorithm, key: Buffer): BlockCipher {
  const imported = importKey(algorithm, key);
  const blockBytes = blockBytesOf(algorithm);
  const name = `${imported.openSslName}-ecb`;
  // ECB keeps nothing between blocks as long as it only ever sees whole ones, so final() is never called.
  const cipher = createCipheriv(name, imported.key, null).setAutoPadding(false);
  const decipher = createDecipheriv(name, imported.key, null).setAutoPadding(false);
  const requireWholeBlocks = (blocks: Buffer): void => {
    if (blocks.length % blockBytes !== 0) {
      throw new RangeError(`${algorithm} works on whole blocks of ${blockBytes} bytes, not on ${blocks.length} bytes.`);
    }
  };
  return {
    algorithm,
    blockBytes,
    encrypt: (blocks) => {
      requireWholeBlocks(blocks);
      return cipher.update(blocks);
    },
    decrypt: (blocks) => {
      requireWholeBlocks(blocks);
      return decipher.update(blocks);
    },
  };
}

/** CBC over whole blocks, no padding; for key blocks, not for the hot path. */
export function encryptCbc(algorithm: CipherAlgorithm, key: Buffer, iv: Buffer, data: Buffer): Buffer {
  const imported = importKey(algorithm, key);
  const cipher = createCipheriv(`${imported.openSslName}-cbc`, imported.key, iv).setAutoPadding(false);
  return Buffer.concat([cipher.update(data), cipher.final()]);
}

/** The inverse of {@link encryptCbc}. */
export function decryptCbc(algorithm: CipherAlgorithm, key: Buffer, iv: Buffer, data: Buffer): Buffer {
  const imported = importKey(algorithm, key);
  const decipher = createDecipheriv(`${imported.openSslName}-cbc`, imported.key, iv).setAutoPadding(false);
  const clear = decipher.update(data);
  decipher.final();
  return clear;
}
