/**
 * Reads one key of a ring from its entry in `keys.json`. No error message contains key material.
 */
import { errorText } from '../../cards/card-data/card-data.ts';
import { type BlockCipher, type CipherAlgorithm, createBlockCipher, isCipherAlgorithm, keyBytesOf } from '../cipher/block-cipher.ts';
import { createCmac } from '../mac/cmac.ts';
import type { KeyedMac } from '../mac/keyed-mac.ts';
import { createRetailMac } from '../mac/retail-mac.ts';
import { unwrapKeyBlock } from './key-block.ts';
import { keyCheckValue } from './key-check-value.ts';
import { KEY_USES, type KeyUse, type KeyUseRow, keyUseRow } from './key-use.ts';

/** The start of the notice that a file with clear keys must have. */
export const TEST_NOTICE = 'TEST KEYS ONLY';
/** The form of the ids of keys and rings. */
export const ID_FORM = /^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/;
const HEX_FORM = /^(?:[0-9A-Fa-f]{2})+$/;
const CHECK_VALUE_FORM = /^[0-9A-Fa-f]{6}$/;

export interface RingKey {
  readonly id: string;
  readonly use: KeyUse;
  readonly algorithm: CipherAlgorithm;
  /** PVKI of a `pinVerification` key, 0 to 9; -1 for other uses. */
  readonly index: number;
  /** Six hexadecimal digits, safe to print. */
  readonly checkValue: string;
  /** Holds the key and never shows it when printed. */
  readonly cipher: BlockCipher;
  /** For a `mac` key: AES-CMAC or the retail MAC under it. */
  readonly mac: KeyedMac | undefined;
}

/** A key ring file that cannot be used. The message is safe to print. */
export class KeyRingError extends Error {
  readonly code = 'keyRing';
  constructor(message: string) {
    super(errorText(message));
    this.name = 'KeyRingError';
  }
}

export type Fields = Readonly<Record<string, unknown>>;

/** Narrows a JSON value to an object. */
export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The file that an entry is in. */
export interface EntryContext {
  readonly sourceName: string;
  /** Keys in clear are allowed. */
  readonly isTest: boolean;
  /** Key block protection key, when one was given. */
  readonly kbpk: Buffer | undefined;
}

/** What the key of an entry must fit. */
interface ExpectedKey {
  readonly use: KeyUseRow;
  readonly algorithm: CipherAlgorithm;
  /** The start of error messages: the file and the key's id. */
  readonly where: string;
}

/** Reads one entry of `keys`. `position` counts from 1. Throws a KeyRingError. */
export function readRingKey(entry: unknown, position: number, context: EntryContext): RingKey {
  const place = `${context.sourceName}: key number ${position}`;
  if (!isFields(entry)) throw new KeyRingError(`${place} is not an object with id, use, algorithm, key or keyBlock, and checkValue.`);
  const id = entry['id'];
  if (typeof id !== 'string' || !ID_FORM.test(id)) {
    throw new KeyRingError(`${place} needs an id of 1 to 40 letters, digits, dots, dashes or underscores.`);
  }
  const where = `${context.sourceName}: key "${id}"`;
  const use = keyUseRow(entry['use']);
  if (use === undefined) {
    const problem = entry['use'] === undefined ? 'has no use' : 'has an unknown use';
    throw new KeyRingError(`${where} ${problem}; write one of ${KEY_USES.map((row) => row.name).join(', ')}.`);
  }
  const algorithm = entry['algorithm'];
  if (!isCipherAlgorithm(algorithm) || !use.algorithms.includes(algorithm)) {
    const problem = algorithm === undefined ? 'has no algorithm' : 'has an algorithm that does not fit its use';
    throw new KeyRingError(`${where} ${problem}; a ${use.name} key is for ${use.algorithms.join(' or ')}.`);
  }
  const index = readIndex(entry['index'], use, where);
  const expected = { use, algorithm, where };
  const { cipher, mac } = importBytes(readKeyBytes(entry, expected, context), expected);
  const checkValue = compareCheckValue(entry['checkValue'], cipher, where);
  return { id, use: use.name, algorithm, index, checkValue, cipher, mac };
}

function readIndex(index: unknown, use: KeyUseRow, where: string): number {
  if (!use.indexed) {
    if (index !== undefined) throw new KeyRingError(`${where} has an index, which a ${use.name} key does not have; remove it.`);
    return -1;
  }
  if (typeof index !== 'number' || !Number.isInteger(index) || index < 0 || index > 9) {
    throw new KeyRingError(`${where} needs an index, a number from 0 to 9 (its PVKI).`);
  }
  return index;
}

/** The clear key of an entry. The caller zeroes it. */
function readKeyBytes(entry: Fields, { use, algorithm, where }: ExpectedKey, context: EntryContext): Buffer {
  const hex = entry['key'];
  const keyBlock = entry['keyBlock'];
  if ((hex === undefined) === (keyBlock === undefined)) {
    throw new KeyRingError(`${where} must have either a key or a keyBlock.`);
  }
  if (hex !== undefined) {
    if (!context.isTest) {
      throw new KeyRingError(`${where} is in clear, which only a file whose notice starts with "${TEST_NOTICE}" may hold; use a keyBlock.`);
    }
    if (typeof hex !== 'string' || !HEX_FORM.test(hex)) {
      throw new KeyRingError(`${where} is not hexadecimal; write two digits 0-9 A-F for each byte.`);
    }
    return Buffer.from(hex, 'hex');
  }
  if (typeof keyBlock !== 'string') throw new KeyRingError(`${where} has a keyBlock that is not a text.`);
  if (context.kbpk === undefined) {
    throw new KeyRingError(`${where} is a key block and no key block protection key (KBPK) was given; give the one it was wrapped under.`);
  }
  const unwrapped = unwrapKeyBlock(keyBlock, context.kbpk);
  if (!unwrapped.ok) throw new KeyRingError(`${where} has a keyBlock that cannot be unwrapped: ${unwrapped.reason}`);
  const { header } = unwrapped;
  const fits = use.blockUsages.includes(header.usage) && header.algorithm === (algorithm === 'TDES' ? 'T' : 'A');
  if (!fits) {
    unwrapped.key.fill(0);
    throw new KeyRingError(
      `${where} has a keyBlock for another purpose; a ${use.name} key of ${algorithm} has the key usage ${use.blockUsages.join(' or ')}.`,
    );
  }
  return unwrapped.key;
}

/** Imports a clear key for its use, and zeroes it in every case. */
function importBytes(bytes: Buffer, { use, algorithm, where }: ExpectedKey): Pick<RingKey, 'cipher' | 'mac'> {
  const lengths = use.keyBytes.length > 0 ? use.keyBytes : keyBytesOf(algorithm);
  try {
    if (!lengths.includes(bytes.length)) {
      throw new KeyRingError(
        `${where} has ${bytes.length} bytes; a ${use.name} key of ${algorithm} has ${lengths.join(' or ')} bytes, two hexadecimal digits each.`,
      );
    }
    const cipher = createBlockCipher(algorithm, bytes);
    if (use.name !== 'mac') return { cipher, mac: undefined };
    return { cipher, mac: algorithm === 'AES' ? createCmac(algorithm, bytes) : createRetailMac(bytes) };
  } finally {
    bytes.fill(0);
  }
}

function compareCheckValue(given: unknown, cipher: BlockCipher, where: string): string {
  const actual = keyCheckValue(cipher);
  if (typeof given !== 'string' || !CHECK_VALUE_FORM.test(given)) {
    throw new KeyRingError(`${where} needs a checkValue of 6 hexadecimal digits; the key given has ${actual}.`);
  }
  if (given.toUpperCase() !== actual) {
    throw new KeyRingError(`${where} has the checkValue ${given.toUpperCase()} and its key has ${actual}; one of them is mistyped.`);
  }
  return actual;
}
