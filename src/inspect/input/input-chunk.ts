/** What the readers of all kinds of input hand on: bytes, and where they were found. */
import { NOTES_MAX } from './input-limits.ts';

export const DIRECTIONS = ['toHost', 'fromHost', 'unknown'] as const;
export type Direction = (typeof DIRECTIONS)[number];

/** From this offset of a piece on: which packet it came in, and when. */
export interface Mark {
  readonly offset: number;
  /** Counted from 1, as Wireshark does. */
  readonly packet: number;
  /** Unix milliseconds; NaN when the capture has no clock. */
  readonly timeMs: number;
}

export interface Piece {
  readonly bytes: Buffer;
  /** `line 3`, `packet 12`, `10.0.0.1:5000 → 10.0.0.2:8583`; empty: the input is this one piece. */
  readonly label: string;
  readonly direction: Direction;
  /** Of a piece of a TCP stream, by offset; else empty. */
  readonly marks: readonly Mark[];
  /** A part of a TCP stream: any number of frames, each behind its length header. */
  readonly isStream: boolean;
  /** Of hex text: where the bytes of each of its lines begin, the first (0) included; else empty. */
  readonly lineOffsets: readonly number[];
}

/** A message that stands by itself. */
export function piece(bytes: Buffer, label = '', lineOffsets: readonly number[] = []): Piece {
  return { bytes, label, direction: 'unknown', marks: [], isStream: false, lineOffsets };
}

/** The mark an offset falls under. */
export function markAt(marks: readonly Mark[], offset: number): Mark | undefined {
  let low = 0;
  let high = marks.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((marks[middle]?.offset ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return marks[low - 1];
}

/** One sentence: what is wrong with an input, where, what to do. Never holds what the input said. */
export class InputError extends Error {
  override readonly name = 'InputError';
}

/** What is left of an input that is partly unreadable: one sentence for each thing, the same kind at most NOTES_MAX times. */
export class Notes {
  readonly #counts = new Map<string, number>();
  readonly #sentences: string[] = [];

  add(kind: string, sentence: string): void {
    const count = (this.#counts.get(kind) ?? 0) + 1;
    this.#counts.set(kind, count);
    if (count <= NOTES_MAX) this.#sentences.push(sentence);
  }

  sentences(): readonly string[] {
    const more = [...this.#counts].filter(([, count]) => count > NOTES_MAX);
    return [...this.#sentences, ...more.map(([kind, count]) => `${count - NOTES_MAX} more of these are not listed: ${kind}.`)];
  }
}
