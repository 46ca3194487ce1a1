import type { MacPadding } from './padding.ts';

/** A MAC under one key of a ring. Holds the key; nothing in it prints. */
export interface KeyedMac {
  /**
   * The full MAC of a message, which is left as it is: 8 bytes of a TDES key, 16 of an AES key, in
   * a new buffer. `padding` is the retail MAC's; CMAC has its own.
   */
  compute(message: Buffer, padding: MacPadding): Buffer;
}
