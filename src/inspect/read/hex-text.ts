/**
 * Reads messages from hex text: plain hex or dumps. Blank lines, comments, labels and offsets of 0
 * separate them.
 */

import { type InputChunk, inputChunk } from '../input/input-chunk.ts';
import { HEX_MESSAGES_MAX, TEXT_CHARACTERS_MAX } from '../input/input-limits.ts';
import { InputError, Notes, pluralize } from '../input/notes.ts';
import { type HexLine, readHexLine } from './hex-line.ts';

export interface HexText {
  readonly chunks: readonly InputChunk[];
  readonly notes: readonly string[];
  /** Messages that could not be read, each with its place. */
  readonly faults: readonly string[];
}

interface NumberedLine extends HexLine {
  /** From 1. */
  readonly number: number;
}

const OFFSET_BASES = [16, 8, 10] as const;

/** Groups the lines of a message, which only `*` lines interrupt. */
function blocksOf(lines: readonly NumberedLine[]): readonly (readonly NumberedLine[])[] {
  const blocks: NumberedLine[][] = [];
  let open: NumberedLine[] = [];
  const close = (): void => {
    if (open.length > 0) blocks.push(open);
    open = [];
  };
  for (const line of lines) {
    if (line.kind !== 'hex' && line.kind !== 'typo' && line.kind !== 'repeat') close();
    else {
      const restarts = line.dump?.likely === true && /^0+$/.test(line.dump.offset) && open[0]?.dump?.likely === true;
      if (line.labelled || restarts) close();
      if (line.kind !== 'repeat' || open.length > 0) open.push(line);
    }
  }
  close();
  return blocks;
}

/**
 * The number base in which each offset is the previous one plus the bytes between; undefined: none.
 */
function offsetBase(block: readonly NumberedLine[]): number | undefined {
  return OFFSET_BASES.find((base) => {
    let expected: number | undefined;
    for (const { kind, dump } of block) {
      if (kind === 'repeat') {
        expected = undefined;
        continue;
      }
      // Only od uses another base than 16, and it prints neither colons nor characters.
      if (dump === undefined || (base !== 16 && (dump.certain || !/^\d+$/.test(dump.offset)))) return false;
      const offset = Number.parseInt(dump.offset, base);
      if (Number.isNaN(offset) || (expected !== undefined && offset !== expected)) return false;
      expected = offset + dump.bytes.length;
    }
    return true;
  });
}

/** Whether the first number of each line is an offset. */
function isDump(block: readonly NumberedLine[]): boolean {
  const lines = block.filter(({ kind }) => kind === 'hex');
  const first = lines[0]?.dump;
  if (first === undefined || lines.some(({ dump }) => dump === undefined)) return false;
  // An offset without bytes is the end of a dump, or is hex itself: 0000.
  if (lines.every(({ dump }) => dump?.bytes.length === 0)) return false;
  if (lines.some(({ plain }) => plain === undefined) || lines.every(({ dump }) => dump?.certain)) return true;
  if (offsetBase(block) === undefined) return false;
  return first.likely && (/^0+$/.test(first.offset) || lines.length > 1);
}

function swapWords(bytes: Buffer): Buffer {
  return bytes.length % 2 === 0 ? Buffer.from(bytes).swap16() : bytes;
}

interface Joined {
  readonly bytes: Buffer;
  readonly lineOffsets: readonly number[];
}

function joinDump(block: readonly NumberedLine[], source: string, notes: Notes): Joined {
  const base = offsetBase(block) ?? 16;
  const parts: Buffer[] = [];
  const lineOffsets: number[] = [];
  let length = 0;
  let start: number | undefined;
  let last: Buffer = Buffer.alloc(0);
  let repeats = false;
  for (const { kind, dump, number } of block) {
    if (kind === 'repeat') repeats = true;
    if (dump === undefined) continue;
    const offset = Number.parseInt(dump.offset, base);
    start ??= offset;
    const missing = offset - start - length;
    if (repeats && missing > 0 && last.length > 0 && missing <= TEXT_CHARACTERS_MAX) {
      parts.push(Buffer.alloc(missing, last));
      length += missing;
    } else if (missing === -1 && dump.bytes.length === 0 && parts.length > 0) {
      // An odd number of bytes printed as words: the last byte is padding.
      parts.push((parts.pop() ?? last).subarray(0, -1));
      length -= 1;
    } else if (missing !== 0) {
      const what =
        missing > 0 ? `${pluralize(missing, 'byte')} ${missing === 1 ? 'is' : 'are'} missing before it` : 'it overlaps the line before';
      notes.add(
        'offsets of a dump',
        `${source}, line ${number}: the offset does not follow from the lines before (${what}); copy the dump again.`,
      );
      start = offset - length;
    }
    repeats = false;
    lineOffsets.push(length);
    last = dump.swapped ? swapWords(dump.bytes) : dump.bytes;
    parts.push(last);
    length += last.length;
  }
  if (block.some(({ dump }) => dump?.swapped)) {
    notes.add(
      'swapped words',
      `${source}, line ${block[0]?.number}: taken as words of two bytes, low byte first, as hexdump prints them without -C.`,
    );
  }
  return { bytes: Buffer.concat(parts), lineOffsets };
}

/** Where a digit was lost: at the end of the only line of another width, otherwise at the end. */
function oddLine(block: readonly NumberedLine[]): { readonly number: number; readonly column: number } {
  const lines = block.filter(({ plain }) => plain !== undefined);
  const width = lines[0]?.plain?.length;
  const odd = lines.slice(0, -1).filter(({ plain }) => plain?.length !== width);
  const place = (odd.length === 1 ? odd[0] : undefined) ?? lines.at(-1);
  return { number: place?.number ?? 1, column: place?.column ?? 1 };
}

function joinPlain(block: readonly NumberedLine[], source: string, notes: Notes): Joined {
  const lineOffsets: number[] = [];
  let digits = '';
  for (const { plain } of block) {
    if (plain === undefined) continue;
    lineOffsets.push(digits.length >>> 1);
    digits += plain;
  }
  if (digits.length % 2 !== 0) {
    const { number, column } = oddLine(block);
    notes.add(
      'half bytes',
      `${source}, line ${number}, column ${column}: the hex ends in half a byte (${digits.length} digits); a digit was lost here or before, and the last digit is left out.`,
    );
    digits = digits.slice(0, -1);
  }
  return { bytes: Buffer.from(digits, 'hex'), lineOffsets };
}

/** Notes on lines that are not hex; lines of a log are only counted. */
function noteForeign(lines: readonly NumberedLine[], source: string, notes: Notes): void {
  for (const { kind, number, column } of lines) {
    if (kind === 'foreign')
      notes.add('lines that are no hex', `${source}, line ${number}, column ${column}: this is no hex; the line is left out.`);
  }
  const logs = lines.filter(({ kind }) => kind === 'log').length;
  if (logs > 0)
    notes.add('log lines', `${source}: ${pluralize(logs, 'line')} of the log without bytes ${logs === 1 ? 'is' : 'are'} left out.`);
}

/**
 * `source` names the text in notes and errors. Lines that are not hex are noted; they separate
 * messages. A message with a letter that is not hex is left out, and a fault says where it is.
 * Throws InputError if there is no hex, or more than the limits allow.
 */
export function readHexText(text: string, source: string): HexText {
  if (text.length > TEXT_CHARACTERS_MAX) {
    throw new InputError(`${source} holds more than ${TEXT_CHARACTERS_MAX} characters of text; give a binary file or a part of it.`);
  }
  const notes = new Notes();
  const faults = new Notes();
  const lines = text.split(/\r\n|\n|\r/).map((line, index) => ({ ...readHexLine(line), number: index + 1 }));
  noteForeign(lines, source, notes);
  const blocks = blocksOf(lines);
  if (blocks.length > HEX_MESSAGES_MAX) throw new InputError(`${source} holds more than ${HEX_MESSAGES_MAX} messages; give a part of it.`);
  const chunks = blocks.flatMap((block) => {
    const typo = block.find(({ kind }) => kind === 'typo');
    if (typo !== undefined) {
      faults.add('wrong digits', `${source}, line ${typo.number}, column ${typo.column}: ${typo.wrong}; the message is not read.`);
      return [];
    }
    const { bytes, lineOffsets } = isDump(block) ? joinDump(block, source, notes) : joinPlain(block, source, notes);
    const label = blocks.length === 1 ? '' : `line ${block[0]?.number}`;
    return bytes.length === 0 ? [] : [inputChunk(bytes, label, lineOffsets)];
  });
  if (chunks.length + faults.sentences().length > 0) return { chunks, notes: notes.sentences(), faults: faults.sentences() };
  const foreign = lines.find(({ kind }) => kind === 'foreign');
  const where = foreign === undefined ? source : `${source}, line ${foreign.number}, column ${foreign.column},`;
  throw new InputError(`${where} holds no hex; write two digits for each byte, or force another kind with --input.`);
}
