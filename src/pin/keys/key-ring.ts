/**
 * A key ring: the keys for PIN blocks, PIN verification, MACs and PAN tokens. Its file is
 * `keys.json`:
 *
 *     { "notice": "TEST KEYS ONLY ...", "ringId": "test-1",
 *       "keys": [{ "id": "pvk-test-1", "use": "pinVerification", "algorithm": "TDES", "index": 1,
 *                  "key": "<hex>", "checkValue": "<6 hex digits>" }] }
 *
 * A key stands in clear (`key`, in a file marked as test keys only) or wrapped (`keyBlock`,
 * TR-31/X9.143, under a KBPK). Every error is one sentence that names the file and the key's id and
 * never holds what could be a key.
 */
import { requireArgument } from '../../config/argument.ts';
import { type CipherAlgorithm, createBlockCipher } from '../cipher/block-cipher.ts';
import { adjustTdesParity } from '../cipher/tdes.ts';
import type { RandomBytes } from '../random-bytes.ts';
import { keyCheckValue } from './key-check-value.ts';
import type { KeyUse } from './key-use.ts';
import { type Fields, ID_FORM, isFields, KeyRingError, type RingKey, readRingKey, TEST_NOTICE } from './ring-key.ts';

export const RING_KEYS_MAX = 256;
export const RING_TEXT_CHARS_MAX = 1_048_576;

export interface KeyRing {
  readonly id: string;
  /** The file says that its keys protect nothing. */
  readonly isTest: boolean;
  /** In the file's order: of several keys of one use, the last is the newest. */
  readonly keys: readonly RingKey[];
  key(id: string): RingKey | undefined;
  keysOf(use: KeyUse): readonly RingKey[];
  /** Ring id, key ids, uses and check values on one line; safe to log. */
  describe(): string;
}

function createKeyRing(id: string, isTest: boolean, keys: readonly RingKey[]): KeyRing {
  const byId = new Map(keys.map((key) => [key.id, key]));
  return {
    id,
    isTest,
    keys,
    key: (keyId) => byId.get(keyId),
    keysOf: (use) => keys.filter((key) => key.use === use),
    describe: () => {
      const list = keys.map((key) => {
        const index = key.index === -1 ? '' : ` index ${key.index}`;
        return `${key.id} (${key.use}${index}, ${key.algorithm}, check value ${key.checkValue})`;
      });
      return `${isTest ? 'TEST key ring' : 'key ring'} ${id}: ${list.join(', ')}`;
    },
  };
}

function parseFields(text: string, sourceName: string): Fields {
  if (text.length > RING_TEXT_CHARS_MAX) {
    throw new KeyRingError(`${sourceName}: the file is longer than ${RING_TEXT_CHARS_MAX} characters; give a key ring file.`);
  }
  let parsed: unknown;
  try {
    parsed = JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
  } catch {
    // The parser's own message quotes the text, which may be a key.
    throw new KeyRingError(`${sourceName}: this is not JSON; correct the file or let a new one be generated.`);
  }
  if (!isFields(parsed)) throw new KeyRingError(`${sourceName}: the file must hold one JSON object with notice, ringId and keys.`);
  return parsed;
}

/**
 * Reads a key ring. `sourceName` is the file's name for messages; `kbpk` (16, 24 or 32 bytes; the
 * caller zeroes it) unwraps key blocks. Throws a KeyRingError.
 */
export function loadKeyRing(text: string, sourceName: string, kbpk?: Buffer): KeyRing {
  requireArgument(typeof text === 'string', 'loadKeyRing', 'text', 'the text of a key ring file');
  requireArgument(typeof sourceName === 'string', 'loadKeyRing', 'sourceName', 'the name of the file, for errors');
  const file = parseFields(text, sourceName);
  const ringId = file['ringId'];
  if (typeof ringId !== 'string' || !ID_FORM.test(ringId)) {
    throw new KeyRingError(`${sourceName}: ringId must be 1 to 40 letters, digits, dots, dashes or underscores.`);
  }
  const notice = file['notice'];
  const isTest = typeof notice === 'string' && notice.startsWith(TEST_NOTICE);
  const entries: unknown = file['keys'];
  if (!Array.isArray(entries) || entries.length === 0 || entries.length > RING_KEYS_MAX) {
    throw new KeyRingError(`${sourceName}: keys must be a list of 1 to ${RING_KEYS_MAX} keys.`);
  }
  const keys: RingKey[] = [];
  for (const [position, entry] of entries.entries()) {
    const key = readRingKey(entry, position + 1, { sourceName, isTest, kbpk });
    if (keys.some((other) => other.id === key.id)) {
      throw new KeyRingError(`${sourceName}: two keys have the id "${key.id}"; give each key its own id.`);
    }
    const twin = keys.find((other) => other.use === key.use && other.index === key.index);
    if (key.index !== -1 && twin !== undefined) {
      throw new KeyRingError(`${sourceName}: keys "${twin.id}" and "${key.id}" both have index ${key.index}; give each its own.`);
    }
    keys.push(key);
  }
  return createKeyRing(ringId, isTest, keys);
}

interface TestKeyRow {
  readonly id: string;
  readonly use: KeyUse;
  readonly algorithm: CipherAlgorithm;
  readonly index?: number;
}

/** New ones go to the end: the same randomness then gives the same keys before them. */
export const TEST_KEYS = [
  { id: 'tpk-test-tdes', use: 'terminalPin', algorithm: 'TDES' },
  { id: 'tpk-test-aes', use: 'terminalPin', algorithm: 'AES' },
  { id: 'pvk-test-1', use: 'pinVerification', algorithm: 'TDES', index: 1 },
  { id: 'pan-token-test', use: 'panToken', algorithm: 'AES' },
  { id: 'mac-test-aes', use: 'mac', algorithm: 'AES' },
  { id: 'mac-test-tdes', use: 'mac', algorithm: 'TDES' },
] as const satisfies readonly TestKeyRow[];

const TEST_KEY_BYTES = 16;
const RING_ID_BYTES = 4;

/** The ring and the text of its `keys.json`. */
export function generateTestKeyRing(randomBytes: RandomBytes): { readonly ring: KeyRing; readonly text: string } {
  requireArgument(typeof randomBytes === 'function', 'generateTestKeyRing', 'randomBytes', 'a function such as randomBytes of node:crypto');
  const ringId = `test-${randomBytes(RING_ID_BYTES).toString('hex')}`;
  const keys = TEST_KEYS.map((row) => {
    const bytes = randomBytes(TEST_KEY_BYTES);
    if (row.algorithm === 'TDES') adjustTdesParity(bytes);
    const checkValue = keyCheckValue(createBlockCipher(row.algorithm, bytes));
    const key = bytes.toString('hex').toUpperCase();
    bytes.fill(0);
    return { ...row, key, checkValue };
  });
  const notice = `${TEST_NOTICE}: these keys stand here in clear and protect nothing. Never put a real key or a real card's data beside them.`;
  const text = `${JSON.stringify({ notice, ringId, keys }, undefined, 2)}\n`;
  return { ring: loadKeyRing(text, 'the generated key ring'), text };
}
