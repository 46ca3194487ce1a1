/**
 * Wraps and unwraps TR-31 / ANSI X9.143 key blocks: a key, encrypted and bound to its use under a
 * key block protection key (KBPK).
 *
 *     header (16 characters, optional blocks)
 *     encrypted part in hexadecimal: 2 bytes length in bits, key, random padding
 *     MAC in hexadecimal
 *
 * In versions A and C the encryption and MAC keys are the KBPK XOR a constant; in B and D they are
 * derived by CMAC.
 */
import { timingSafeEqual } from 'node:crypto';
import { blockBytesOf, createBlockCipher, decryptCbc, encryptCbc, keyBytesOf } from '../cipher/block-cipher.ts';
import { cmac } from '../mac/cmac.ts';
import type { RandomBytes } from '../random-bytes.ts';
import {
  formatKeyBlockHeader,
  KEY_BLOCK_VERSIONS,
  type KeyBlockHeader,
  type KeyBlockVersion,
  parseKeyBlockHeader,
} from './key-block-header.ts';

/** `key` is in clear; the caller zeroes it. `reason` is a sentence without the block's content. */
export type UnwrappedKey =
  | { readonly ok: true; readonly header: KeyBlockHeader; readonly key: Buffer }
  | { readonly ok: false; readonly reason: string };

interface ProtectionKeys {
  readonly encryption: Buffer;
  readonly authentication: Buffer;
}

const ENCRYPTION_VARIANT = 0x45;
const AUTHENTICATION_VARIANT = 0x4d;
/** Key usage indicators of the derivation data (X9.143, 7.4). */
const ENCRYPTION_USAGE = 0;
const AUTHENTICATION_USAGE = 1;
const LENGTH_BYTES = 2;
/** A wrapped key is padded to the longest of its algorithm, so that the block hides its length. */
const MASKED_KEY_BYTES = { T: 24, A: 32 } as const;

/**
 * The algorithm indicator of the derivation data (X9.143, 7.4), by algorithm and key length in
 * bytes.
 */
const DERIVATION_ALGORITHMS = { TDES: { 16: 0, 24: 1, 32: 0 }, AES: { 16: 2, 24: 3, 32: 4 } } as const;

function derive(version: KeyBlockVersion, kbpk: Buffer, usage: number): Buffer {
  const { algorithm } = KEY_BLOCK_VERSIONS[version];
  const cipher = createBlockCipher(algorithm, kbpk);
  const bytes = kbpk.length === 16 ? 16 : kbpk.length === 24 ? 24 : 32;
  const derived = Buffer.alloc(bytes);
  for (let at = 0, counter = 1; at < bytes; at += cipher.blockBytes, counter++) {
    const data = Buffer.from([counter, 0, usage, 0, 0, DERIVATION_ALGORITHMS[algorithm][bytes], (bytes * 8) >> 8, (bytes * 8) & 0xff]);
    const part = cmac(cipher, data);
    part.copy(derived, at);
    part.fill(0);
  }
  return derived;
}

function protectionKeys(version: KeyBlockVersion, kbpk: Buffer): ProtectionKeys {
  if (KEY_BLOCK_VERSIONS[version].binding === 'derivation') {
    return { encryption: derive(version, kbpk, ENCRYPTION_USAGE), authentication: derive(version, kbpk, AUTHENTICATION_USAGE) };
  }
  return {
    encryption: Buffer.from(kbpk.map((byte) => byte ^ ENCRYPTION_VARIANT)),
    authentication: Buffer.from(kbpk.map((byte) => byte ^ AUTHENTICATION_VARIANT)),
  };
}

/**
 * Versions A and C: CBC-MAC over header and ciphertext. B and D: CMAC over header and clear data.
 */
function keyBlockMac(version: KeyBlockVersion, authentication: Buffer, header: string, data: Buffer): Buffer {
  const row = KEY_BLOCK_VERSIONS[version];
  const message = Buffer.concat([Buffer.from(header, 'latin1'), data]);
  const full =
    row.binding === 'derivation'
      ? cmac(createBlockCipher(row.algorithm, authentication), message)
      : encryptCbc(row.algorithm, authentication, Buffer.alloc(blockBytesOf(row.algorithm)), message).subarray(
          -blockBytesOf(row.algorithm),
        );
  message.fill(0);
  return full.subarray(0, row.macBytes);
}

/** The initial vector: the start of the header in versions A and C, the MAC in B and D. */
function initialVector(version: KeyBlockVersion, header: string, mac: Buffer): Buffer {
  return KEY_BLOCK_VERSIONS[version].binding === 'derivation' ? mac : Buffer.from(header.slice(0, 8), 'latin1');
}

/**
 * Checks and decrypts a key block. `kbpk`: 16 or 24 bytes for versions A, B, C; 16, 24 or 32 for D.
 * Never throws.
 */
export function unwrapKeyBlock(keyBlock: string, kbpk: Buffer): UnwrappedKey {
  const parsed = parseKeyBlockHeader(keyBlock);
  if (!parsed.ok) return parsed;
  const { version } = parsed.header;
  const row = KEY_BLOCK_VERSIONS[version];
  if (!keyBytesOf(row.algorithm).includes(kbpk.length)) {
    return { ok: false, reason: `a block of version ${version} needs a KBPK of ${keyBytesOf(row.algorithm).join(' or ')} bytes.` };
  }
  const blockBytes = blockBytesOf(row.algorithm);
  const body = keyBlock.slice(parsed.headerChars);
  const dataChars = body.length - 2 * row.macBytes;
  if (dataChars < 2 * blockBytes || dataChars % (2 * blockBytes) !== 0 || !/^[0-9A-Fa-f]+$/.test(body)) {
    return { ok: false, reason: 'its encrypted part is not whole blocks in hexadecimal.' };
  }
  const header = keyBlock.slice(0, parsed.headerChars);
  const encrypted = Buffer.from(body.slice(0, dataChars), 'hex');
  const mac = Buffer.from(body.slice(dataChars), 'hex');
  const keys = protectionKeys(version, kbpk);
  const clear = decryptCbc(row.algorithm, keys.encryption, initialVector(version, header, mac), encrypted);
  const expected = keyBlockMac(version, keys.authentication, header, row.binding === 'derivation' ? clear : encrypted);
  keys.encryption.fill(0);
  keys.authentication.fill(0);
  const genuine = timingSafeEqual(mac, expected);
  const bits = clear.readUInt16BE(0);
  const whole = bits > 0 && bits % 8 === 0 && bits / 8 <= clear.length - LENGTH_BYTES;
  const key = genuine && whole ? Buffer.from(clear.subarray(LENGTH_BYTES, LENGTH_BYTES + bits / 8)) : undefined;
  clear.fill(0);
  if (!genuine) return { ok: false, reason: 'its MAC is wrong; it was altered, or wrapped under another KBPK.' };
  if (key === undefined) return { ok: false, reason: 'the length of the key inside is not one that fits the block.' };
  return { ok: true, header: parsed.header, key };
}

/**
 * Wraps a key, which the caller zeroes. Throws a RangeError when the KBPK does not fit the version
 * or the header is malformed.
 */
export function wrapKeyBlock(header: KeyBlockHeader, key: Buffer, kbpk: Buffer, randomBytes: RandomBytes): string {
  const { version } = header;
  const row = KEY_BLOCK_VERSIONS[version];
  if (!keyBytesOf(row.algorithm).includes(kbpk.length)) {
    throw new RangeError(`A key block of version ${version} needs a KBPK of ${keyBytesOf(row.algorithm).join(' or ')} bytes.`);
  }
  const blockBytes = blockBytesOf(row.algorithm);
  const masked = header.algorithm === 'T' || header.algorithm === 'A' ? MASKED_KEY_BYTES[header.algorithm] : 0;
  const clearBytes = Math.ceil((LENGTH_BYTES + Math.max(key.length, masked)) / blockBytes) * blockBytes;
  const text = formatKeyBlockHeader(header, 2 * clearBytes + 2 * row.macBytes);

  const clear = Buffer.alloc(clearBytes);
  clear.writeUInt16BE(key.length * 8);
  key.copy(clear, LENGTH_BYTES);
  randomBytes(clearBytes - LENGTH_BYTES - key.length).copy(clear, LENGTH_BYTES + key.length);
  const keys = protectionKeys(version, kbpk);
  const clearMac = row.binding === 'derivation' ? keyBlockMac(version, keys.authentication, text, clear) : Buffer.alloc(0);
  const encrypted = encryptCbc(row.algorithm, keys.encryption, initialVector(version, text, clearMac), clear);
  const mac = row.binding === 'derivation' ? clearMac : keyBlockMac(version, keys.authentication, text, encrypted);
  clear.fill(0);
  keys.encryption.fill(0);
  keys.authentication.fill(0);
  return text + Buffer.concat([encrypted, mac]).toString('hex').toUpperCase();
}
