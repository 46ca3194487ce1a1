/** What a hypothesis about a broken message is: readings that should be right if it holds, and words for what it supposes. */
import type { Dialect } from '../../../protocol/iso8583/dialect/dialect.ts';
import type { Reading } from '../../read/parse-attempt.ts';
import { claimedLength, HEADER_KINDS } from '../../read/prefix.ts';
import type { LayoutBook } from './dialect-variants.ts';

export const CAUSES = [
  'dialect',
  'front',
  'tpdu',
  'encoding',
  'twoEncodings',
  'elementForm',
  'lengthValue',
  'bitmapBit',
  'missingFront',
  'throughUtf8',
  'hexTwice',
  'trailing',
] as const;
export type Cause = (typeof CAUSES)[number];

export interface Attempt {
  readonly cause: Cause;
  /** How unusual it is. */
  readonly cost: number;
  readonly reading: Reading;
  /** One sentence, or two: what is supposed, and what to do. Says nothing of the message's content. */
  readonly sentence: string;
  /** The bytes are the message's own, so that a listing of the reading shows what is really there. */
  readonly isOfTheseBytes: boolean;
}

/** What a hypothesis has to work with. */
export interface Suspect {
  readonly base: Reading;
  /** The dialect as it was asked for, without what a hypothesis changed. */
  readonly dialect: Dialect;
  readonly dialects: readonly Dialect[];
  readonly book: LayoutBook;
}

export type Hypothesis = (suspect: Suspect) => readonly Attempt[];

const FRONTS_MAX = 12;

export function attempt(cause: Cause, cost: number, reading: Reading, sentence: string, isOfTheseBytes = true): Attempt {
  return { cause, cost, reading, sentence, isOfTheseBytes };
}

/** Bytes in front: none, those of a header that fits, then any number. */
export function frontsOf({ bytes, frontBytes }: Reading): readonly number[] {
  const headed = HEADER_KINDS.filter((kind) => claimedLength(kind, bytes) === bytes.length - kind.bytes).map((kind) => kind.bytes);
  const all = Array.from({ length: Math.min(FRONTS_MAX, bytes.length) + 1 }, (_none, front) => front);
  return [...new Set([frontBytes, ...headed, 0, ...all])];
}
