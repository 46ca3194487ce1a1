/** Pads a message to whole blocks before its MAC is computed (ISO/IEC 9797-1, section 6.3). */

/**
 * Method 1: zeros, if needed. 2: always a bit 1, then zeros. 3: zeros as in 1, after a first block
 * that holds the length in bits.
 */
export const MAC_PADDINGS = [1, 2, 3] as const;
export type MacPadding = (typeof MAC_PADDINGS)[number];

/** The padded length of a message of `dataBytes` bytes. */
export function paddedMacBytes(padding: MacPadding, dataBytes: number, blockBytes: number): number {
  const bytes = dataBytes + (padding === 2 ? 1 : 0);
  const blocks = Math.max(1, Math.ceil(bytes / blockBytes)) + (padding === 3 ? 1 : 0);
  return blocks * blockBytes;
}

/** Writes the padded message into `target`, whose length must be {@link paddedMacBytes}. */
export function writeMacPadded(target: Buffer, padding: MacPadding, data: Buffer, blockBytes: number): void {
  const start = padding === 3 ? blockBytes : 0;
  if (start > 0) {
    target.fill(0, 0, start);
    target.writeUInt32BE(data.length * 8, start - 4);
  }
  target.set(data, start);
  target.fill(0, start + data.length);
  if (padding === 2) target[data.length] = 0x80;
}

/** The padded message in a new buffer. `blockBytes`: at least 4; 8 for DES and TDES. */
export function padMac(padding: MacPadding, data: Buffer, blockBytes: number): Buffer {
  const padded = Buffer.alloc(paddedMacBytes(padding, data.length, blockBytes));
  writeMacPadded(padded, padding, data, blockBytes);
  return padded;
}
