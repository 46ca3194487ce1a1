/**
 * A chunk of an input: bytes, and where they were found. All readers (hex text, files, captures,
 * traces) give chunks.
 */

export const DIRECTIONS = ['toHost', 'fromHost', 'unknown'] as const;
export type Direction = (typeof DIRECTIONS)[number];

/** The packet that contained the bytes from this offset on. */
export interface Mark {
  readonly offset: number;
  /** Counted from 1, as Wireshark does. */
  readonly packet: number;
  /** Unix milliseconds; NaN when the capture has no clock. */
  readonly timeMs: number;
}

export interface InputChunk {
  readonly bytes: Buffer;
  /**
   * `line 3`, `packet 12`, `10.0.0.1:5000 → 10.0.0.2:8583`; empty if the input is a single chunk.
   */
  readonly label: string;
  readonly direction: Direction;
  /** The packets of a TCP stream, by offset; empty for other chunks. */
  readonly marks: readonly Mark[];
  /** Part of a TCP stream, which contains any number of messages, each with a length header. */
  readonly isStream: boolean;
  /**
   * For hex text: the offset at which the bytes of each line begin, 0 included; empty for other
   * chunks.
   */
  readonly lineOffsets: readonly number[];
}

/** A chunk that is not part of a stream. */
export function inputChunk(bytes: Buffer, label = '', lineOffsets: readonly number[] = []): InputChunk {
  return { bytes, label, direction: 'unknown', marks: [], isStream: false, lineOffsets };
}

/** The mark of the packet that contained the byte at this offset. */
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
