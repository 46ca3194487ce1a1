/** Decodes short ISO-8859-1 texts and keeps those that messages repeat. */

/** Node's method behind `toString('latin1')`; calling it directly takes half the time. */
interface Latin1Buffer extends Buffer {
  latin1Slice(start: number, end: number): string;
}

export function latin1(bytes: Buffer, start: number, end: number): string {
  return (bytes as Latin1Buffer).latin1Slice(start, end);
}

const SLOTS = 4_096;
const KEPT_LENGTH_MAX = 40;

function isText(text: string, bytes: Buffer, start: number, end: number): boolean {
  if (text.length !== end - start) return false;
  for (let at = start; at < end; at += 1) if (text.charCodeAt(at - start) !== bytes[at]) return false;
  return true;
}

/**
 * A cache of recent texts, so that texts which messages repeat (terminals, merchants) are not
 * allocated again. Belongs to one scanner. Never holds a PAN or track data.
 */
export class RecentTexts {
  #slots: string[] | undefined;

  /** The bytes from `start` up to `end` as ISO-8859-1. */
  text(bytes: Buffer, start: number, end: number): string {
    if (end - start > KEPT_LENGTH_MAX) return latin1(bytes, start, end);
    this.#slots ??= new Array<string>(SLOTS).fill('');
    let hash = end - start;
    for (let at = start; at < end; at += 1) hash = (Math.imul(hash, 31) + (bytes[at] as number)) | 0;
    const slot = (hash ^ (hash >>> 12)) & (SLOTS - 1);
    const kept = this.#slots[slot] as string;
    if (isText(kept, bytes, start, end)) return kept;
    const text = latin1(bytes, start, end);
    this.#slots[slot] = text;
    return text;
  }
}
