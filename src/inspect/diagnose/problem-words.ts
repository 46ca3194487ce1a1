/**
 * Describes what was expected where a parse failed, and what was found. Shows at most one byte of
 * content, and nothing of hidden elements.
 */

import { FROM_EBCDIC } from '../../protocol/iso8583/codec/charset.ts';
import { bytesOfUnits, type Layout } from '../../protocol/iso8583/codec/layout.ts';
import { ENCODINGS, LENGTH_ENCODINGS } from '../../protocol/iso8583/dialect/dialect.ts';
import type { UnpackProblem } from '../../protocol/iso8583/elements/message-elements.ts';
import { pluralize } from '../input/notes.ts';
import type { HiddenBytes } from '../mask/hidden-bytes.ts';
import { type ParseAttempt, specOf } from '../read/parse-attempt.ts';
import { encodingWords } from './hypotheses/dialect-variants.ts';

const BITMAP_WORDS: Readonly<Record<string, string>> = {
  raw: '8 bytes for each bitmap',
  hex: '16 hexadecimal digits for each bitmap',
  ebcdicHex: '16 hexadecimal digits in EBCDIC for each bitmap',
};

function elementWords(layout: Layout, number: number): string {
  const spec = specOf(layout.dialect, number);
  if (spec === undefined) return 'no such element';
  const encoding = ENCODINGS[layout.encoding[number] as number] ?? 'a sign, then BCD';
  const lengthBytes = layout.lengthBytes[number] as number;
  const lengthEncoding = LENGTH_ENCODINGS[layout.lengthEncoding[number] as number] ?? '';
  const length = lengthBytes === 0 ? '' : `, behind a length of ${pluralize(lengthBytes, 'byte')} (${encodingWords(lengthEncoding)})`;
  return `${spec.format}, ${encodingWords(encoding)}${length}`;
}

export function expectedWords({ layout, dialect }: ParseAttempt, problem: UnpackProblem): string {
  if (problem.kind.startsWith('mti')) return `four digits, ${encodingWords(dialect.mti)}`;
  if (problem.element === 1 || problem.kind === 'bit65') return BITMAP_WORDS[dialect.bitmap] ?? '';
  if (problem.kind === 'trailing') return 'the end of the message';
  return elementWords(layout, problem.element);
}

/** The length of an element according to the layout; undefined if it is cut or not a number. */
function claimed(attempt: ParseAttempt, number: number, at: number): number | undefined {
  const { layout, bytes } = attempt;
  const lengthBytes = layout.lengthBytes[number] as number;
  const raw = bytes.subarray(at, at + lengthBytes);
  if (lengthBytes === 0 || raw.length < lengthBytes) return undefined;
  const name = LENGTH_ENCODINGS[layout.lengthEncoding[number] as number];
  if (name === 'binary1' || name === 'binary2') return raw.readUIntBE(0, lengthBytes);
  if (name === 'hex' || name === 'ebcdicHex') {
    const digits = name === 'hex' ? raw : Buffer.from(raw.map((byte) => FROM_EBCDIC[byte] as number));
    return /^[0-9a-f]+$/i.test(digits.toString('latin1')) ? Number.parseInt(digits.toString('latin1'), 16) : undefined;
  }
  const digits =
    name === 'bcd' ? raw.toString('hex') : name === 'ascii' ? raw.toString('latin1') : [...raw].map((byte) => byte - 0xf0).join('');
  return /^\d+$/.test(digits) ? Number(digits) : undefined;
}

/** The offset of the element that cannot be parsed. */
export function failedElementOffset({ unpacked, prefixBytes }: ParseAttempt): number {
  return prefixBytes + unpacked.endOffset;
}

/** `isTrusted`: the parse is plausible up to here, so a byte can be shown. */
export function foundWords(attempt: ParseAttempt, problem: UnpackProblem, hidden: HiddenBytes, isTrusted: boolean): string {
  const { bytes, prefixBytes, layout } = attempt;
  const at = prefixBytes + problem.offset;
  const left = (from: number): string => `${pluralize(bytes.length - from, 'byte')} ${bytes.length - from === 1 ? 'is' : 'are'} left`;
  const number = problem.element;
  switch (problem.kind) {
    case 'mtiNoDigits':
      return hidden.hex(at, at + layout.mtiBytes);
    case 'bitmapNoHex':
      return `${hidden.hex(at, at + 1)}, no hexadecimal digit`;
    case 'mtiTruncated':
    case 'bitmapTruncated':
      return 'the end of the message';
    case 'trailing':
      return left(at);
    case 'truncated': {
      const start = failedElementOffset(attempt);
      const length = claimed(attempt, number, start);
      return length === undefined ? left(start) : `a length of ${length}, and ${left(start + (layout.lengthBytes[number] as number))}`;
    }
    case 'tooLong':
      return `a length of ${claimed(attempt, number, at) ?? '?'}`;
    case 'badLength':
      return isTrusted ? `${hidden.hex(at, at + (layout.lengthBytes[number] as number))}, no length` : 'no length';
    case 'unknownElement':
      return `its bit is set, and ${left(at)}`;
    default: {
      const spec = specOf(attempt.dialect, number);
      const isShown = isTrusted && (spec?.mask ?? 'none') === 'none' && number !== attempt.dialect.fields.pinBlock;
      return isShown ? `the byte ${hidden.hex(at, at + 1)}` : 'another byte (not shown)';
    }
  }
}

/** The smallest number of bytes missing from the element in which the message ends. */
export function missingBytes(attempt: ParseAttempt, problem: UnpackProblem): number {
  const { layout, bytes } = attempt;
  const number = problem.element;
  if (problem.kind === 'mtiTruncated' || problem.kind === 'bitmapTruncated') return 1;
  const start = failedElementOffset(attempt);
  const lengthBytes = layout.lengthBytes[number] as number;
  const length = lengthBytes === 0 ? (layout.unitsMax[number] as number) : claimed(attempt, number, start);
  if (length === undefined) return Math.max(1, start + lengthBytes - bytes.length);
  return Math.max(1, start + lengthBytes + bytesOfUnits(layout.encoding[number] as number, length) - bytes.length);
}

/** The smallest size of an element in bytes: its length field, or all of a fixed-length element. */
export function bytesMin(layout: Layout, number: number): number {
  const lengthBytes = layout.lengthBytes[number] as number;
  return lengthBytes > 0 ? lengthBytes : bytesOfUnits(layout.encoding[number] as number, layout.unitsMax[number] as number);
}
