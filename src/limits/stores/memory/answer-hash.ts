/** The hash of a card number and a text, 32 bits, with a seed that senders of messages do not know. */
import { randomBytes } from 'node:crypto';

const SEED = randomBytes(4).readUInt32LE();

/** FNV-1a over the text, then the finalizer of MurmurHash3, so that all bits are of use. */
export function hashOf(card: number, text: string): number {
  let hash = Math.imul(SEED ^ card, 0x9e3779b1);
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
