/**
 * Dumps that print a byte in other forms than hexadecimal: od -b, -c, -t u1, -t d1, -t o1 and
 * hexdump -b, -c. Each line has an offset of seven digits, then columns of equal width.
 */
import { type InputChunk, inputChunk } from '../../input/input-chunk.ts';
import { HEX_MESSAGES_MAX, INPUT_BYTES_MAX } from '../../input/input-limits.ts';
import { InputError } from '../../input/notes.ts';
import { type FormReader, formReading } from './form.ts';

const LINE = /^([0-9a-f]{7})((?: [^\n]{2,80})?)$/i;
/** The last column may have lost its blanks at the end. */
const WIDTHS = [4, 5] as const;
const BYTES_MIN = 8;
const BLANK = 0x20;
const LETTERS: Readonly<Record<string, number>> = {
  '\\0': 0x00,
  '\\a': 0x07,
  '\\b': 0x08,
  '\\t': 0x09,
  '\\n': 0x0a,
  '\\v': 0x0b,
  '\\f': 0x0c,
  '\\r': 0x0d,
};

interface DumpRow {
  readonly offset: string;
  readonly cells: readonly string[];
  /** From 1. */
  readonly line: number;
  /** A line `*` stands in front: lines equal to the one before were left out. */
  readonly isAfterStar: boolean;
}

/** The columns of a line; undefined if a column does not end where it should. */
function cellsOf(text: string): readonly string[] | undefined {
  for (const width of WIDTHS) {
    const padded = text.padEnd(Math.ceil(text.length / width) * width);
    const cells = padded.match(new RegExp(`.{${width}}`, 'g')) ?? [];
    const isAligned = cells.every((cell) => cell[0] === ' ' && (cell.at(-1) !== ' ' || cell.trim() === ''));
    if (isAligned) return cells.map((cell) => cell.trim());
  }
  return undefined;
}

/** Blocks of lines whose first offset is 0. */
function blocksOf(text: string): readonly (readonly DumpRow[])[] {
  const blocks: DumpRow[][] = [];
  let open: DumpRow[] | undefined;
  let isAfterStar = false;
  for (const [index, raw] of text.split('\n').entries()) {
    const line = raw.replace(/\r$/, '');
    if (line.trimEnd() === '*') {
      isAfterStar = true;
      continue;
    }
    const match = LINE.exec(line);
    const cells = match === null ? undefined : cellsOf(match[2] ?? '');
    if (match === null || cells === undefined) {
      open = undefined;
      continue;
    }
    const offset = match[1] ?? '';
    if (/^0+$/.test(offset)) {
      open = [];
      blocks.push(open);
    }
    open?.push({ offset, cells, line: index + 1, isAfterStar });
    isAfterStar = false;
  }
  return blocks;
}

type ByteOf = (cell: string) => number;

/** How the cells are to be read: characters, octal, or decimal digits. */
function byteReader(cells: readonly string[]): ByteOf {
  const isNumbers = cells.every((cell) => /^-?\d{1,3}$/.test(cell));
  if (isNumbers && cells.every((cell) => /^[0-3][0-7]{2}$/.test(cell))) return (cell) => Number.parseInt(cell, 8);
  const hasNumber = cells.some((cell) => /^-?\d{2}$|^-\d{3}$/.test(cell));
  if (isNumbers && hasNumber) return (cell) => (Number(cell) < -0x80 || Number(cell) > 0xff ? -1 : Number(cell) & 0xff);
  return (cell) => {
    if (/^[0-3][0-7]{2}$/.test(cell)) return Number.parseInt(cell, 8);
    return cell === '' ? 0x20 : cell.length === 1 ? (Buffer.from(cell, 'latin1')[0] ?? -1) : (LETTERS[cell] ?? -1);
  };
}

/** Number base of the offsets: that in which the second line follows the first. */
function offsetBase(rows: readonly DumpRow[]): number {
  const [first, second] = rows;
  if (first === undefined || second === undefined || second.isAfterStar) return 8;
  return [8, 16, 10].find((base) => Number.parseInt(second.offset, base) === first.cells.length) ?? 8;
}

/** The bytes of a block; undefined if a cell is no byte or a line is missing. */
function chunkOf(rows: readonly DumpRow[]): InputChunk | undefined {
  const byteOf = byteReader(rows.flatMap(({ cells }) => cells));
  const base = offsetBase(rows);
  const bytes: number[] = [];
  const lineOffsets: number[] = [];
  let last: readonly number[] = [];
  for (const { offset, cells, isAfterStar } of rows) {
    const at = Number.parseInt(offset, base);
    if (at > INPUT_BYTES_MAX) return undefined;
    while (isAfterStar && last.length > 0 && bytes.length < at) bytes.push(...last);
    // Blanks at the end of a line of characters may be lost.
    while (!isAfterStar && bytes.length < at && at - bytes.length < last.length) bytes.push(BLANK);
    if (bytes.length !== at) return undefined;
    if (cells.length > 0) lineOffsets.push(at);
    last = cells.map(byteOf);
    bytes.push(...last);
  }
  if (bytes.length < BYTES_MIN || bytes.includes(-1)) return undefined;
  return inputChunk(Buffer.from(bytes), `line ${rows[0]?.line}`, lineOffsets);
}

export const readOctalDumps: FormReader = (text, source) => {
  const blocks = blocksOf(text);
  if (blocks.length > HEX_MESSAGES_MAX) throw new InputError(`${source} holds more than ${HEX_MESSAGES_MAX} dumps; give a part of it.`);
  const chunks = blocks.flatMap((rows) => chunkOf(rows) ?? []);
  return chunks.length === 0 ? undefined : formReading({ chunks });
};
