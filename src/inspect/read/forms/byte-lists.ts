/**
 * Lists of byte values: [48, -1, 49], {0x30, 0x31}, {(byte)0x30}, []byte{48, 49}, bytes([48]),
 * <<48,49>>, {"type":"Buffer","data":[48,49]}, 'c' characters, and decimal numbers without brackets.
 */
import { type InputChunk, inputChunk } from '../../input/input-chunk.ts';
import { HEX_MESSAGES_MAX } from '../../input/input-limits.ts';
import { InputError, Notes } from '../../input/notes.ts';
import { type FormReader, formReading } from './form.ts';
import { positionWords, TextPositions } from './text-position.ts';

const ELEMENTS_MIN = 8;
const START = /[[{(]|<<|(?<=^|[:=>]\s{0,8})(?=[-+]?\d)/gm;
const CAST = /\(\s?(?:s?byte|(?:un)?signed char|char|u?int8(?:_t)?)\s?\)\s{0,8}|(?:byte|char|uint8|np\.uint8)\(/y;
const NUMBER = /([-+]?)(?:0x([0-9a-f]{1,16})|0o([0-7]{1,22})|0b([01]{1,64})|(\d{1,20})|'([^'\\\n])')(?:_?[ui]8|[ul]{1,3}|\.toByte\(\))?/iy;
const BLANK = /[\s,;]/;
const MORE = /\.{3}(?:\s?(\d{1,9}) more (?:items?|bytes?))?/y;

interface List {
  readonly bytes: Buffer;
  readonly lineOffsets: readonly number[];
  readonly from: number;
  readonly to: number;
  /** Only a list of byte values looks like this: hexadecimal pairs do not. */
  readonly isTelling: boolean;
  /** Index of the first value that is no byte; -1: none. */
  readonly wrongAt: number;
  /** Values that the program left out when it printed; -1: an unknown number; 0: none. */
  readonly leftOut: number;
}

interface Element {
  readonly value: number;
  readonly isTelling: boolean;
  /** `04`: a decimal number has no such zero. */
  readonly isPadded: boolean;
  readonly to: number;
}

function elementAt(text: string, from: number): Element | undefined {
  CAST.lastIndex = from;
  const cast = CAST.exec(text)?.[0] ?? '';
  NUMBER.lastIndex = from + cast.length;
  const match = NUMBER.exec(text);
  if (match === null) return undefined;
  const [whole, sign, hex, octal, binary, decimal = '', character] = match;
  const end = from + cast.length + whole.length;
  const to = cast.endsWith('(') && text[end] === ')' ? end + 1 : end;
  const isWord = /\w/.test(text[to] ?? '') && /\w$/.test(whole);
  if (isWord) return undefined;
  const size =
    character !== undefined
      ? character.charCodeAt(0)
      : Number(hex !== undefined ? `0x${hex}` : octal !== undefined ? `0o${octal}` : binary !== undefined ? `0b${binary}` : decimal);
  const isTelling = sign === '-' || cast !== '' || character !== undefined || decimal.length === 1 || decimal.length === 3;
  return { value: sign === '-' ? -size : size, isTelling, isPadded: decimal.length > 1 && decimal.startsWith('0'), to };
}

/** Skips blanks, separators and comments. */
function skip(text: string, from: number): number {
  let at = from;
  for (;;) {
    while (at < text.length && BLANK.test(text[at] ?? '')) at += 1;
    const isBlock = text.startsWith('/*', at);
    if (!isBlock && !text.startsWith('//', at)) return at;
    const end = text.indexOf(isBlock ? '*/' : '\n', at + 2);
    if (end < 0) return text.length;
    at = end + (isBlock ? 2 : 1);
  }
}

/** The values from `from` on, as far as they go. */
function listAt(text: string, from: number): List {
  const bytes: number[] = [];
  const lineOffsets = [0];
  let isTelling = false;
  let isPadded = false;
  let wrongAt = -1;
  let leftOut = 0;
  let at = skip(text, from);
  for (;;) {
    MORE.lastIndex = at;
    const more = MORE.exec(text);
    if (more !== null) {
      leftOut = more[1] === undefined ? -1 : Number(more[1]);
      at += more[0].length;
      break;
    }
    const element = elementAt(text, at);
    if (element === undefined) break;
    if ((element.value > 0xff || element.value < -0x80) && wrongAt < 0) wrongAt = at;
    bytes.push(element.value & 0xff);
    isTelling ||= element.isTelling;
    isPadded ||= element.isPadded;
    const next = skip(text, element.to);
    const isLine = text.slice(element.to, Math.min(next, element.to + 16)).includes('\n');
    if (isLine) lineOffsets.push(bytes.length);
    // A number must end before the next one begins.
    if (next === element.to && /[\w'+]/.test(text[next] ?? '')) break;
    at = next;
  }
  return {
    bytes: Buffer.from(bytes),
    lineOffsets: lineOffsets.filter((offset) => offset < bytes.length),
    from,
    to: at,
    isTelling: isTelling && !isPadded,
    wrongAt,
    leftOut,
  };
}

function listsOf(text: string): readonly List[] {
  const lists: List[] = [];
  const start = new RegExp(START);
  for (let match = start.exec(text); match !== null; match = start.exec(text)) {
    const from = match.index + match[0].length;
    const list = listAt(text, from);
    start.lastIndex = Math.max(from, list.to, match.index + 1);
    const isClosed = match[0] === '' || /^\s{0,8}(?:[\]})>]|$)/.test(text.slice(list.to, list.to + 9));
    if (isClosed && list.bytes.length >= ELEMENTS_MIN) lists.push(list);
  }
  return lists;
}

export const readByteLists: FormReader = (text, source) => {
  const lists = listsOf(text);
  if (lists.length === 0) return undefined;
  if (lists.length > HEX_MESSAGES_MAX) throw new InputError(`${source} holds more than ${HEX_MESSAGES_MAX} lists; give a part of it.`);
  const notes = new Notes();
  const faults = new Notes();
  const positions = new TextPositions(text);
  const chunks: InputChunk[] = [];
  for (const { bytes, lineOffsets, from, isTelling, wrongAt, leftOut } of lists) {
    const { line } = positions.at(from);
    if (leftOut !== 0) {
      const count = leftOut < 0 ? 'bytes' : `${leftOut} bytes`;
      notes.add('cut lists', `${source}, line ${line}: the program that printed this list left out ${count}; print all of it.`);
    }
    if (wrongAt < 0) chunks.push(inputChunk(bytes, `line ${line}`, lineOffsets));
    else if (isTelling) {
      const where = positionWords(positions.at(wrongAt));
      faults.add('values of lists', `${source}, ${where}: this value is no byte; bytes are 0 to 255, or -128 to 127.`);
    }
  }
  if (chunks.length === 0 && faults.sentences().length === 0) return undefined;
  return formReading({ chunks, notes: notes.sentences(), faults: faults.sentences(), isCertain: lists.some(({ isTelling }) => isTelling) });
};
