/**
 * Reads one line of hex text in both ways: as plain hex, and as a line of a dump (xxd, hexdump, od,
 * Wireshark, tcpdump -x), which begins with an offset and often ends with the characters.
 * hex-text.ts decides by the lines around it.
 */

export interface DumpLine {
  /** The digits as written; their base is known only from the next line. */
  readonly offset: string;
  readonly bytes: Buffer;
  /** A wide gap follows, or the width differs from that of the bytes: probably an offset. */
  readonly likely: boolean;
  /** A colon after it, or characters at the end: certainly an offset. */
  readonly certain: boolean;
  /** Two-byte words, low byte first (`hexdump` and `od -x` without further options). */
  readonly swapped: boolean;
}

export interface HexLine {
  readonly kind: 'blank' | 'comment' | 'repeat' | 'hex' | 'foreign';
  readonly dump: DumpLine | undefined;
  /** Digits of plain hex; undefined if the line is not plain hex. */
  readonly plain: string | undefined;
  /** Begins with a word such as `request:`, so a new message begins. */
  readonly labelled: boolean;
  /** For a line that is not hex: the column, from 1, of the first other character. */
  readonly column: number;
}

const OFFSET = /^\s*(?:0x)?([0-9a-f]{4,16})(:?)(\s+|$)/i;
const SEPARATORS = /[\s,:;{}()[\]"'_|.-]+/;
const HEX_TOKEN = /^(?:0x)?[0-9a-f]+$/i;
const ESCAPES = /^(?:\\x[0-9a-f]{2})+$/i;
const LABEL_ENDS = /[:=>]\s*/g;
const LABEL_BYTES_MIN = 8;

function line(kind: HexLine['kind'], parts: Partial<HexLine> = {}): HexLine {
  return { kind, dump: undefined, plain: undefined, labelled: false, column: 0, ...parts };
}

/** Removes comments: from a `#`, a `//` or the start of a C comment. */
function withoutComment(text: string): string {
  const end = text.search(/#|\/\/|\/\*/);
  return (end < 0 ? text : text.slice(0, end)).replace(/^\s*;.*$/, '');
}

function digitsOf(token: string): string | undefined {
  if (ESCAPES.test(token)) return token.replaceAll(/\\x/gi, '');
  if (!HEX_TOKEN.test(token)) return undefined;
  if (!/^0x/i.test(token)) return token;
  const digits = token.slice(2);
  return digits.length === 1 ? `0${digits}` : digits;
}

/**
 * Digits of a line of plain hex; a token of an odd number of digits must be the only one (a wrapped
 * line).
 */
function plainDigits(text: string): string | undefined {
  const tokens = text.split(SEPARATORS).filter((token) => token !== '');
  const digits = tokens.map(digitsOf);
  if (tokens.length === 0 || digits.includes(undefined)) return undefined;
  if (digits.length > 1 && digits.some((part) => (part?.length ?? 0) % 2 !== 0)) return undefined;
  return digits.join('');
}

/**
 * `request: 30 32 …`, `DEBUG [out] => 3032…`: the hex after the first label that is followed by
 * enough of it.
 */
function labelledDigits(text: string): string | undefined {
  for (const match of text.matchAll(LABEL_ENDS)) {
    const digits = plainDigits(text.slice(match.index + match[0].length));
    if (digits !== undefined && digits.length >= LABEL_BYTES_MIN * 2) return digits;
  }
  return undefined;
}

/** Whether a text is the character column of these bytes; blanks at its end are often lost. */
function showsBytes(text: string, bytes: Buffer): boolean {
  if (text.length > bytes.length) return false;
  for (let index = 0; index < bytes.length; index += 1) {
    const code = bytes[index] ?? 0;
    if (index >= text.length) {
      if (code !== 0x20) return false;
      continue;
    }
    const printable = code >= 0x20 && code < 0x7f;
    const shown = text.charCodeAt(index);
    if (shown !== 0x2e && shown < 0x7f && !(printable && shown === code)) return false;
  }
  return true;
}

/** At least two blanks separate the column from the bytes; it may begin with blanks itself. */
function columnShows(tail: string, bytes: Buffer): boolean {
  const blanks = tail.length - tail.trimStart().length;
  if (blanks === tail.length) return false;
  for (let from = 2; from <= blanks; from += 1) {
    const column = tail.slice(from);
    if (showsBytes(column, bytes) || showsBytes(column.trimEnd(), bytes)) return true;
  }
  return false;
}

interface Split {
  readonly digits: string;
  /** Digits of each group. */
  readonly widths: readonly number[];
  readonly hasText: boolean;
}

/** Finds where the bytes end and the character column begins. That column may look like hex. */
function splitColumns(rest: string): Split | undefined {
  const groups = [...rest.matchAll(/[0-9a-f]+(?=\s|\||$)/gi)];
  let whole: Split | undefined;
  let digits = '';
  const widths: number[] = [];
  let end = 0;
  for (const group of groups) {
    if (!/^\s*$/.test(rest.slice(end, group.index)) || group[0].length % 2 !== 0) break;
    digits += group[0];
    widths.push(group[0].length);
    end = group.index + group[0].length;
    const tail = rest.slice(end);
    const split = { digits, widths: [...widths], hasText: true };
    const barred = /^\s*\|(.*)\|\s*$/.exec(tail)?.[1];
    if (barred !== undefined && barred.length * 2 <= digits.length) return split;
    if (columnShows(tail, Buffer.from(digits, 'hex'))) return split;
    if (tail.trim() === '') whole = { ...split, hasText: false };
  }
  return whole;
}

function dumpLine(text: string): DumpLine | undefined {
  const match = OFFSET.exec(text);
  if (match === null) return undefined;
  const [found, offset = '', colon, gap = ''] = match;
  const rest = text.slice(found.length);
  if (rest.trim() === '') return { offset, bytes: Buffer.alloc(0), likely: true, certain: colon === ':', swapped: false };
  const split = splitColumns(rest);
  if (split === undefined) return undefined;
  const certain = colon === ':' || split.hasText;
  const likely = certain || gap.length > 1 || gap === '\t' || split.widths[0] !== offset.length;
  const swapped = offset.length === 7 && colon === '' && !split.hasText && split.widths.every((width) => width === 4);
  return { offset, bytes: Buffer.from(split.digits, 'hex'), likely, certain, swapped };
}

/** Reads one line, without its line end. */
export function readHexLine(text: string): HexLine {
  if (text.trim() === '') return line('blank');
  if (text.trim() === '*') return line('repeat');
  const dump = dumpLine(text);
  const bare = withoutComment(text);
  if (bare.trim() === '' && dump === undefined) return line('comment');
  const plain = plainDigits(bare);
  if (plain !== undefined || dump !== undefined) return line('hex', { dump, plain });
  const labelled = labelledDigits(bare);
  if (labelled !== undefined) return line('hex', { plain: labelled, labelled: true });
  return line('foreign', { column: text.search(/[^\s0-9a-fA-F]/) + 1 });
}
