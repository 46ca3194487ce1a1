/**
 * Bytes of text with backslash escapes, as Python, C, Java, JavaScript, Go and PostgreSQL write them:
 * hexadecimal (\x30), octal (\060), \u0030, and the letters (\n); \x{30} and \u{30} of Perl and Rust.
 */

const LETTERS: Readonly<Record<string, number>> = {
  a: 0x07,
  b: 0x08,
  e: 0x1b,
  f: 0x0c,
  n: 0x0a,
  r: 0x0d,
  t: 0x09,
  v: 0x0b,
  '\\': 0x5c,
  "'": 0x27,
  '"': 0x22,
  '/': 0x2f,
};
const OCTAL = /[0-7]{1,3}/y;
const BRACED = /[xu]\{([0-9a-f]{1,2})\}/iy;
/** Digits of an escape that must be there: \x30, \u0030, \U00000030. */
const DIGITS_OF: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

export interface Unescaped {
  readonly bytes: Buffer;
  /** Escapes by number; words of a program have the others, too. */
  readonly escapes: number;
  /** Index in the text of the first escape that lacks digits or is no byte; -1: none. */
  readonly wrongAt: number;
}

function pushCharacter(bytes: number[], code: number): void {
  if (code < 0x100) bytes.push(code);
  else bytes.push(...Buffer.from(String.fromCodePoint(code), 'utf8'));
}

/** The code of an escape of hexadecimal digits; -1 if digits are missing or it is no byte. */
function hexEscape(text: string, at: number, count: number): number {
  const digits = text.slice(at, at + count);
  const code = digits.length === count && /^[0-9a-f]+$/i.test(digits) ? Number.parseInt(digits, 16) : -1;
  return code > 0xff ? -1 : code;
}

/** Reads `text` from `from` up to `to`. A character above 255 counts as its UTF-8 bytes. */
export function bytesOfEscaped(text: string, from: number, to: number): Unescaped {
  const bytes: number[] = [];
  let escapes = 0;
  let wrongAt = -1;
  for (let at = from; at < to; at += 1) {
    const code = text.charCodeAt(at);
    const next = text[at + 1];
    if (code !== 0x5c || at + 1 >= to || next === undefined) {
      pushCharacter(bytes, code);
      continue;
    }
    const count = DIGITS_OF[next];
    OCTAL.lastIndex = at + 1;
    const octal = OCTAL.exec(text)?.[0];
    BRACED.lastIndex = at + 1;
    const braced = BRACED.exec(text);
    if (braced !== null) {
      bytes.push(Number.parseInt(braced[1] ?? '', 16));
      escapes += 1;
      at += braced[0].length;
    } else if (count !== undefined) {
      const byte = at + 2 + count <= to ? hexEscape(text, at + 2, count) : -1;
      if (byte < 0 && wrongAt < 0) wrongAt = at;
      bytes.push(Math.max(0, byte));
      escapes += 1;
      at += 1 + count;
    } else if (octal !== undefined) {
      bytes.push(Number.parseInt(octal, 8) & 0xff);
      escapes += 1;
      at += octal.length;
    } else if (next === '\r' || next === '\n') at += text.startsWith('\r\n', at + 1) ? 2 : 1;
    else if (LETTERS[next] !== undefined) {
      bytes.push(LETTERS[next]);
      at += 1;
    } else bytes.push(code);
  }
  return { bytes: Buffer.from(bytes), escapes, wrongAt };
}
