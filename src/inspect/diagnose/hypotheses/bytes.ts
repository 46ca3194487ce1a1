/**
 * Hypotheses about wrong bytes: a bit of the bitmap, the length of an element, or a whole message
 * that was converted as text.
 */
import { TO_EBCDIC } from '../../../protocol/iso8583/codec/charset.ts';
import { LENGTH_ENCODINGS } from '../../../protocol/iso8583/dialect/dialect.ts';
import { announcedElements, nameOf, type ParseAttempt, parseAs } from '../../read/parse-attempt.ts';
import { failedElementOffset } from '../problem-words.ts';
import { type Change, changeWords } from './dialect-variants.ts';
import { type BrokenMessage, type Hypothesis, prefixLengths } from './hypothesis.ts';

/** How many elements with a length, up to the one that cannot be parsed, are tried. */
const LENGTHS_BACK = 8;
const LENGTH_MAX = 255;

/** The message with one bit of its bitmap inverted. */
function withBit({ bytes, prefixBytes, unpacked, dialect }: ParseAttempt, number: number): Buffer | undefined {
  const changed = Buffer.from(bytes);
  const start = prefixBytes + unpacked.bitmapOffset;
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

function secondaryBitSentence({ unpacked, layout }: ParseAttempt): string {
  return unpacked.bitmapBytes > layout.bitmapBytes
    ? 'Bit 1 announces a second bitmap that is not there; clear it.'
    : 'A second bitmap is there, but bit 1 does not announce it; set it.';
}

function bitSentence(number: number, name: string, isSet: boolean): string {
  return isSet
    ? `Bit ${number} (${name}) is set, but the element is not there; clear the bit, or send the element.`
    : `DE${number} (${name}) is there, but its bit is not set; set it.`;
}

/** An element without its bit can explain any bytes too many, so it costs more. */
const BIT_COSTS = { clear: 4, set: 5 } as const;

/** A bit of the bitmap is wrong. */
export function otherBits({ parsed, dialect }: BrokenMessage): readonly Hypothesis[] {
  if (parsed.unpacked.mti === '' || parsed.unpacked.problem?.element === 1) return [];
  const announced = new Set(announcedElements(parsed));
  const last = Math.min(128, (parsed.unpacked.bitmapBytes / parsed.layout.bitmapBytes) * 64);
  const hypotheses: Hypothesis[] = [];
  for (let number = 1; number <= last; number += 1) {
    const bytes = number === 65 ? undefined : withBit(parsed, number);
    if (bytes === undefined) continue;
    const sentence = number === 1 ? secondaryBitSentence(parsed) : bitSentence(number, nameOf(dialect, number), announced.has(number));
    const attempt = parseAs(bytes, parsed.prefixBytes, parsed.layout);
    const cost = announced.has(number) || number === 1 ? BIT_COSTS.clear : BIT_COSTS.set;
    hypotheses.push({ cause: 'bitmapBit', cost, attempt, sentence, isOwnBytes: false });
  }
  return hypotheses;
}

/**
 * The message with another length of one element; undefined if the number does not fit the
 * encoding.
 */
function withLength({ bytes, layout }: ParseAttempt, number: number, at: number, length: number): Buffer | undefined {
  const lengthBytes = layout.lengthBytes[number] as number;
  const form = LENGTH_ENCODINGS[layout.lengthEncoding[number] as number];
  const changed = Buffer.from(bytes);
  if (at + lengthBytes > changed.length) return undefined;
  if (form === 'binary1' || form === 'binary2') {
    if (length >= 256 ** lengthBytes) return undefined;
    changed.writeUIntBE(length, at, lengthBytes);
    return changed;
  }
  if (form === 'hex' || form === 'ebcdicHex') {
    if (length >= 16 ** lengthBytes) return undefined;
    const digits = Buffer.from(length.toString(16).toUpperCase().padStart(lengthBytes, '0'), 'latin1');
    changed.set(form === 'hex' ? digits : digits.map((byte) => TO_EBCDIC[byte] as number), at);
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

/**
 * Elements with a length, and the offset of the length: the one that cannot be parsed, and those
 * before it.
 */
function lengthsOf(parsed: ParseAttempt): readonly { readonly number: number; readonly at: number }[] {
  const { unpacked, layout, prefixBytes } = parsed;
  const broken = unpacked.problem?.element ?? 0;
  const found = unpacked.elements
    .filter(({ number, lengthBytes }) => lengthBytes > 0 && (broken < 2 || number <= broken))
    .map(({ number, offset }) => ({ number, at: prefixBytes + offset }));
  const isListed = found.some(({ number }) => number === broken);
  const own =
    broken >= 2 && !isListed && (layout.lengthBytes[broken] ?? 0) > 0 ? [{ number: broken, at: failedElementOffset(parsed) }] : [];
  return [...found, ...own].slice(-LENGTHS_BACK);
}

/** The sender wrote a wrong length for one element. */
export function otherLengths({ parsed, dialect }: BrokenMessage): readonly Hypothesis[] {
  return lengthsOf(parsed).flatMap(({ number, at }) => {
    const hypotheses: Hypothesis[] = [];
    for (let length = 0; length <= Math.min(LENGTH_MAX, (parsed.layout.unitsMax[number] as number) * 2); length += 1) {
      const bytes = withLength(parsed, number, at, length);
      if (bytes === undefined || bytes.equals(parsed.bytes)) continue;
      const sentence = `The length of DE${number} (${nameOf(dialect, number)}), at offset ${at}, is wrong: with ${length} in its place the message reads whole.`;
      const attempt = parseAs(bytes, parsed.prefixBytes, parsed.layout);
      hypotheses.push({ cause: 'lengthValue', cost: 3.5, attempt, sentence, isOwnBytes: false });
    }
    return hypotheses;
  });
}

/** The message was converted to UTF-8 as text, which makes two bytes of each byte from 80 on. */
export function throughUtf8({ parsed, dialects, layouts }: BrokenMessage): readonly Hypothesis[] {
  const text = parsed.bytes.toString('utf8');
  if (
    text.length === parsed.bytes.length ||
    text.includes('\ufffd') ||
    [...text].some((character) => (character.codePointAt(0) ?? 0) > 0xff)
  )
    return [];
  const bytes = Buffer.from(text, 'latin1');
  const more = parsed.bytes.length - bytes.length;
  const sentence = `The message went through text in UTF-8, which made two bytes of each from 80 on (${more} bytes more than there were): handle it as bytes, or as ISO-8859-1.`;
  return dialects.flatMap((dialect) =>
    prefixLengths({ ...parsed, bytes }).map((prefixBytes) => ({
      cause: 'throughUtf8' as const,
      cost: 1,
      attempt: parseAs(bytes, prefixBytes, layouts.of(dialect)),
      sentence,
      isOwnBytes: false,
    })),
  );
}

/** The encodings that a message of digits alone may have beside those of a dialect. */
const TEXT_CHANGES: readonly (readonly Change[])[] = [
  [],
  [{ key: 'bitmap', value: 'hex' }],
  [{ key: 'length', value: 'hex' }],
  [
    { key: 'bitmap', value: 'hex' },
    { key: 'length', value: 'hex' },
  ],
];

/** The digits were taken for hexadecimal ones, but they are the characters of the message. */
export function digitsAreText({ parsed, dialects, layouts }: BrokenMessage): readonly Hypothesis[] {
  const bytes = Buffer.from(parsed.bytes.toString('hex').toUpperCase(), 'latin1');
  return dialects
    .filter(({ mti }) => mti === 'ascii')
    .flatMap((dialect) =>
      TEXT_CHANGES.map((changes) => {
        const words = changes.map((change) => `${changeWords(dialect, change)}`).join(', and ');
        const settings = changes.map(({ key, value }) => `"${key}": "${value}"`).join(', ');
        const other = changes.length === 0 ? '' : `, but with ${words}; say so in a dialect of your own (${settings})`;
        const sentence = `These digits are not the bytes of the message in hexadecimal, but its characters. It is like the dialect ${dialect.name}${other}.`;
        const attempt = parseAs(bytes, 0, layouts.of(dialect, changes, false));
        return { cause: 'digitsAreText' as const, cost: 1 + changes.length, attempt, sentence, isOwnBytes: true };
      }),
    );
}

/** The bytes are hexadecimal digits of the message. */
export function hexTwice({ parsed, dialects, layouts }: BrokenMessage): readonly Hypothesis[] {
  const text = parsed.bytes.subarray(parsed.prefixBytes).toString('latin1').trim();
  if (text.length < 20 || text.length % 2 !== 0 || !/^[0-9a-f]+$/i.test(text)) return [];
  const bytes = Buffer.from(text, 'hex');
  return dialects.flatMap((dialect) =>
    prefixLengths({ ...parsed, bytes }).map((prefixBytes) => {
      const sentence = `The bytes are hexadecimal digits of a message in the dialect ${dialect.name}: it was written as text, or converted twice.`;
      const attempt = parseAs(bytes, prefixBytes, layouts.of(dialect));
      return { cause: 'hexTwice' as const, cost: 1, attempt, sentence, isOwnBytes: false };
    }),
  );
}
