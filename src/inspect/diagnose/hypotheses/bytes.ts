/** Hypotheses about bytes that are wrong: a bit of the bitmap, a length, or all of them after a conversion of text. */
import { LENGTH_ENCODINGS } from '../../../protocol/iso8583/dialect/dialect.ts';
import { announcedElements } from '../../listing/listing.ts';
import { nameOf, type Reading, readAs } from '../../read/parse-attempt.ts';
import { brokenAt } from '../problem-words.ts';
import { type Attempt, attempt, frontsOf, type Suspect } from './hypothesis.ts';

/** How many elements with a length, up to the one that broke, may be to blame. */
const LENGTHS_BACK = 8;
const LENGTH_MAX = 255;

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

export function otherBits({ base, dialect }: Suspect): readonly Attempt[] {
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

/** A length written anew; undefined when the number does not fit its form. */
function withLength({ bytes, layout }: Reading, number: number, at: number, length: number): Buffer | undefined {
  const lengthBytes = layout.lengthBytes[number] as number;
  const form = LENGTH_ENCODINGS[layout.lengthEncoding[number] as number];
  const changed = Buffer.from(bytes);
  if (at + lengthBytes > changed.length) return undefined;
  if (form === 'binary1' || form === 'binary2') {
    if (length >= 256 ** lengthBytes) return undefined;
    changed.writeUIntBE(length, at, lengthBytes);
    return changed;
  }
  const digits = String(length).padStart(form === 'bcd' ? lengthBytes * 2 : lengthBytes, '0');
  const encoded =
    form === 'bcd'
      ? Buffer.from(digits, 'hex')
      : Buffer.from([...digits].map((digit) => (form === 'ebcdic' ? 0xf0 : 0x30) + Number(digit)));
  if (encoded.length !== lengthBytes) return undefined;
  encoded.copy(changed, at);
  return changed;
}

/** Elements with a length, and where it stands; the one that broke, and those before it. */
function lengthsOf(base: Reading): readonly { readonly number: number; readonly at: number }[] {
  const { unpacked, layout, frontBytes } = base;
  const broken = unpacked.problem?.element ?? 0;
  const found = unpacked.elements
    .filter(({ number, lengthBytes }) => lengthBytes > 0 && (broken < 2 || number <= broken))
    .map(({ number, offset }) => ({ number, at: frontBytes + offset }));
  const isListed = found.some(({ number }) => number === broken);
  const own = broken >= 2 && !isListed && (layout.lengthBytes[broken] ?? 0) > 0 ? [{ number: broken, at: brokenAt(base) }] : [];
  return [...found, ...own].slice(-LENGTHS_BACK);
}

/** The length of an element says another number than its sender has written. */
export function otherLengths({ base, dialect }: Suspect): readonly Attempt[] {
  return lengthsOf(base).flatMap(({ number, at }) => {
    const attempts: Attempt[] = [];
    for (let length = 0; length <= Math.min(LENGTH_MAX, (base.layout.unitsMax[number] as number) * 2); length += 1) {
      const bytes = withLength(base, number, at, length);
      if (bytes === undefined || bytes.equals(base.bytes)) continue;
      const sentence = `The length of DE${number} (${nameOf(dialect, number)}), at offset ${at}, is wrong: with ${length} in its place the message reads whole.`;
      attempts.push(attempt('lengthValue', 3, readAs(bytes, base.frontBytes, base.layout), sentence, false));
    }
    return attempts;
  });
}

/** A message that went through a text conversion: bytes from 80 on became two. */
export function throughUtf8({ base, dialects, book }: Suspect): readonly Attempt[] {
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

export function hexTwice({ base, dialects, book }: Suspect): readonly Attempt[] {
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
