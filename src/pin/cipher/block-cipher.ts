/**
 * TDES and AES as block ciphers (ECB) under one key, from the tables in des.ts and aes.ts, because
 * PIN blocks and PAN tokens are single blocks. des.ts names the risk of that. CBC over longer
 * inputs uses OpenSSL.
 */

import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject } from 'node:crypto';
import { requireArgument } from '../../config/argument.ts';
import { aesBlock, aesDecryption, aesEncryption } from './aes.ts';
import { desBlock, desPasses } from './des.ts';
import { decryptionSteps, encryptionSteps, expandTdesKey } from './tdes.ts';

export const CIPHER_ALGORITHMS = [
  { name: 'TDES', blockBytes: 8, keyBytes: [16, 24] },
  { name: 'AES', blockBytes: 16, keyBytes: [16, 24, 32] },
] as const;
export type CipherAlgorithm = (typeof CIPHER_ALGORITHMS)[number]['name'];

export interface BlockCipher {
  readonly algorithm: CipherAlgorithm;
  readonly blockBytes: number;
  /** Enciphers whole blocks, each on its own. Returns a new buffer that the caller zeroes. */
  encrypt(blocks: Buffer): Buffer;
  decrypt(blocks: Buffer): Buffer;
  /** Enciphers the first block of a buffer in place, without checks or allocation. */
  encryptBlock(block: Buffer): void;
  decryptBlock(block: Buffer): void;
}

interface ImportedKey {
  readonly key: KeyObject;
  /** OpenSSL's name of the cipher without the mode: `des-ede3`, `aes-128`. */
  readonly openSslName: string;
}

/** Narrows a value from a file to an algorithm. */
export function isCipherAlgorithm(text: unknown): text is CipherAlgorithm {
  return CIPHER_ALGORITHMS.some((row) => row.name === text);
}

/** The key lengths of an algorithm, in bytes. */
export function keyBytesOf(algorithm: CipherAlgorithm): readonly number[] {
  return algorithm === 'TDES' ? CIPHER_ALGORITHMS[0].keyBytes : CIPHER_ALGORITHMS[1].keyBytes;
}

export function blockBytesOf(algorithm: CipherAlgorithm): number {
  return algorithm === 'TDES' ? CIPHER_ALGORITHMS[0].blockBytes : CIPHER_ALGORITHMS[1].blockBytes;
}

function requireKeyLength(algorithm: CipherAlgorithm, key: Buffer): void {
  if (!keyBytesOf(algorithm).includes(key.length)) {
    throw new RangeError(`A key for ${algorithm} has ${keyBytesOf(algorithm).join(' or ')} bytes, not ${key.length}.`);
  }
}

/**
 * Imports a key for OpenSSL. The caller zeroes the bytes. Throws a RangeError when the algorithm
 * has no keys of that length.
 */
export function importKey(algorithm: CipherAlgorithm, key: Buffer): ImportedKey {
  requireKeyLength(algorithm, key);
  if (algorithm === 'AES') return { key: createSecretKey(key), openSslName: `aes-${key.length * 8}` };
  const expanded = expandTdesKey(key);
  const imported = createSecretKey(expanded);
  expanded.fill(0);
  return { key: imported, openSslName: 'des-ede3' };
}

/** Enciphers or deciphers the block at `at`, in place. */
type BlockOperation = (blocks: Buffer, at: number) => void;

interface BlockOperations {
  readonly encrypt: BlockOperation;
  readonly decrypt: BlockOperation;
}

function tdesOperations(key: Buffer): BlockOperations {
  const encryption = desPasses(encryptionSteps(key));
  const decryption = desPasses(decryptionSteps(key));
  return { encrypt: (blocks, at) => desBlock(encryption, blocks, at), decrypt: (blocks, at) => desBlock(decryption, blocks, at) };
}

function aesOperations(key: Buffer): BlockOperations {
  const encryption = aesEncryption(key);
  const decryption = aesDecryption(key);
  return { encrypt: (blocks, at) => aesBlock(encryption, blocks, at), decrypt: (blocks, at) => aesBlock(decryption, blocks, at) };
}

/**
 * Prepares a cipher under a key, whose bytes the caller zeroes. The cipher never shows the key when
 * printed.
 */
export function createBlockCipher(algorithm: CipherAlgorithm, key: Buffer): BlockCipher {
  requireArgument(
    CIPHER_ALGORITHMS.some(({ name }) => name === algorithm),
    'createBlockCipher',
    'algorithm',
    CIPHER_ALGORITHMS.map(({ name }) => name).join(' or '),
  );
  requireArgument((key as unknown) instanceof Uint8Array, 'createBlockCipher', 'key', 'a Buffer');
  requireKeyLength(algorithm, key);
  const blockBytes = blockBytesOf(algorithm);
  const { encrypt, decrypt } = algorithm === 'TDES' ? tdesOperations(key) : aesOperations(key);
  const eachBlock = (operation: BlockOperation, blocks: Buffer): Buffer => {
    if (blocks.length % blockBytes !== 0) {
      throw new RangeError(`${algorithm} works on whole blocks of ${blockBytes} bytes, not on ${blocks.length} bytes.`);
    }
    const result = Buffer.alloc(blocks.length);
    result.set(blocks);
    for (let at = 0; at < result.length; at += blockBytes) operation(result, at);
    return result;
  };
  return {
    algorithm,
    blockBytes,
    encrypt: (blocks) => eachBlock(encrypt, blocks),
    decrypt: (blocks) => eachBlock(decrypt, blocks),
    encryptBlock: (block) => encrypt(block, 0),
    decryptBlock: (block) => decrypt(block, 0),
  };
}

/** Enciphers whole blocks in CBC, without padding. For key blocks, not for the hot path. */
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
