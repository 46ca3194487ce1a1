/** Randomness for tests: counted out, so that the same seed gives the same bytes. */
import type { RandomBytes } from '../../src/pin/random-bytes.ts';

/** xorshift32; not for keys. */
export function seededBytes(seed: number): RandomBytes {
  let state = seed | 1;
  return (bytes) => {
    const result = Buffer.alloc(bytes);
    for (let i = 0; i < bytes; i++) {
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      result[i] = state & 0xff;
    }
    return result;
  };
}

/** Always the same bytes, as a vector with a stated fill needs them. */
export function fixedBytes(bytes: Buffer): RandomBytes {
  return (count) => Buffer.from(bytes.subarray(0, count));
}
