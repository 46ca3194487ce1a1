/** Detects the kind of an input (text, bytes, capture or trace) and reads its messages. */
import { readCaptureChunks } from '../capture/capture.ts';
import { isCapture } from '../capture/capture-file.ts';
import { type InputChunk, inputChunk } from '../input/input-chunk.ts';
import { INPUT_BYTES_MAX, TEXT_CHARACTERS_MAX } from '../input/input-limits.ts';
import { InputError } from '../input/notes.ts';
import type { FieldMessage } from './forms/form.ts';
import { readIsomsgXml } from './forms/isomsg-xml.ts';
import { type ChunkChecks, readTextForms, TEXT_KINDS, type TextKind } from './forms/text-forms.ts';
import { isTrace, readTrace, type TraceLine } from './trace-lines.ts';

export const INPUT_KINDS = [...TEXT_KINDS, 'binary', 'pcap', 'trace'] as const;
export type InputKind = (typeof INPUT_KINDS)[number];

export interface Input {
  readonly kind: InputKind;
  readonly chunks: readonly InputChunk[];
  /** Messages of which only the fields are there. */
  readonly fields: readonly FieldMessage[];
  /** The lines of a trace; empty for other kinds. */
  readonly lines: readonly TraceLine[];
  readonly notes: readonly string[];
  /** Messages that could not be read, each with its place. */
  readonly faults: readonly string[];
}

export interface InputOptions extends ChunkChecks {
  /** Undefined: detect it. */
  readonly kind: InputKind | undefined;
  /** For a capture: the host's TCP port; other connections are left out. */
  readonly port: number | undefined;
}

const GZIP = Buffer.from('1f8b', 'hex');
const UTF16_LE = Buffer.from('fffe', 'hex');
/** An MTI and a bitmap in hexadecimal: a message in characters, even if it is broken. */
const MESSAGE_IN_CHARACTERS = /^[0-2][1-8]\d\d[0-9a-f]{16}/i;
const UTF8_MARK = '\ufeff';

/** The bytes as text; undefined if they are not text. Windows shells write UTF-16 to files. */
function textOf(bytes: Buffer): string | undefined {
  const isWide = bytes.subarray(0, 2).equals(UTF16_LE);
  const text = bytes.toString(isWide ? 'utf16le' : 'utf8');
  const plain = text.startsWith(UTF8_MARK) ? text.slice(1) : text;
  return /[\ufffd]|(?![\t\n\r\f])\p{Cc}/u.test(plain) ? undefined : plain;
}

function inputOf(kind: InputKind, parts: Partial<Input>): Input {
  return { kind, chunks: [], fields: [], lines: [], notes: [], faults: [], ...parts };
}

function binaryInput(bytes: Buffer): Input {
  return inputOf('binary', { chunks: bytes.length === 0 ? [] : [inputChunk(bytes)] });
}

function traceInput(text: string, source: string): Input {
  const { lines, notes } = readTrace(text, source);
  return inputOf('trace', { lines, notes, chunks: lines.flatMap(({ chunks }) => chunks) });
}

function withoutLineEnd(bytes: Buffer): Buffer {
  let end = bytes.length;
  while (end > 0 && (bytes[end - 1] === 0x0a || bytes[end - 1] === 0x0d)) end -= 1;
  return bytes.subarray(0, end);
}

/** A text is a message in characters, or one of the forms: the one that gives messages is right. */
function textInput(text: string, bytes: Buffer, source: string, checks: ChunkChecks): Input {
  const bare = withoutLineEnd(bytes);
  const isMessage = checks.isWhole(inputChunk(bare));
  try {
    const { kind, messages, ...found } = readTextForms(text, source, checks);
    const doubt = `${source}: the characters are a message themselves, too; --input binary takes them for it.`;
    const isText = isMessage || (checks.isPlausible(inputChunk(bare)) && !found.chunks.some(checks.isPlausible));
    if (messages > 0 || !isText) return inputOf(kind, { ...found, notes: isMessage ? [...found.notes, doubt] : found.notes });
  } catch (error) {
    if (!(error instanceof InputError) || (!isMessage && !MESSAGE_IN_CHARACTERS.test(text))) throw error;
  }
  return binaryInput(bare);
}

interface KnownInput {
  readonly kind: InputKind;
  readonly bytes: Buffer;
  readonly text: string;
  readonly source: string;
  readonly options: InputOptions;
}

function inputOfKind({ kind, bytes, text, source, options }: KnownInput): Input {
  switch (kind) {
    case 'binary':
      return binaryInput(bytes);
    case 'pcap':
      return inputOf(kind, readCaptureChunks(bytes, source, options.port));
    case 'trace':
      return traceInput(text, source);
    default: {
      const { messages: _messages, ...found } = readTextForms(text, source, options, kind satisfies TextKind);
      return inputOf(kind, found);
    }
  }
}

function detected(bytes: Buffer, source: string, options: InputOptions): Input {
  if (isCapture(bytes)) return inputOfKind({ kind: 'pcap', bytes, text: '', source, options });
  if (bytes.subarray(0, 2).equals(GZIP)) throw new InputError(`${source} is compressed with gzip; decompress it first.`);
  const text = textOf(bytes);
  if (text === undefined) return binaryInput(bytes);
  if (isTrace(text)) {
    const trace = traceInput(text, source);
    if (trace.chunks.length > 0 || trace.lines.some(({ messages }) => messages.length > 0)) return trace;
  }
  if (text.length > TEXT_CHARACTERS_MAX) {
    throw new InputError(`${source} holds more than ${TEXT_CHARACTERS_MAX} characters of text; give a part of it.`);
  }
  return textInput(text, bytes, source, options);
}

/** Messages as XML within bytes, as the XMLChannel of jPOS sends them, become fields. */
function withXmlRead(input: Input, source: string): Input {
  const found = input.chunks.map((chunk) =>
    chunk.bytes.includes('<isomsg') ? readIsomsgXml(chunk.bytes.toString('utf8'), source) : undefined,
  );
  if (found.every((reading) => reading === undefined)) return input;
  const fields = found.flatMap((reading, index) => {
    const label = input.chunks[index]?.label ?? '';
    return (reading?.fields ?? []).map((message) => ({
      ...message,
      label: [label, message.label].filter((part) => part !== '').join(', '),
    }));
  });
  const notes = found.flatMap((reading) => reading?.notes ?? []);
  return {
    ...input,
    chunks: input.chunks.filter((_chunk, index) => found[index] === undefined),
    fields: [...input.fields, ...fields],
    notes: [...input.notes, ...notes],
  };
}

/**
 * Reads an input. `source` names it in notes and errors. Throws InputError if nothing of it can be
 * read.
 */
export function readInput(bytes: Buffer, source: string, options: InputOptions): Input {
  if (bytes.length === 0) throw new InputError(`${source} is empty.`);
  if (bytes.length > INPUT_BYTES_MAX) throw new InputError(`${source} is larger than ${INPUT_BYTES_MAX} bytes; give a part of it.`);
  const { kind } = options;
  const text = kind === undefined ? '' : (textOf(bytes) ?? bytes.toString('latin1'));
  const input = kind === undefined ? detected(bytes, source, options) : inputOfKind({ kind, bytes, text, source, options });
  return withXmlRead(input, source);
}
