/**
 * Byte strings in source code and logs: b'\x0010800', "\060\061" "\x30", '\u0000', concatenated over
 * lines; and lines with escapes but without quotes, as PostgreSQL prints bytea.
 */
import { type InputChunk, inputChunk } from '../../input/input-chunk.ts';
import { HEX_MESSAGES_MAX } from '../../input/input-limits.ts';
import { InputError, Notes } from '../../input/notes.ts';
import { withoutLogWords } from '../log-words.ts';
import { bytesOfEscaped } from './escapes.ts';
import { type FormReader, formReading } from './form.ts';
import { type Literal, literals } from './string-scan.ts';
import { positionWords, TextPositions } from './text-position.ts';

/** Shorter strings are words of a program, unless they are byte strings or have escapes. */
const BYTES_MIN = 12;
const ESCAPED_BYTES_MIN = 4;
/** Escapes of a line without quotes that does not begin with one. */
const BARE_ESCAPES_MIN = 4;
/**
 * What may stand between two parts of one string: blanks, and an operator that joins (. is that of
 * PHP); a prefix belongs to the part. A closing parenthesis without an operator ends the string.
 */
const BETWEEN = /^[\s\\(]*(?:\)?[\s\\)]*[+&.][\s\\+&(]*)?$/;
const BETWEEN_MAX = 200;
/** Equal bytes as gdb prints them: '\000' <repeats 15 times>, "…". */
const REPEATS = /[ \t]<repeats (\d{1,5}) times>/y;
const BETWEEN_GDB = /^(?:[ \t]<repeats \d{1,5} times>)?, $/;
const BARE_ESCAPE = /\\(?:x[0-9a-f]{2}|[0-7]{3})/gi;

/** How often a literal stands in its string. */
function timesOf(text: string, { to }: Literal): number {
  REPEATS.lastIndex = to;
  return Number(REPEATS.exec(text)?.[1] ?? 1);
}

interface Part {
  readonly bytes: Buffer;
  readonly isTelling: boolean;
  readonly wrongAt: number;
  readonly literal: Literal;
}

function partOf(text: string, literal: Literal): Part | undefined {
  const { contentFrom, contentTo, prefix, isCut } = literal;
  // X'3031' is hexadecimal, and read as such.
  if (prefix.includes('x') || prefix.includes('h')) return undefined;
  if (prefix.includes('r')) {
    return { bytes: Buffer.from(text.slice(contentFrom, contentTo), 'latin1'), isTelling: prefix.includes('b'), wrongAt: -1, literal };
  }
  const { bytes: once, escapes, wrongAt } = bytesOfEscaped(text, contentFrom, contentTo);
  if (isCut && escapes < ESCAPED_BYTES_MIN) return undefined;
  const times = once.length === 1 ? timesOf(text, literal) : 1;
  const bytes = times === 1 ? once : Buffer.alloc(times, once);
  return { bytes, isTelling: escapes > 0 || prefix.includes('b'), wrongAt, literal };
}

function groupsOf(text: string): readonly (readonly Part[])[] {
  const groups: Part[][] = [];
  let lastTo = -1;
  let cutTo = -1;
  const isGdb = text.includes(' <repeats ');
  for (const literal of literals(text)) {
    // Quotes within a string that nothing closes are part of it.
    if (literal.from < cutTo) continue;
    const part = partOf(text, literal);
    if (part === undefined) continue;
    if (literal.isCut) cutTo = literal.to;
    const gap = lastTo < 0 ? undefined : literal.from - lastTo;
    const between = gap !== undefined && gap <= BETWEEN_MAX ? text.slice(lastTo, literal.from) : undefined;
    const continues = between !== undefined && (BETWEEN.test(between) || (isGdb && BETWEEN_GDB.test(between)));
    if (continues) groups.at(-1)?.push(part);
    else groups.push([part]);
    lastTo = literal.to;
  }
  return groups.filter((parts) => {
    const length = parts.reduce((sum, { bytes }) => sum + bytes.length, 0);
    return length >= (parts.some(({ isTelling }) => isTelling) ? ESCAPED_BYTES_MIN : BYTES_MIN);
  });
}

interface BareLine {
  readonly from: number;
  readonly bytes: Buffer;
  readonly wrongAt: number;
}

/** Lines such as `\00010800\2028\000`, whose first escape comes before any quote. */
function bareLines(text: string): readonly BareLine[] {
  let from = 0;
  return text.split('\n').flatMap((raw) => {
    const start = from;
    from += raw.length + 1;
    if (!raw.includes('\\')) return [];
    const line = raw.trimEnd();
    const first = line.search(BARE_ESCAPE);
    const isQuoted = /["']/.test(line.slice(0, Math.max(0, first)));
    if (first < 0 || isQuoted || (first > 0 && (line.match(BARE_ESCAPE)?.length ?? 0) < BARE_ESCAPES_MIN)) return [];
    // In a log, the bytes begin with the word of the first escape.
    const word = withoutLogWords(line).isLog ? line.lastIndexOf(' ', first) + 1 : line.length - line.trimStart().length;
    const { bytes, wrongAt } = bytesOfEscaped(text, start + word, start + line.length);
    return [{ from: start + word, bytes, wrongAt }];
  });
}

export const readByteStrings: FormReader = (text, source) => {
  if (!/["'\\]/.test(text)) return undefined;
  const notes = new Notes();
  const faults = new Notes();
  const positions = new TextPositions(text);
  const chunks: InputChunk[] = [];
  let isCertain = false;
  const fault = (wrongAt: number): void =>
    faults.add(
      'escapes',
      `${source}, ${positionWords(positions.at(wrongAt))}: this escape is no byte; write \\x and two hexadecimal digits (0-9, a-f).`,
    );
  const bare = bareLines(text);
  const bareNumbers = new Set(bare.map(({ from }) => positions.at(from).line));
  for (const parts of groupsOf(text)) {
    // A quote among escapes without quotes is a character of the message.
    if (bareNumbers.has(positions.at(parts[0]?.literal.from ?? 0).line)) continue;
    const wrong = parts.find(({ wrongAt, isTelling }) => wrongAt >= 0 && isTelling);
    const label = `line ${positions.at(parts[0]?.literal.from ?? 0).line}`;
    if (wrong !== undefined) {
      fault(wrong.wrongAt);
      isCertain = true;
      continue;
    }
    const offsets: number[] = [];
    let length = 0;
    for (const { bytes, literal } of parts) {
      offsets.push(length);
      length += bytes.length;
      if (literal.isCut)
        notes.add(
          'strings without an end',
          `${source}, ${label}: the closing quote is missing; the string is read to the end of its line.`,
        );
    }
    isCertain ||= parts.some(({ isTelling }) => isTelling) && length >= BYTES_MIN;
    chunks.push(inputChunk(Buffer.concat(parts.map(({ bytes }) => bytes)), label, offsets));
  }
  for (const { from, bytes, wrongAt } of bare) {
    if (wrongAt >= 0) fault(wrongAt);
    else chunks.push(inputChunk(bytes, `line ${positions.at(from).line}`));
    isCertain = true;
  }
  if (chunks.length > HEX_MESSAGES_MAX) throw new InputError(`${source} holds more than ${HEX_MESSAGES_MAX} strings; give a part of it.`);
  if (chunks.length === 0 && faults.sentences().length === 0) return undefined;
  return formReading({ chunks, notes: notes.sentences(), faults: faults.sentences(), isCertain });
};
