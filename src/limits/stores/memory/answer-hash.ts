/** The hash of a card number and a text, 32 bits, with a seed that senders of messages do not know. */
import { randomBytes } from 'node:crypto';

const SEED = randomBytes(4).readUInt32LE();

/** FNV-1a over the text, then the finalizer of MurmurHash3, so that all bits are of use. */
export function hashOf(card: number, text: string): number {
  let hash = hashStart(card);
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hashEnd(hash);
}

/** The same hash in steps, of a text that lies in bytes, one for each character: start, bytes, end. */
export function hashStart(card: number): number {
  return Math.imul(SEED ^ card, 0x9e3779b1);
}

export function hashByte(hash: number, byte: number): number {
  return Math.imul(hash ^ byte, 0x01000193);
}

export function hashBytes(hash: number, bytes: Buffer, start: number, end: number): number {
  let next = hash;
  for (let at = start; at < end; at += 1) next = Math.imul(next ^ (bytes[at] ?? 0), 0x01000193);
  return next;
}

export function hashEnd(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
