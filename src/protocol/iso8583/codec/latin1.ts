/** Short texts out of a message's bytes. What comes again and again (terminals, merchants) is not made anew each time. */

/** In every Node since 0.x, and what toString('latin1') ends in; it costs half of it. */
interface Latin1Buffer extends Buffer {
  latin1Slice(start: number, end: number): string;
}

export function latin1(bytes: Buffer, start: number, end: number): string {
  return (bytes as Latin1Buffer).latin1Slice(start, end);
}

const SLOTS = 4_096;
const KEPT_LENGTH_MAX = 40;
const slots: string[] = new Array<string>(SLOTS).fill('');

function isText(text: string, bytes: Buffer, start: number, end: number): boolean {
  if (text.length !== end - start) return false;
  for (let at = start; at < end; at += 1) if (text.charCodeAt(at - start) !== bytes[at]) return false;
  return true;
}

/** The same text, from a table of those seen lately. Not for what names a card. */
export function usualLatin1(bytes: Buffer, start: number, end: number): string {
  if (end - start > KEPT_LENGTH_MAX) return latin1(bytes, start, end);
  let hash = end - start;
  for (let at = start; at < end; at += 1) hash = (Math.imul(hash, 31) + (bytes[at] as number)) | 0;
  const slot = (hash ^ (hash >>> 12)) & (SLOTS - 1);
  const kept = slots[slot] as string;
  if (isText(kept, bytes, start, end)) return kept;
  const text = latin1(bytes, start, end);
  slots[slot] = text;
  return text;
}
