/** Detects the kind of an input (hex text, bytes, capture or trace) and reads its chunks. */
import { readCaptureChunks } from '../capture/capture.ts';
import { isCapture } from '../capture/capture-file.ts';
import { type InputChunk, inputChunk } from '../input/input-chunk.ts';
import { HEX_TEXT_BYTES_MAX, INPUT_BYTES_MAX } from '../input/input-limits.ts';
import { InputError } from '../input/notes.ts';
import { readHexText } from './hex-text.ts';
import { isTrace, readTrace, type TraceLine } from './trace-lines.ts';

export const INPUT_KINDS = ['hex', 'binary', 'pcap', 'trace'] as const;
export type InputKind = (typeof INPUT_KINDS)[number];

export interface Input {
  readonly kind: InputKind;
  readonly chunks: readonly InputChunk[];
  /** The lines of a trace; empty for other kinds. */
  readonly lines: readonly TraceLine[];
  readonly notes: readonly string[];
}

export interface InputOptions {
  /** Undefined: detect it. */
  readonly kind: InputKind | undefined;
  /** For a capture: the host's TCP port; other connections are left out. */
  readonly port: number | undefined;
  /** Whether bytes parse as a message: a text of digits may be hex, or a message in characters. */
  readonly isSound: (bytes: Buffer) => boolean;
}

const GZIP = Buffer.from('1f8b', 'hex');
const UTF16_LE = Buffer.from('fffe', 'hex');
const UTF8_MARK = '\ufeff';

/** The bytes as text; undefined if they are not text. Windows shells write UTF-16 to files. */
function textOf(bytes: Buffer): string | undefined {
  const isWide = bytes.subarray(0, 2).equals(UTF16_LE);
  const text = bytes.toString(isWide ? 'utf16le' : 'utf8');
  const plain = text.startsWith(UTF8_MARK) ? text.slice(1) : text;
  return /[\ufffd]|(?![\t\n\r\f])\p{Cc}/u.test(plain) ? undefined : plain;
}

function binaryInput(bytes: Buffer): Input {
  return { kind: 'binary', chunks: bytes.length === 0 ? [] : [inputChunk(bytes)], lines: [], notes: [] };
}

function withoutLineEnd(bytes: Buffer): Buffer {
  let end = bytes.length;
  while (end > 0 && (bytes[end - 1] === 0x0a || bytes[end - 1] === 0x0d)) end -= 1;
  return bytes.subarray(0, end);
}

/** A text is either a message in characters or hex: the one that parses is right. */
function textInput(text: string, bytes: Buffer, source: string, isSound: InputOptions['isSound']): Input {
  const bare = withoutLineEnd(bytes);
  const isMessage = isSound(bare);
  try {
    const { chunks, notes } = readHexText(text, source);
    const isHex = chunks.some((one) => isSound(one.bytes));
    const doubt = `${source}: the digits are a message as hexadecimal and as characters, too; it was taken for the first, --input binary takes it for the other.`;
    if (isHex || !isMessage) return { kind: 'hex', chunks, lines: [], notes: isMessage ? [...notes, doubt] : notes };
  } catch (error) {
    if (!(error instanceof InputError) || (!isMessage && !/^\d{4}/.test(text))) throw error;
  }
  return binaryInput(bare);
}

interface KnownInput {
  readonly kind: InputKind;
  readonly bytes: Buffer;
  readonly text: string;
  readonly source: string;
  readonly port: number | undefined;
}

function inputOfKind({ kind, bytes, text, source, port }: KnownInput): Input {
  switch (kind) {
    case 'binary':
      return binaryInput(bytes);
    case 'pcap':
      return { kind, lines: [], ...readCaptureChunks(bytes, source, port) };
    case 'hex':
      return { kind, lines: [], ...readHexText(text, source) };
    case 'trace': {
      const { lines, notes } = readTrace(text, source);
      return { kind, lines, chunks: lines.flatMap(({ chunks }) => chunks), notes };
    }
  }
}

/**
 * Reads an input. `source` names it in notes and errors. Throws InputError if nothing of it can be
 * read.
 */
export function readInput(bytes: Buffer, source: string, { kind, port, isSound }: InputOptions): Input {
  if (bytes.length === 0) throw new InputError(`${source} is empty.`);
  if (bytes.length > INPUT_BYTES_MAX) throw new InputError(`${source} is larger than ${INPUT_BYTES_MAX} bytes; give a part of it.`);
  const text = textOf(bytes);
  if (kind !== undefined) return inputOfKind({ kind, bytes, text: text ?? bytes.toString('latin1'), source, port });
  if (isCapture(bytes)) return inputOfKind({ kind: 'pcap', bytes, text: '', source, port });
  if (bytes.subarray(0, 2).equals(GZIP)) throw new InputError(`${source} is compressed with gzip; decompress it first.`);
  if (text === undefined || text.length > HEX_TEXT_BYTES_MAX) return binaryInput(bytes);
  if (isTrace(text)) return inputOfKind({ kind: 'trace', bytes, text, source, port });
  return textInput(text, bytes, source, isSound);
}
