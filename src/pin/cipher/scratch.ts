const START_BYTES = 1024;

/**
 * Working space that is used again and again: `bytes` bytes, the same memory each time, so that no
 * message costs an allocation. It holds what its user left there; the user zeroes it.
 */
export function createScratch(): (bytes: number) => Buffer {
  let space = Buffer.alloc(START_BYTES);
  return (bytes) => {
    if (bytes > space.length) space = Buffer.alloc(2 ** Math.ceil(Math.log2(bytes)));
    return space.subarray(0, bytes);
  };
}
