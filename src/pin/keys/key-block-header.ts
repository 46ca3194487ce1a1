/**
 * Reads and writes the header of a TR-31 / ANSI X9.143 key block: 16 characters and optional
 * blocks, authenticated but not encrypted.
 */
import { blockBytesOf, type CipherAlgorithm } from '../cipher/block-cipher.ts';
import { isDigits } from '../nibbles.ts';

export interface KeyBlockVersionRow {
  /** The algorithm of the key block protection key. */
  readonly algorithm: CipherAlgorithm;
  readonly macBytes: number;
  /**
   * `variant`: keys are XORed with a constant (A, C); `derivation`: keys are derived by CMAC (B,
   * D).
   */
  readonly binding: 'variant' | 'derivation';
}

export const KEY_BLOCK_VERSIONS = {
  A: { algorithm: 'TDES', macBytes: 4, binding: 'variant' },
  B: { algorithm: 'TDES', macBytes: 8, binding: 'derivation' },
  C: { algorithm: 'TDES', macBytes: 4, binding: 'variant' },
  D: { algorithm: 'AES', macBytes: 16, binding: 'derivation' },
} as const satisfies { readonly [version: string]: KeyBlockVersionRow };
export type KeyBlockVersion = keyof typeof KEY_BLOCK_VERSIONS;

export interface KeyBlockHeader {
  readonly version: KeyBlockVersion;
  /** Two characters: P0 PIN encryption, V2 Visa PVV, M6 CMAC... */
  readonly usage: string;
  /** T: TDES, A: AES, others as in X9.143, table 3. */
  readonly algorithm: string;
  /** One character: E encrypt only, B both ways, N no restriction... */
  readonly modeOfUse: string;
  /** Two characters; 00: no version. */
  readonly keyVersion: string;
  /** E, N or S. */
  readonly exportability: string;
  readonly optionalBlocks: readonly OptionalBlock[];
}

/** `id`: two characters (KS: key serial number, PB: padding...); `data`: printable characters. */
export interface OptionalBlock {
  readonly id: string;
  readonly data: string;
}

const HEADER_CHARS = 16;
const KEY_BLOCK_CHARS_MAX = 9_992;
/** The lengths of usage, algorithm, mode of use, key version and exportability. */
const FIELD_WIDTHS = '2,1,1,2,1';
const OPTIONAL_OVERHEAD_CHARS = 4;
const PADDING_ID = 'PB';
const PRINTABLE = /^[\x20-\x7e]*$/;
const LETTERS_OR_DIGITS = /^[0-9A-Za-z]*$/;

export type ParsedHeader =
  | { readonly ok: true; readonly header: KeyBlockHeader; readonly headerChars: number }
  | { readonly ok: false; readonly reason: string };

function refuse(reason: string): ParsedHeader {
  return { ok: false, reason };
}

function isVersion(text: string): text is KeyBlockVersion {
  return Object.hasOwn(KEY_BLOCK_VERSIONS, text);
}

/** The optional blocks and their end; undefined when one is malformed (X9.143, 6.3.6). */
function readOptionalBlocks(keyBlock: string, count: number): { readonly blocks: OptionalBlock[]; readonly end: number } | undefined {
  const blocks: OptionalBlock[] = [];
  let at = HEADER_CHARS;
  for (let i = 0; i < count; i++) {
    const id = keyBlock.slice(at, at + 2);
    let lengthAt = at + 2;
    let lengthDigits = 2;
    if (keyBlock.slice(lengthAt, lengthAt + 2) === '00') {
      // The extended form: the size of the length in bytes, then the length.
      lengthDigits = 2 * Number.parseInt(keyBlock.slice(lengthAt + 2, lengthAt + 4), 16);
      lengthAt += 4;
      if (!(lengthDigits >= 2 && lengthDigits <= 4)) return undefined;
    }
    const dataAt = lengthAt + lengthDigits;
    const text = keyBlock.slice(lengthAt, dataAt);
    if (text.length !== lengthDigits || !/^[0-9A-Fa-f]+$/.test(text)) return undefined;
    const end = at + Number.parseInt(text, 16);
    if (end < dataAt || end > keyBlock.length) return undefined;
    blocks.push({ id, data: keyBlock.slice(dataAt, end) });
    at = end;
  }
  return { blocks, end: at };
}

/** Writes optional blocks in the short form, padded to whole cipher blocks with a PB block. */
function writeOptionalBlocks(given: readonly OptionalBlock[], blockBytes: number): { readonly text: string; readonly count: number } {
  const blocks = given.filter((block) => block.id !== PADDING_ID);
  let text = '';
  for (const { id, data } of blocks) {
    const chars = OPTIONAL_OVERHEAD_CHARS + data.length;
    if (id.length !== 2 || chars > 0xff) throw new RangeError('An optional block has an id of 2 characters and at most 251 of data.');
    text += id + hexByte(chars) + data;
  }
  const missing = (blockBytes - (text.length % blockBytes)) % blockBytes;
  if (missing === 0) return { text, count: blocks.length };
  const padding = missing < OPTIONAL_OVERHEAD_CHARS ? missing + blockBytes : missing;
  return { text: text + PADDING_ID + hexByte(padding) + '0'.repeat(padding - OPTIONAL_OVERHEAD_CHARS), count: blocks.length + 1 };
}

function hexByte(value: number): string {
  return value.toString(16).toUpperCase().padStart(2, '0');
}

/**
 * The text of a header, for a body (encrypted key and MAC, in hexadecimal) of `bodyChars`
 * characters. Throws a RangeError when {@link parseKeyBlockHeader} would refuse it.
 */
export function formatKeyBlockHeader(header: KeyBlockHeader, bodyChars: number): string {
  const optional = writeOptionalBlocks(header.optionalBlocks, blockBytesOf(KEY_BLOCK_VERSIONS[header.version].algorithm));
  const total = HEADER_CHARS + optional.text.length + bodyChars;
  const length = String(total).padStart(4, '0');
  const count = String(optional.count).padStart(2, '0');
  const { usage, algorithm, modeOfUse, keyVersion, exportability } = header;
  const widths = [usage, algorithm, modeOfUse, keyVersion, exportability].map((field) => field.length);
  if (widths.join() !== FIELD_WIDTHS) throw new RangeError('A key block cannot have this header: a field is too short or too long.');
  const fields = usage + algorithm + modeOfUse + keyVersion + exportability;
  const text = `${header.version}${length}${fields}${count}00${optional.text}`;
  const parsed = parseKeyBlockHeader(text.padEnd(total, '0'));
  if (!parsed.ok) throw new RangeError(`A key block cannot have this header: ${parsed.reason}`);
  return text;
}

/** Reads the header of a whole key block. A reason is a sentence without the block's content. */
export function parseKeyBlockHeader(keyBlock: string): ParsedHeader {
  if (keyBlock.length < HEADER_CHARS || keyBlock.length > KEY_BLOCK_CHARS_MAX || !PRINTABLE.test(keyBlock)) {
    return refuse(`it must be ${HEADER_CHARS} to ${KEY_BLOCK_CHARS_MAX} printable characters.`);
  }
  const version = keyBlock.charAt(0);
  if (!isVersion(version)) return refuse('its version must be A, B, C or D.');
  if (!isDigits(keyBlock.slice(1, 5), 4, 4) || Number(keyBlock.slice(1, 5)) !== keyBlock.length) {
    return refuse('the length in its header is not its length; the text may be cut short.');
  }
  if (!LETTERS_OR_DIGITS.test(keyBlock.slice(5, 12))) return refuse('its header holds other than letters and digits.');
  if (!isDigits(keyBlock.slice(12, 14), 2, 2)) return refuse('its number of optional blocks is not a number.');
  const optional = readOptionalBlocks(keyBlock, Number(keyBlock.slice(12, 14)));
  if (optional === undefined || optional.end % blockBytesOf(KEY_BLOCK_VERSIONS[version].algorithm) !== 0) {
    return refuse('its optional blocks are malformed.');
  }
  const header = {
    version,
    usage: keyBlock.slice(5, 7),
    algorithm: keyBlock.charAt(7),
    modeOfUse: keyBlock.charAt(8),
    keyVersion: keyBlock.slice(9, 11),
    exportability: keyBlock.charAt(11),
    optionalBlocks: optional.blocks,
  };
  return { ok: true, header, headerChars: optional.end };
}
