/** Reads the start of a message: the MTI and the bitmaps. */
import { BCD_LEFT, EBCDIC, type Layout, RAW } from '../layout.ts';
import { asciiDigits, bcdDigits, ebcdicDigits, hexDigitAt } from './scan-digits.ts';

/** The MTI, 0 to 9999; negative when it is not four digits. */
export function mtiAt(frame: Buffer, layout: Layout): number {
  const start = layout.headBytes;
  if (layout.mtiEncoding === BCD_LEFT) return bcdDigits(frame, start, 4, BCD_LEFT);
  return layout.mtiEncoding === EBCDIC ? ebcdicDigits(frame, start, start + 4) : asciiDigits(frame, start, start + 4);
}

function int32At(frame: Buffer, at: number): number {
  return ((frame[at] as number) << 24) | ((frame[at + 1] as number) << 16) | ((frame[at + 2] as number) << 8) | (frame[at + 3] as number);
}

/**
 * Reads the bitmap at `start` into two words of `present`: those of the first (`index` 0), second (1)
 * or third (2) bitmap. Returns -1, or the offset of a character that is not a hexadecimal digit. The
 * frame must hold the whole bitmap.
 */
export function readBitmapAt(frame: Buffer, layout: Layout, start: number, index: number, present: Int32Array): number {
  if (layout.bitmapEncoding === RAW) {
    present[index * 2] = int32At(frame, start);
    present[index * 2 + 1] = int32At(frame, start + 4);
    return -1;
  }
  for (let word = 0; word < 2; word += 1) {
    let bits = 0;
    for (let digit = 0; digit < 8; digit += 1) {
      const at = start + word * 8 + digit;
      const value = hexDigitAt(frame, layout.bitmapEncoding, at);
      if (value > 15) return at;
      bits = (bits << 4) | value;
    }
    present[index * 2 + word] = bits;
  }
  return -1;
}
