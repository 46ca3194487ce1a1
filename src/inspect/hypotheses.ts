/**
 * Why a message may be unreadable: a table of hypotheses. Each makes readings of the same bytes, or of bytes that are put
 * right, and says in words what it supposes. Whether it holds is decided by really reading.
 */

import type { Dialect } from '../protocol/iso8583/dialect.ts';
import { bytesOfUnits, type Layout } from '../protocol/iso8583/layout.ts';
import { counted } from './counted.ts';
import { claimedLength, fittingHeaders, frontWords, HEADER_KINDS } from './front.ts';
import { announcedElements } from './listing.ts';
import { nameOf, type Reading, readAs } from './reading.ts';
import { changeWords, differenceWords, doubleChanges, elementChanges, LayoutBook, singleChanges } from './variants.ts';

export const CAUSES = [
  'dialect',
  'front',
  'tpdu',
  'encoding',
  'twoEncodings',
  'elementForm',
  'bitmapBit',
  'missingFront',
  'throughUtf8',
  'hexTwice',
  'trailing',
] as const;
export type Cause = (typeof CAUSES)[number];

export interface Attempt {
  readonly cause: Cause;
  /** How unusual it is. */
  readonly cost: number;
  readonly reading: Reading;
  /** One sentence, or two: what is supposed, and what to do. Says nothing of the message's content. */
  readonly sentence: string;
  /** The bytes are the message's own, so that a listing of the reading shows what is really there. */
  readonly isOfTheseBytes: boolean;
}

/** What a hypothesis has to work with. */
export interface Suspect {
  readonly base: Reading;
  /** The dialect as it was asked for, without what a hypothesis changed. */
  readonly dialect: Dialect;
  readonly dialects: readonly Dialect[];
  readonly book: LayoutBook;
}

const FRONTS_MAX = 12;
/** How many elements before the one that broke may be to blame. */
const ELEMENTS_BACK = 10;
const TPDU_BYTES = 5;
const TRAILING_MAX = 300;
/** MTIs of which the first bytes may be lost. */
const MTIS = ['0100', '0110', '0120', '0130', '0200', '0210', '0220', '0230', '0400', '0410', '0420', '0430', '0800', '0810'] as const;

function attempt(cause: Cause, cost: number, reading: Reading, sentence: string, isOfTheseBytes = true): Attempt {
  return { cause, cost, reading, sentence, isOfTheseBytes };
}

/** Bytes in front: none, those of a header that fits, then any number. */
function frontsOf({ bytes, frontBytes }: Reading): readonly number[] {
  const counted = HEADER_KINDS.filter((kind) => claimedLength(kind, bytes) === bytes.length - kind.bytes).map((kind) => kind.bytes);
  const all = Array.from({ length: Math.min(FRONTS_MAX, bytes.length) + 1 }, (_none, front) => front);
  return [...new Set([frontBytes, ...counted, 0, ...all])];
}

function frontSentence(base: Reading, front: number, layout: Layout): string {
  const words = frontWords(base.bytes, front, undefined);
  const what = front === 0 ? 'no length header stands in front of it' : `in front of it: ${words}`;
  const off = Math.abs(front - base.frontBytes);
  const tpdu = layout.headBytes > 0 ? ', then a TPDU' : '';
  const kind = fittingHeaders(base.bytes).find(({ bytes }) => bytes === front)?.name;
  const advice = front === 0 ? '; use --header none' : kind === undefined ? '' : `; use --header ${kind}`;
  return `The message begins ${counted(off, 'byte')} ${front > base.frontBytes ? 'later' : 'earlier'} than it was read, at offset ${front}: ${what}${tpdu}${advice}.`;
}

/** What a header explains is likelier than any number of bytes. */
function frontCost({ bytes, frontBytes }: Reading, front: number): number {
  if (front === frontBytes) return 0;
  return front === 0 || fittingHeaders(bytes).some((kind) => kind.bytes === front) ? 1 : 2;
}

function otherFronts({ base, dialect, book }: Suspect): readonly Attempt[] {
  const layout = book.of(dialect, [], base.layout.headBytes > 0);
  return frontsOf(base)
    .filter((front) => front !== base.frontBytes)
    .map((front) => attempt('front', frontCost(base, front), readAs(base.bytes, front, layout), frontSentence(base, front, layout)));
}

function otherTpdu({ base, dialect, book }: Suspect): readonly Attempt[] {
  const hasTpdu = base.layout.headBytes > 0;
  const layout = book.of(dialect, [], !hasTpdu);
  const sentence = hasTpdu
    ? 'There is no TPDU in front of the MTI; use --no-tpdu.'
    : `${TPDU_BYTES} bytes of TPDU stand in front of the MTI; use --tpdu.`;
  return frontsOf(base).map((front) => {
    const where = front === base.frontBytes ? '' : ` ${frontSentence(base, front, layout)}`;
    return attempt('tpdu', 1 + frontCost(base, front), readAs(base.bytes, front, layout), `${sentence}${where}`);
  });
}

function dialectSentence(from: Dialect, to: Dialect, tpdu: boolean): string {
  const words = differenceWords(from, to);
  const frame = tpdu === to.tpdu ? '' : tpdu ? ', behind a TPDU' : ', without its TPDU';
  const options = tpdu === to.tpdu ? '' : tpdu ? ' --tpdu' : ' --no-tpdu';
  return `It is in the dialect ${to.name}${frame}${words === '' ? '' : ` (${words})`}; use --dialect ${to.name}${options}.`;
}

function otherDialects({ base, dialect, dialects, book }: Suspect): readonly Attempt[] {
  return dialects
    .filter((other) => other.name !== dialect.name)
    .flatMap((other) =>
      [other.tpdu, !other.tpdu].flatMap((tpdu) => {
        const layout = book.of(other, [], tpdu);
        return frontsOf(base).map((front) => {
          const where = front === base.frontBytes ? '' : ` ${frontSentence(base, front, layout)}`;
          const cost = (tpdu === other.tpdu ? 0 : 1) + frontCost(base, front);
          return attempt('dialect', cost, readAs(base.bytes, front, layout), `${dialectSentence(dialect, other, tpdu)}${where}`);
        });
      }),
    );
}

function sentenceOf(words: readonly string[]): string {
  const text = words.join(', and ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

function otherEncodings({ base, dialect, dialects, book }: Suspect): readonly Attempt[] {
  const hasTpdu = base.layout.headBytes > 0;
  return dialects.flatMap((other) =>
    singleChanges(other).map((change) => {
      const isAsked = other.name === dialect.name;
      const reading = readAs(base.bytes, base.frontBytes, book.of(other, [change], isAsked ? hasTpdu : other.tpdu));
      const like = isAsked ? '' : `It is like the dialect ${other.name}, but with `;
      const words = `${like === '' ? sentenceOf([changeWords(other, change)]) : like + changeWords(other, change)}`;
      return attempt(
        'encoding',
        isAsked ? 1 : 3,
        reading,
        `${words}; say so in a dialect of your own ("${change.key}": "${change.value}").`,
      );
    }),
  );
}

function twoEncodings({ base, dialect, book }: Suspect): readonly Attempt[] {
  return doubleChanges(dialect).map((changes) => {
    const reading = readAs(base.bytes, base.frontBytes, book.of(dialect, changes, base.layout.headBytes > 0));
    const keys = changes.map(({ key, value }) => `"${key}": "${value}"`).join(', ');
    const words = sentenceOf(changes.map((change) => changeWords(dialect, change)));
    return attempt('twoEncodings', 4, reading, `${words}; say so in a dialect of your own (${keys}).`);
  });
}

/** The element that broke, and those before it, the nearest first: one of them may be written otherwise. */
function suspects({ base }: Suspect): readonly number[] {
  const broken = base.unpacked.problem?.element ?? 0;
  const announced = announcedElements(base).filter((number) => broken < 2 || number <= broken);
  return announced.slice(-ELEMENTS_BACK).reverse();
}

function otherElementForms(suspect: Suspect): readonly Attempt[] {
  const { base, dialect } = suspect;
  const hasTpdu = base.layout.headBytes > 0;
  const broken = base.unpacked.problem?.element ?? 0;
  return suspects(suspect).flatMap((number) =>
    elementChanges(dialect, number).map(({ spec, words }) => {
      const layout = new LayoutBook().of({ ...dialect, elements: { ...dialect.elements, [String(number)]: spec } }, [], hasTpdu);
      const shifts = broken > number ? `, so that all from DE${number} on is shifted` : '';
      const sentence = `DE${number} (${nameOf(dialect, number)}) ${words}${shifts}; say so in a dialect of your own.`;
      return attempt('elementForm', 3, readAs(base.bytes, base.frontBytes, layout), sentence);
    }),
  );
}

/** The bitmap with one bit turned over, as bytes of the message. */
function withBit({ bytes, frontBytes, unpacked, dialect }: Reading, number: number): Buffer | undefined {
  const changed = Buffer.from(bytes);
  const start = frontBytes + unpacked.bitmapOffset;
  if (dialect.bitmap === 'raw') {
    const at = start + ((number - 1) >> 3);
    if (at >= changed.length) return undefined;
    changed[at] = (changed[at] as number) ^ (0x80 >> ((number - 1) & 7));
    return changed;
  }
  const at = start + ((number - 1) >> 2);
  if (at >= changed.length || dialect.bitmap !== 'hex') return undefined;
  const digit = Number.parseInt(changed.toString('latin1', at, at + 1), 16);
  if (Number.isNaN(digit)) return undefined;
  changed.write((digit ^ (8 >> ((number - 1) & 3))).toString(16).toUpperCase(), at, 'latin1');
  return changed;
}

function otherBits({ base, dialect }: Suspect): readonly Attempt[] {
  if (base.unpacked.mti === '' || base.unpacked.problem?.element === 1) return [];
  const announced = new Set(announcedElements(base));
  const last = base.unpacked.bitmapBytes > base.layout.bitmapBytes ? 128 : 64;
  const attempts: Attempt[] = [];
  for (let number = 1; number <= last; number += 1) {
    const bytes = number === 65 ? undefined : withBit(base, number);
    if (bytes === undefined) continue;
    const name = number === 1 ? '' : ` (${nameOf(dialect, number)})`;
    const isSecondary = number === 1;
    const sentence = isSecondary
      ? base.unpacked.bitmapBytes > base.layout.bitmapBytes
        ? 'Bit 1 announces a second bitmap that is not there; clear it.'
        : 'A second bitmap is there, but bit 1 does not announce it; set it.'
      : announced.has(number)
        ? `Bit ${number}${name} is set, but the element is not there; clear the bit, or send the element.`
        : `DE${number}${name} is there, but its bit is not set; set it.`;
    attempts.push(attempt('bitmapBit', 4, readAs(bytes, base.frontBytes, base.layout), sentence, false));
  }
  return attempts;
}

/** The first bytes of the MTI went with a header that was taken for longer than it is. */
function missingFront({ base, dialects, book }: Suspect): readonly Attempt[] {
  return dialects.flatMap((dialect) => {
    const layout = book.of(dialect, [], false);
    return MTIS.flatMap((mti1987) => {
      const mti = `${dialect.version}${mti1987.slice(1)}`;
      const encoded = mtiBytes(mti, dialect.mti);
      return Array.from({ length: encoded.length - 1 }, (_none, index) => index + 1).flatMap((lost) => {
        if (!base.bytes.subarray(0, encoded.length - lost).equals(encoded.subarray(lost))) return [];
        const reading = readAs(Buffer.concat([encoded.subarray(0, lost), base.bytes]), 0, layout);
        const sentence = `The first ${counted(lost, 'byte')} of the MTI ${lost === 1 ? 'is' : 'are'} missing: what cut the message out took a length header for ${counted(lost, 'byte')} longer than it is (dialect ${dialect.name}).`;
        return [attempt('missingFront', 2, reading, sentence, false)];
      });
    });
  });
}

function mtiBytes(mti: string, encoding: Dialect['mti']): Buffer {
  if (encoding === 'bcdLeft') return Buffer.from(mti, 'hex');
  return encoding === 'ascii' ? Buffer.from(mti, 'latin1') : Buffer.from([...mti].map((digit) => 0xf0 + Number(digit)));
}

/** A message that went through a text conversion: bytes from 80 on became two. */
function throughUtf8({ base, dialects, book }: Suspect): readonly Attempt[] {
  const text = base.bytes.toString('utf8');
  if (text.length === base.bytes.length || text.includes('\ufffd') || [...text].some((character) => (character.codePointAt(0) ?? 0) > 0xff))
    return [];
  const bytes = Buffer.from(text, 'latin1');
  const more = base.bytes.length - bytes.length;
  const sentence = `The message went through text in UTF-8, which made two bytes of each from 80 on (${more} bytes more than there were): handle it as bytes, or as ISO-8859-1.`;
  return dialects.flatMap((dialect) =>
    frontsOf({ ...base, bytes }).map((front) => attempt('throughUtf8', 1, readAs(bytes, front, book.of(dialect)), sentence, false)),
  );
}

function hexTwice({ base, dialects, book }: Suspect): readonly Attempt[] {
  const text = base.bytes.subarray(base.frontBytes).toString('latin1').trim();
  if (text.length < 20 || text.length % 2 !== 0 || !/^[0-9a-f]+$/i.test(text)) return [];
  const bytes = Buffer.from(text, 'hex');
  return dialects.flatMap((dialect) =>
    frontsOf({ ...base, bytes }).map((front) => {
      const sentence = `The bytes are hexadecimal digits of a message in the dialect ${dialect.name}: it was written as text, or converted twice.`;
      return attempt('hexTwice', 1, readAs(bytes, front, book.of(dialect)), sentence, false);
    }),
  );
}

const LINE_END = /^(?:\r\n|\n|\r)+$/;

function trailingWords(rest: Buffer): string {
  if (LINE_END.test(rest.toString('latin1'))) return 'a line end';
  if (rest.every((byte) => byte === 0)) return `${rest.length} bytes of zeros`;
  if (rest[0] === 0x03 && rest.length <= 2) return rest.length === 2 ? 'ETX and a check character' : 'ETX';
  return rest.length === 8 ? '8 bytes, the length of a MAC that no bit announces' : `${rest.length} bytes`;
}

/** The message is whole, and more follows. */
function trailing({ base, dialects, book, dialect }: Suspect): readonly Attempt[] {
  const attempts: Attempt[] = [];
  for (const other of [dialect, ...dialects.filter(({ name }) => name !== dialect.name)]) {
    const layout = other.name === dialect.name ? base.layout : book.of(other);
    const { unpacked } = readAs(base.bytes, base.frontBytes, layout);
    const end = base.frontBytes + unpacked.endOffset;
    const rest = base.bytes.subarray(end);
    if (unpacked.problem?.kind !== 'trailing' || rest.length > TRAILING_MAX) continue;
    const sentence = `The message ends at offset ${end}; ${trailingWords(rest)} follow it. Leave them out, or cut the stream by its length header.`;
    attempts.push(
      attempt('trailing', other.name === dialect.name ? 3 : 5, readAs(base.bytes.subarray(0, end), base.frontBytes, layout), sentence),
    );
  }
  return attempts;
}

/** In the order of what they cost to try. */
export const HYPOTHESES: Readonly<Record<Cause, (suspect: Suspect) => readonly Attempt[]>> = {
  front: otherFronts,
  tpdu: otherTpdu,
  dialect: otherDialects,
  trailing,
  encoding: otherEncodings,
  throughUtf8,
  hexTwice,
  missingFront,
  elementForm: otherElementForms,
  bitmapBit: otherBits,
  twoEncodings,
};

/** Bytes that an element takes at the least: its length and nothing, or all of it. */
export function bytesMin(layout: Layout, number: number): number {
  const lengthBytes = layout.lengthBytes[number] as number;
  return lengthBytes > 0 ? lengthBytes : bytesOfUnits(layout.encoding[number] as number, layout.unitsMax[number] as number);
}
