const START_BYTES = 1024;

/**
 * Returns a function that lends a buffer of `bytes` bytes, the same memory each time, so that a
 * message costs no allocation. The memory belongs to the caller of `createScratch`; who uses the
 * buffer must zero it afterwards.
 */
export function createScratch(): (bytes: number) => Buffer {
  let space = Buffer.alloc(START_BYTES);
  return (bytes) => {
    if (bytes > space.length) space = Buffer.alloc(2 ** Math.ceil(Math.log2(bytes)));
    return space.subarray(0, bytes);
  };
}
