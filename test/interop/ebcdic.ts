/** Turns the messages of an ASCII library into EBCDIC, all but bitmaps and PIN block: the characters that tills and answers have. */
import type { Fields, Library } from './line.ts';

const MTI_BYTES = 4;
const BITMAP_BYTES = 8;
const SECOND_BITMAP = 0x80;

/** Code page 037, from tables of its letters and digits. */
const ROWS: readonly (readonly [first: number, characters: string])[] = [
  [0x40, ' '],
  [0x4b, '.<(+|'],
  [0x60, '-/'],
  [0x6b, ',%_>?'],
  [0x7a, ':#@\'="'],
  [0x81, 'abcdefghi'],
  [0x91, 'jklmnopqr'],
  [0xa2, 'stuvwxyz'],
  [0xc1, 'ABCDEFGHI'],
  [0xd1, 'JKLMNOPQR'],
  [0xe2, 'STUVWXYZ'],
  [0xf0, '0123456789'],
  [0x4d, '('],
  [0x5d, ')'],
];
const toEbcdic = new Map<number, number>();
for (const [first, characters] of ROWS)
  for (const [index, char] of [...characters].entries()) toEbcdic.set(char.charCodeAt(0), first + index);
const fromEbcdic = new Map([...toEbcdic].map(([ascii, ebcdic]) => [ebcdic, ascii]));

function mapped(bytes: Buffer, table: ReadonlyMap<number, number>): Buffer {
  return Buffer.from(
    bytes.map((byte) => {
      const other = table.get(byte);
      if (other === undefined) throw new Error(`The table of EBCDIC lacks 0x${byte.toString(16)}.`);
      return other;
    }),
  );
}

/** MTI, bitmaps as they are, elements. */
function parts(message: Buffer): readonly [mti: Buffer, bitmaps: Buffer, elements: Buffer] {
  const bitmaps = ((message[MTI_BYTES] ?? 0) & SECOND_BITMAP) === 0 ? BITMAP_BYTES : 2 * BITMAP_BYTES;
  const at = MTI_BYTES + bitmaps;
  return [message.subarray(0, MTI_BYTES), message.subarray(MTI_BYTES, at), message.subarray(at)];
}

export function inEbcdic(library: Library): Library {
  return {
    pack: (fields: Fields): Buffer => {
      const [mti, bitmaps, elements] = parts(library.pack(fields));
      const pinBlock = Buffer.from(fields['52'] ?? '', 'hex');
      const at = pinBlock.length === 0 ? elements.length : elements.indexOf(pinBlock);
      const after = elements.subarray(at + pinBlock.length);
      return Buffer.concat([mapped(mti, toEbcdic), bitmaps, mapped(elements.subarray(0, at), toEbcdic), pinBlock, mapped(after, toEbcdic)]);
    },
    unpack: (message: Buffer): Fields => {
      const [mti, bitmaps, elements] = parts(message);
      return library.unpack(Buffer.concat([mapped(mti, fromEbcdic), bitmaps, mapped(elements, fromEbcdic)]));
    },
  };
}
