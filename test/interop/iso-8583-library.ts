/** `iso_8583` of npm: ASCII characters behind a binary bitmap, which it always writes with its second half. */
import Iso8583 from 'iso_8583';
import type { Fields, Library } from './line.ts';

const HEADER_BYTES = 2;

/** `formats`: elements that are not as the library has them. */
export function isoLibraryWith(formats: Readonly<Record<string, object>>): Library {
  return {
    pack: (fields: Fields): Buffer => {
      const packed = new Iso8583(fields, formats).getBufferMessage();
      if (!Buffer.isBuffer(packed)) throw new Error(`iso_8583: ${packed.error}`);
      return packed.subarray(HEADER_BYTES);
    },
    unpack: (message: Buffer): Fields => {
      const unpacked = new Iso8583(undefined, formats).getIsoJSON(message, { lenHeader: false });
      if (typeof unpacked['error'] === 'string') throw new Error(`iso_8583: ${unpacked['error']}`);
      return unpacked as Fields;
    },
  };
}

export const isoLibrary: Library = isoLibraryWith({});
