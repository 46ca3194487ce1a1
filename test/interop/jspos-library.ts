/** `jspos` of npm, a port of jPOS: the same field packagers by the same names, B for BCD, A for ASCII with a hexadecimal bitmap. */
import { ISOBasePackager, packer } from 'jspos';
import type { Fields, Library } from './line.ts';

const MESSAGE_TYPE = 0;
const BITMAP = 1;
const BITMAP_BYTES = 16;

/** Element number → kind and length, of those that tills send and hear. */
const ELEMENTS: Readonly<Record<number, readonly [kind: 'NUMERIC' | 'CHAR' | 'LLNUM' | 'LLCHAR' | 'LLLCHAR' | 'BINARY', length: number]>> =
  {
    2: ['LLNUM', 19],
    3: ['NUMERIC', 6],
    4: ['NUMERIC', 12],
    7: ['NUMERIC', 10],
    11: ['NUMERIC', 6],
    12: ['NUMERIC', 6],
    13: ['NUMERIC', 4],
    14: ['NUMERIC', 4],
    18: ['NUMERIC', 4],
    19: ['NUMERIC', 3],
    22: ['NUMERIC', 3],
    24: ['NUMERIC', 3],
    25: ['NUMERIC', 2],
    37: ['CHAR', 12],
    38: ['CHAR', 6],
    39: ['CHAR', 2],
    41: ['CHAR', 8],
    42: ['CHAR', 15],
    43: ['CHAR', 40],
    44: ['LLCHAR', 25],
    49: ['CHAR', 3],
    52: ['BINARY', 8],
    54: ['LLLCHAR', 120],
    62: ['LLLCHAR', 999],
    63: ['LLLCHAR', 999],
    70: ['NUMERIC', 3],
    90: ['NUMERIC', 42],
  };

function packagerOf(letter: 'A' | 'B'): ISOBasePackager {
  const made = (kind: string, length: number): object => {
    const Packager = packer[kind === 'CHAR' ? 'IF_CHAR' : `IF${letter}_${kind}`];
    if (Packager === undefined) throw new Error(`jspos has no packager of kind ${kind}.`);
    return new Packager(length, '', true);
  };
  const fields: (object | undefined)[] = [];
  fields[MESSAGE_TYPE] = made('NUMERIC', 4);
  fields[BITMAP] = made('BITMAP', BITMAP_BYTES);
  for (const [number, [kind, length]] of Object.entries(ELEMENTS)) fields[Number(number)] = made(kind, length);
  const packager = new ISOBasePackager();
  packager.setFieldPackager(fields);
  return packager;
}

/** `letter` B: digits and lengths in BCD behind a binary bitmap. A: everything in characters. */
export function jsposLibrary(letter: 'A' | 'B'): Library {
  const packager = packagerOf(letter);
  return {
    pack: (fields: Fields): Buffer => {
      const message = packager.createISOMsg();
      message.setMTI(fields['0'] ?? '');
      for (const [number, value] of Object.entries(fields)) if (number !== '0') message.setField(Number(number), value);
      return Buffer.from(message.pack());
    },
    unpack: (bytes: Buffer): Fields => {
      const message = packager.createISOMsg();
      message.unpack([...bytes]);
      const numbers = Object.keys(message.fields).filter((number) => Number(number) >= 0);
      return Object.fromEntries(numbers.map((number) => [number, String(message.getValue(Number(number)))]));
    },
  };
}
