/** All forms of text. Each is tried, and the one that gives the most whole messages is taken. */
import { type InputChunk, inputChunk } from '../../input/input-chunk.ts';
import { InputError } from '../../input/notes.ts';
import { readHexText } from '../hex-text.ts';
import { base64Bytes, readBase64 } from './base64.ts';
import { readByteLists } from './byte-lists.ts';
import { readByteStrings } from './byte-strings.ts';
import { readCaptureYaml } from './capture-yaml.ts';
import { type FormReader, type FormReading, formReading } from './form.ts';
import { foundInstead } from './found-instead.ts';
import { readIndexedBytes } from './indexed-bytes.ts';
import { readIsomsgXml } from './isomsg-xml.ts';
import { readJsonFields } from './json-fields.ts';
import { withoutMailQuotes } from './mail-quotes.ts';
import { readOctalDumps } from './octal-dump.ts';
import { readPrintedBuffers } from './printed-buffers.ts';

export const TEXT_KINDS = ['hex', 'string', 'numbers', 'base64', 'yaml', 'fields'] as const;
/** The form of a text, as --input names it. */
export type TextKind = (typeof TEXT_KINDS)[number];

export interface ChunkChecks {
  /** Whether a message of a chunk can be read completely. */
  readonly isWhole: (chunk: InputChunk) => boolean;
  /** Whether a chunk looks like a message, perhaps a broken one. */
  readonly isPlausible: (chunk: InputChunk) => boolean;
}

interface Form {
  readonly kind: TextKind;
  /** Completes "the text is a message as …, too". */
  readonly words: string;
  readonly read: FormReader;
}

const readHex: FormReader = (text, source) => formReading(readHexText(text, source));

/** Among forms with equally many messages the first is taken. */
const FORMS: readonly Form[] = [
  { kind: 'hex', words: 'a printed buffer', read: readPrintedBuffers },
  { kind: 'hex', words: 'hexadecimal', read: readHex },
  { kind: 'numbers', words: 'a list of byte values', read: readByteLists },
  { kind: 'numbers', words: 'a dump of od', read: readOctalDumps },
  { kind: 'numbers', words: 'an object of byte values', read: readIndexedBytes },
  { kind: 'yaml', words: 'a capture in YAML', read: readCaptureYaml },
  { kind: 'fields', words: 'XML', read: readIsomsgXml },
  { kind: 'fields', words: 'JSON', read: readJsonFields },
  { kind: 'string', words: 'a byte string', read: readByteStrings },
  { kind: 'base64', words: 'base64', read: readBase64 },
];
/** Chunks of a form that are tried. */
const TRIED_MAX = 50;

interface Candidate extends FormReading {
  readonly kind: TextKind;
  readonly words: string;
  /** Whole messages among those tried. */
  readonly messages: number;
}

export interface TextReading extends FormReading {
  readonly kind: TextKind;
  readonly messages: number;
}

/** A byte string of Python within another string, as in a log of JSON. */
const STRING_WITHIN = /\bb['"]/;

/**
 * What a string holds: hexadecimal or base64, wrapped or not (b'30313038', "ADEw\nODAw\n"), or a byte
 * string ("sent b'\\x0010800'").
 */
function unwrapped(chunk: InputChunk, isWhole: ChunkChecks['isWhole']): InputChunk {
  const content = chunk.bytes.toString('latin1');
  const text = content.replaceAll(/\s/g, '');
  const digits = /^\\?x/.test(text) ? text.replace(/^\\?x/, '') : text;
  const isHex = digits.length % 2 === 0 && /^[0-9a-f]+$/i.test(digits);
  const strings = STRING_WITHIN.test(content) ? (readByteStrings(content, '')?.chunks ?? []) : [];
  const inner = [isHex ? Buffer.from(digits, 'hex') : undefined, base64Bytes(text), ...strings.map(({ bytes }) => bytes)].flatMap(
    (bytes) => (bytes === undefined ? [] : [inputChunk(bytes, chunk.label)]),
  );
  return isWhole(chunk) ? chunk : (inner.find(isWhole) ?? chunk);
}

/** Strings and words of base64 beside the messages: the words of a program or a log. */
function withoutOthers(kind: TextKind, chunks: readonly InputChunk[], { isWhole, isPlausible }: ChunkChecks): readonly InputChunk[] {
  if (kind !== 'string' && kind !== 'base64') return chunks;
  const tried = kind === 'string' ? chunks.map((chunk, index) => (index < TRIED_MAX ? unwrapped(chunk, isWhole) : chunk)) : chunks;
  const kept = tried.filter((chunk, index) => index >= TRIED_MAX || isPlausible(chunk));
  return kept.length === 0 ? tried : kept;
}

function candidateOf({ kind, words, read }: Form, text: string, source: string, checks: ChunkChecks): Candidate | InputError | undefined {
  try {
    const reading = read(text, source);
    if (reading === undefined) return undefined;
    const chunks = withoutOthers(kind, reading.chunks, checks);
    const whole = chunks.slice(0, TRIED_MAX).filter((chunk) => checks.isWhole(chunk) || chunk.bytes.includes('<isomsg'));
    return { ...reading, chunks, kind, words, messages: whole.length + reading.fields.length + reading.lines.length };
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
}

/** Of forms without a whole message: one that is certain, then hexadecimal, then what is plausible. */
function brokenOf(candidates: readonly Candidate[], { isPlausible }: ChunkChecks): Candidate | undefined {
  const plausible = candidates.find(({ chunks }) => chunks.slice(0, TRIED_MAX).some(isPlausible));
  const certain = candidates.find(({ isCertain }) => isCertain);
  const hex = candidates.find(({ kind, chunks, faults }) => kind === 'hex' && chunks.length + faults.length > 0);
  return plausible ?? certain ?? hex;
}

function sameBytes(one: Candidate, other: Candidate): boolean {
  return one.chunks.length === other.chunks.length && one.chunks.every(({ bytes }, index) => other.chunks[index]?.bytes.equals(bytes));
}

/**
 * Reads a text in the form that gives the most whole messages, or in the given one; a note names
 * another form that gives messages, too. A text whose lines are quoted as in a mail is also read
 * without the quoting. Throws InputError if no form gives anything.
 */
export function readTextForms(text: string, source: string, checks: ChunkChecks, kind?: TextKind): TextReading {
  const unquoted = withoutMailQuotes(text);
  if (unquoted === undefined) return readForms(text, source, checks, kind);
  const [quoted, plain] = [text, unquoted].map((spelling) => readingOrError(spelling, source, checks, kind));
  const isPlainBetter =
    plain instanceof Error || quoted instanceof Error ? quoted instanceof Error : (plain?.messages ?? 0) > (quoted?.messages ?? 0);
  const best = isPlainBetter ? plain : quoted;
  if (best === undefined || best instanceof Error) throw best;
  return best;
}

function readingOrError(text: string, source: string, checks: ChunkChecks, kind: TextKind | undefined): TextReading | InputError {
  try {
    return readForms(text, source, checks, kind);
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
}

function readForms(text: string, source: string, checks: ChunkChecks, kind: TextKind | undefined): TextReading {
  const tried = FORMS.filter((form) => kind === undefined || form.kind === kind).map((form) => candidateOf(form, text, source, checks));
  const candidates = tried.filter((one): one is Candidate => one !== undefined && !(one instanceof InputError));
  const most = Math.max(0, ...candidates.map(({ messages }) => messages));
  const best =
    most > 0
      ? candidates.find(({ messages }) => messages === most)
      : (brokenOf(candidates, checks) ?? (kind === undefined ? undefined : candidates[0]));
  if (best === undefined) {
    const refused = tried.find((one) => one instanceof InputError);
    throw kind === undefined || refused === undefined ? new InputError(foundInstead(text, source)) : refused;
  }
  const others = candidates.filter((one) => one !== best && one.messages > 0 && !sameBytes(one, best) && one.kind !== best.kind);
  const notes = others.map(
    (other) => `${source}: it was read as ${best.words}; as ${other.words} it gives a message, too: --input ${other.kind} takes it so.`,
  );
  const label = best.chunks.length === 1 && best.fields.length === 0 && best.chunks[0]?.isStream === false;
  const chunks = label ? best.chunks.map((chunk) => ({ ...chunk, label: '' })) : best.chunks;
  return { ...best, chunks, notes: [...best.notes, ...notes] };
}
