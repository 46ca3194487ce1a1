import { createCipheriv, createHash } from 'node:crypto';
import type { RandomBytes } from './random-bytes.ts';

/**
 * A source of pseudorandom bytes for demos and tests: the same bytes for the same seed on every
 * machine, from AES-256-CTR under a hash of the seed. Not for secrets.
 */
export function seededBytes(seed: string): RandomBytes {
  const key = createHash('sha256').update(`aksept ${seed}`).digest();
  const stream = createCipheriv('aes-256-ctr', key, Buffer.alloc(16));
  return (bytes) => stream.update(Buffer.alloc(bytes));
}
