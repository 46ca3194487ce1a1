import type { MacPadding } from './padding.ts';

/** Computes MACs under one key of a ring. Holds the key and never shows it when printed. */
export interface KeyedMac {
  /**
   * The full MAC of a message, in a new buffer: 8 bytes for a TDES key, 16 for an AES key. Does not
   * change the message. `padding` is for the retail MAC; CMAC has its own padding.
   */
  compute(message: Buffer, padding: MacPadding): Buffer;
}
