/** Names the bytes behind a message: a line end, ETX and its check character, filler. */
import { pluralize } from '../input/notes.ts';

const ETX = 0x03;
const EOT = 0x04;
/** Two half bytes F: what fills up a block on some links. */
const FILLERS: Readonly<Record<number, string>> = { 0: 'zeros', 32: 'blanks', 64: 'EBCDIC blanks', 255: 'filler (FF)' };
const LINE_ENDS: Readonly<Record<string, string>> = { '\r\n': ' (CR LF)', '\n': ' (LF)', '\r': ' (CR)' };
const MAC_BYTES = 8;
/** Longer rests are not compared with one kind of character. */
const REST_BYTES_MAX = 65_536;

/** The longitudinal redundancy check: all bytes after STX, ETX included, in exclusive or. */
function lrcOf(message: Buffer): number {
  let check = ETX;
  for (const byte of message) check ^= byte;
  return check;
}

/** ETX and one byte that is not the check character of the message. */
export function isEtxWithoutLrc(rest: Buffer, message: Buffer): boolean {
  return rest.length === 2 && rest[0] === ETX && rest[1] !== EOT && rest[1] !== lrcOf(message);
}

function etxName(rest: Buffer, message: Buffer): string {
  if (rest.length === 1) return 'ETX';
  if (rest.length === 2 && rest[1] === EOT) return 'ETX and EOT';
  if (rest.length > 2) return '';
  return rest[1] === lrcOf(message)
    ? 'ETX and a check character (LRC)'
    : 'ETX and a check character that does not fit (no LRC of the message)';
}

/**
 * The bytes `rest` behind `message` (without its length header) as a noun; empty if they are
 * nothing known.
 */
export function nameOfRest(rest: Buffer, message: Buffer): string {
  const first = rest[0] ?? -1;
  if (first === ETX) return etxName(rest, message);
  const text = rest.length > REST_BYTES_MAX ? '' : rest.toString('latin1');
  if (/^[\r\n]+$/.test(text)) return rest.length > 2 ? 'line ends' : `a line end${LINE_ENDS[text] ?? ''}`;
  const filler = FILLERS[first];
  if (filler !== undefined && text !== '' && rest.every((byte) => byte === first)) return filler;
  return rest.length === MAC_BYTES ? 'as many as a MAC that no bit announces' : '';
}

/** `2 bytes, a line end (CR LF)`, `3 bytes of zeros`, `5 bytes`. */
export function restWords(rest: Buffer, message: Buffer): string {
  const name = nameOfRest(rest, message);
  const size = pluralize(rest.length, 'byte');
  if (name === '') return size;
  return Object.values(FILLERS).includes(name) ? `${size} of ${name}` : `${size}, ${name}`;
}
