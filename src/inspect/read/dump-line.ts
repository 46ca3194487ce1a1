/**
 * Reads a line of a dump (xxd, hexdump, od, Wireshark, tcpdump -x, Netty): an offset, bytes, and
 * often the characters.
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

const OFFSET = /^\s*(?:0x)?([0-9a-f]{4,16})(:?)(\s+|$)/i;
/** Digits of an offset of PowerShell 7. */
const POWERSHELL_DIGITS = 16;
/** Longer lines are no dump. */
const LINE_CHARACTERS_MAX = 1_024;
/** `|00000010| 30 31 … |01…|`, the table of Netty. */
const TABLE_ROW = /^\s*\|([0-9a-f]{8})\|((?: [0-9a-f]{2}){1,16}) {0,48}\s?\|.{0,32}\|\s*$/i;

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

/**
 * At least two blanks separate the column from the bytes, or one in the dumps of PowerShell 7; it may
 * begin with blanks itself.
 */
function columnShows(tail: string, bytes: Buffer, blanksMin: number): boolean {
  const blanks = tail.length - tail.trimStart().length;
  if (blanks === tail.length) return false;
  for (let from = blanksMin; from <= blanks; from += 1) {
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
function splitColumns(rest: string, blanksMin: number): Split | undefined {
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
    if (columnShows(tail, Buffer.from(digits, 'hex'), blanksMin)) return split;
    if (tail.trim() === '') whole = { ...split, hasText: false };
  }
  return whole;
}

/** Undefined: the line is none of a dump. */
export function dumpLine(text: string): DumpLine | undefined {
  if (text.length > LINE_CHARACTERS_MAX) return undefined;
  const row = TABLE_ROW.exec(text);
  if (row !== null) {
    const bytes = Buffer.from((row[2] ?? '').replaceAll(' ', ''), 'hex');
    return { offset: row[1] ?? '', bytes, likely: true, certain: true, swapped: false };
  }
  const match = OFFSET.exec(text);
  if (match === null) return undefined;
  const [found, offset = '', colon, gap = ''] = match;
  const rest = text.slice(found.length);
  if (rest.trim() === '') return { offset, bytes: Buffer.alloc(0), likely: true, certain: colon === ':', swapped: false };
  const split = splitColumns(rest, offset.length === POWERSHELL_DIGITS ? 1 : 2);
  if (split === undefined) return undefined;
  const certain = colon === ':' || split.hasText;
  const likely = certain || gap.length > 1 || gap === '\t' || split.widths[0] !== offset.length;
  const swapped = offset.length === 7 && colon === '' && !split.hasText && split.widths.every((width) => width === 4);
  return { offset, bytes: Buffer.from(split.digits, 'hex'), likely, certain, swapped };
}
