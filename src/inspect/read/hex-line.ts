/**
 * Reads one line of hex text in both ways: as hex, alone or within a log line, and as a line of a
 * dump, which begins with an offset. hex-text.ts decides by the lines around it.
 */
import { type DumpLine, dumpLine } from './dump-line.ts';
import { withoutLogWords } from './log-words.ts';

export interface HexLine {
  /** `log`: a log line without bytes. `typo`: hex with something wrong in it. */
  readonly kind: 'blank' | 'comment' | 'repeat' | 'hex' | 'typo' | 'log' | 'foreign';
  readonly dump: DumpLine | undefined;
  /** Digits of plain hex; undefined if the line is not plain hex. */
  readonly plain: string | undefined;
  /** Begins with a word such as `request:` or a time, so a new message begins. */
  readonly labelled: boolean;
  /** From 1: for `typo` and `foreign` of what is wrong, for `hex` of the last digit. */
  readonly column: number;
  /** For `typo`: what is wrong there. */
  readonly wrong: string;
}

interface Token {
  readonly text: string;
  /** Hexadecimal digits; undefined if it is not hex. */
  readonly digits: string | undefined;
  readonly from: number;
  readonly to: number;
}

const TOKEN = /[^\s,:;{}()[\]"'_|.<>=-]+/g;
const HEX_TOKEN = /^(?:0x)?[0-9a-f]+$/i;
const ESCAPES = /^(?:\\x[0-9a-f]{2})+$/i;
/** PostgreSQL's bytea. */
const BYTEA = /^\\{1,2}x((?:[0-9a-f]{2}){2,})$/i;
const HEX_DIGITS = /[0-9a-f]/gi;
/** A bracket that closes, or a label that ends, between two tokens. */
const ENDS_RUN = /[\])}=>]|:\s/;
/** Bytes that a line must have to count as hex with a label or a typo. */
const BYTES_MIN = 8;
const LONG_TOKEN = 16;
/** The numbers of the columns above a dump: Format-Hex of PowerShell. */
const COLUMN_NUMBERS = /^\s{8,20}(?:Offset Bytes\s+Ascii|00 01 02 03 04 05 06 07 08 09 0A 0B 0C 0D 0E 0F)\s*$/;

function line(kind: HexLine['kind'], parts: Partial<HexLine> = {}): HexLine {
  return { kind, dump: undefined, plain: undefined, labelled: false, column: 0, wrong: '', ...parts };
}

/** Removes comments: from a `#`, a `//` or the start of a C comment. */
function withoutComment(text: string): string {
  const end = text.search(/#|\/\/|\/\*/);
  return (end < 0 ? text : text.slice(0, end)).replace(/^\s*;.*$/, '');
}

function digitsOf(token: string): string | undefined {
  if (HEX_TOKEN.test(token)) {
    if (!/^0x/i.test(token)) return token;
    const digits = token.slice(2);
    return digits.length === 1 ? `0${digits}` : digits;
  }
  if (!token.startsWith('\\')) return undefined;
  return ESCAPES.test(token) ? token.replaceAll(/\\x/gi, '') : BYTEA.exec(token)?.[1];
}

function tokensOf(text: string): readonly Token[] {
  return [...text.matchAll(TOKEN)].map(({ 0: token, index }) => ({
    text: token,
    digits: digitsOf(token),
    from: index,
    to: index + token.length,
  }));
}

function isPairs({ digits }: Token): boolean {
  return digits !== undefined && digits.length % 2 === 0;
}

interface Typo {
  readonly column: number;
  readonly wrong: string;
}

/** One digit too few or too many between pairs, or a letter where a digit must be. */
function typoOf(token: Token, before: Token | undefined, after: Token | undefined): Typo | undefined {
  const near = [before, after].filter((other) => other !== undefined);
  const isBetween =
    near.length > 0 &&
    near.every((other) => other.digits?.length === 2 && Math.min(Math.abs(other.from - token.to), Math.abs(token.from - other.to)) <= 2);
  const { digits, text, from } = token;
  if (digits !== undefined) {
    if (digits.length % 2 === 0 || digits.length > 3 || near.length < 2 || !isBetween) return undefined;
    return {
      column: from + 1,
      wrong: `${digits.length} hexadecimal digits stand here, but a byte has two`.replace(
        /^1 hexadecimal digits stand/,
        '1 hexadecimal digit stands',
      ),
    };
  }
  const hex = text.match(HEX_DIGITS)?.length ?? 0;
  const others = text.length - hex;
  const isLong = text.length >= LONG_TOKEN && others <= 2 && /^[0-9a-z]+$/i.test(text);
  if (!isLong && !(text.length === 2 && others === 1 && isBetween)) return undefined;
  const at = text.search(/[^0-9a-f]/i);
  return { column: from + at + 1, wrong: `"${text[at]}" is no hexadecimal digit (0-9, a-f)` };
}

function firstTypo(tokens: readonly Token[]): Typo | undefined {
  let bytes = 0;
  for (const token of tokens) bytes += isPairs(token) || token.text.length >= LONG_TOKEN ? Math.floor(token.text.length / 2) : 0;
  if (bytes < BYTES_MIN) return undefined;
  for (const [index, token] of tokens.entries()) {
    const typo = typoOf(token, tokens[index - 1], tokens[index + 1]);
    if (typo !== undefined) return typo;
  }
  return undefined;
}

interface Run {
  readonly digits: string;
  readonly to: number;
}

/** The longest row of bytes in a line with other words. */
function longestRun(text: string, tokens: readonly Token[]): Run | undefined {
  let best: Run | undefined;
  let parts: string[] = [];
  let length = 0;
  let last: Token | undefined;
  const close = (): void => {
    if (last !== undefined && length >= BYTES_MIN * 2 && length > (best?.digits.length ?? 0))
      best = { digits: parts.join(''), to: last.to };
    [parts, length] = [[], 0];
  };
  for (const token of tokens) {
    const { digits } = token;
    const isLone = digits !== undefined && digits.length >= LONG_TOKEN;
    if (last !== undefined && ENDS_RUN.test(text.slice(last.to, token.from))) close();
    if (digits === undefined || (digits.length % 2 !== 0 && !isLone)) {
      close();
      last = undefined;
      continue;
    }
    if (digits.length % 2 !== 0) close();
    parts.push(digits);
    length += digits.length;
    last = token;
    if (digits.length % 2 !== 0) close();
  }
  close();
  return best;
}

/** A line of a dump behind the time and words of a log. */
function loggedDump(text: string, behindTime: number): DumpLine | undefined {
  const rest = text.slice(behindTime);
  const at = rest.search(/(?<![\w])(?:0x)?[0-9a-f]{4,8}(?::\s{1,2}|\s{2,3})[0-9a-f]{2}/i);
  const found = at < 0 ? undefined : dumpLine(rest.slice(at));
  return found?.likely === true ? found : undefined;
}

/** The line with its log words overwritten, and its bytes, if it has any. */
function wordedLine(text: string, tokens: readonly Token[], isLog: boolean): HexLine | undefined {
  const typo = firstTypo(tokens);
  if (typo !== undefined) return line('typo', { ...typo, labelled: isLog });
  const run = longestRun(text, tokens);
  if (run !== undefined) return line('hex', { plain: run.digits, labelled: true, column: run.to });
  return isLog ? line('log') : undefined;
}

/** Reads one line, without its line end. */
export function readHexLine(text: string): HexLine {
  if (text.trim() === '') return line('blank');
  if (text.trim() === '*') return line('repeat');
  if (COLUMN_NUMBERS.test(text)) return line('comment');
  const dump = dumpLine(text);
  const log = withoutLogWords(withoutComment(text));
  if (log.text.trim() === '' && dump === undefined) return line('comment');
  const tokens = tokensOf(log.text);
  const isPlain = !log.isLog && tokens.length > 0 && tokens.every(({ digits }) => digits !== undefined);
  if (isPlain && (tokens.length === 1 || tokens.every(isPairs))) {
    return line('hex', { dump, plain: tokens.map(({ digits }) => digits).join(''), column: tokens.at(-1)?.to ?? 0 });
  }
  if (dump !== undefined) return line('hex', { dump });
  const logged = log.isLog ? loggedDump(text, log.behindTime) : undefined;
  if (logged !== undefined) return line('hex', { dump: logged });
  const worded = wordedLine(log.text, tokens, log.isLog);
  if (worded !== undefined) return worded;
  const first = tokens.find(({ digits }) => digits === undefined) ?? tokens.find((token) => !isPairs(token));
  return line('foreign', { column: (first?.from ?? text.search(/\S/)) + Math.max(0, first?.text.search(/[^0-9a-f]/i) ?? 0) + 1 });
}
