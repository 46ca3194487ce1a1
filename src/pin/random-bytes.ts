/**
 * A source of random bytes, passed in: `crypto.randomBytes` in service, a seeded one in a demo or a
 * test. Each call returns a new buffer, which the caller may zero.
 */
export type RandomBytes = (bytes: number) => Buffer;

const POOL_BYTES = 8_192;

/**
 * The same bytes from a few large requests: a request to the system for each PIN and PAN costs more
 * than the rest of a card. A piece that was given out is zeroed in the pool. Pieces are at most
 * 8,192 bytes.
 */
export function pooledBytes(source: RandomBytes): RandomBytes {
  let pool: Buffer = Buffer.alloc(0);
  let at = 0;
  return (bytes) => {
    if (bytes > pool.length - at) {
      pool = source(POOL_BYTES);
      at = 0;
    }
    const piece = Buffer.from(pool.subarray(at, at + bytes));
    pool.fill(0, at, at + bytes);
    at += bytes;
    return piece;
  };
}
