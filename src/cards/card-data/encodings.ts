/**
 * The encodings in which bytes may hold card data: ASCII, EBCDIC, two digits in a byte (packed), six
 * bits for a character as on the stripe, and hexadecimal digits of any of these.
 */

/** Half bytes `from` up to `to` of a view's character. */
export interface View {
  readonly text: string;
  /** What the characters stand for: text, or digits and the separator D. */
  readonly kind: 'characters' | 'packed' | 'track1';
  /** The half bytes of a character. */
  readonly nibblesOf: (index: number) => { readonly from: number; readonly to: number };
}

/** The characters of tracks and names that all Latin code pages of EBCDIC share. */
const EBCDIC_RUNS: readonly (readonly [number, string])[] = [
  [0xc1, 'ABCDEFGHI'],
  [0xd1, 'JKLMNOPQR'],
  [0xe2, 'STUVWXYZ'],
  [0x81, 'abcdefghi'],
  [0x91, 'jklmnopqr'],
  [0xa2, 'stuvwxyz'],
  [0xf0, '0123456789'],
  [0x40, ' '],
  [0x4b, '.'],
  [0x50, '&'],
  [0x5e, ';'],
  [0x60, '-/'],
  [0x6b, ',%'],
  [0x6f, '?'],
  [0x7d, "'="],
];
/** The caret, in code page 037 and in 500 and 1047. */
const EBCDIC_CARETS = [0xb0, 0x5f];
const OTHER = '.';

const FROM_EBCDIC: readonly string[] = ((): readonly string[] => {
  const table = new Array<string>(256).fill('\u0000');
  for (const [first, characters] of EBCDIC_RUNS)
    for (const [index, character] of [...characters].entries()) table[first + index] = character;
  for (const byte of EBCDIC_CARETS) table[byte] = '^';
  return table;
})();

function inBytes(text: string): View {
  return { text, kind: 'characters', nibblesOf: (index) => ({ from: index * 2, to: index * 2 + 2 }) };
}

/** Six bits for a character (ISO/IEC 7811): the characters 0x20 to 0x5F of ASCII. */
function sixBits(bytes: Uint8Array, firstBit: number): View {
  const count = Math.max(0, Math.floor((bytes.length * 8 - firstBit) / 6));
  const text = Array.from({ length: count }, (_none, index) => {
    const bit = firstBit + index * 6;
    const two = ((bytes[bit >> 3] ?? 0) << 8) | (bytes[(bit >> 3) + 1] ?? 0);
    return String.fromCharCode(0x20 + ((two >> (10 - (bit & 7))) & 0x3f));
  }).join('');
  const nibblesOf = (index: number): { readonly from: number; readonly to: number } => {
    const bit = firstBit + index * 6;
    return { from: bit >> 2, to: (bit + 9) >> 2 };
  };
  return { text, kind: 'track1', nibblesOf };
}

const EBCDIC_DIGIT = /[\u00f0-\u00f9]/;
/** The shortest piece of track 1 that is looked for in six bits: 12 digits and a separator. */
const SIX_BIT_BYTES_MIN = 10;

/** The bytes as text in each encoding. */
export function viewsOf(bytes: Uint8Array): readonly View[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const latin1 = buffer.toString('latin1');
  const views: View[] = [inBytes(latin1)];
  if (EBCDIC_DIGIT.test(latin1)) views.push(inBytes([...bytes].map((byte) => FROM_EBCDIC[byte] ?? OTHER).join('')));
  views.push({ text: buffer.toString('hex'), kind: 'packed', nibblesOf: (index) => ({ from: index, to: index + 1 }) });
  if (bytes.length >= SIX_BIT_BYTES_MIN) for (const bit of [0, 2, 4]) views.push(sixBits(bytes, bit));
  return views;
}

/**
 * Whether most of these bytes are digits in ASCII or EBCDIC, whose half bytes (`3132…`, `F1F2…`)
 * look packed.
 */
export function isMostlyDigitCharacters(hex: string): boolean {
  const pairs = hex.match(/../g) ?? [];
  return pairs.filter((pair) => /^[3f]\d$/.test(pair)).length * 3 > pairs.length * 2;
}

/** Hexadecimal digits in a text: the bytes, and the place of each byte's two digits. */
export interface HexRun {
  readonly bytes: Buffer;
  readonly places: readonly number[];
}

/** As many digits as the shortest piece of a track has that can be told from other text. */
const HEX_RUN = /(?:[0-9A-Fa-f]{2}[\s:,-]?){7,}/g;

/** All rows of hexadecimal digits that are long enough for card data. */
export function hexRunsIn(text: string): readonly HexRun[] {
  return [...text.matchAll(HEX_RUN)].flatMap(({ 0: run, index }) =>
    // The row may begin with half a byte.
    [0, 1].map((skipped) => {
      const pairs = [...run.slice(skipped).matchAll(/[0-9A-Fa-f]{2}/g)];
      return {
        bytes: Buffer.from(pairs.map(([pair]) => pair).join(''), 'hex'),
        places: pairs.map((pair) => index + skipped + pair.index),
      };
    }),
  );
}
