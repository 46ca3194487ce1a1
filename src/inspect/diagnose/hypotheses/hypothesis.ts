/**
 * A hypothesis about a broken message: what may be wrong with it, and the parse that should succeed
 * in that case. Parsing decides whether the hypothesis holds.
 */
import type { Dialect } from '../../../protocol/iso8583/dialect/dialect.ts';
import type { ParseAttempt } from '../../read/parse-attempt.ts';
import { claimedLength, HEADER_KINDS } from '../../read/prefix.ts';
import type { LayoutCache } from './dialect-variants.ts';

/** The names stand in JSON reports and in docs/inspect.md. */
export const CAUSES = [
  'dialect',
  'front',
  'tpdu',
  'encoding',
  'twoEncodings',
  'elementForm',
  'elementWidth',
  'lengthValue',
  'bitmapBit',
  'thirdBitmap',
  'missingFront',
  'throughUtf8',
  'hexTwice',
  'digitsAreText',
  'trailing',
] as const;
export type Cause = (typeof CAUSES)[number];

export interface Hypothesis {
  readonly cause: Cause;
  /** How unusual the cause is; subtracted from the plausibility of the attempt. */
  readonly cost: number;
  readonly attempt: ParseAttempt;
  /** One or two sentences: what is wrong and what to do. Never quotes the message. */
  readonly sentence: string;
  /**
   * The attempt parses the message's own bytes, so that a listing of it shows what was really sent.
   */
  readonly isOwnBytes: boolean;
}

export interface BrokenMessage {
  /** The message as it was parsed first. */
  readonly parsed: ParseAttempt;
  /** The dialect of that parse. */
  readonly dialect: Dialect;
  /** All dialects that may be tried. */
  readonly dialects: readonly Dialect[];
  readonly layouts: LayoutCache;
  /** The length header counts what follows it, so the message is neither cut nor has it more. */
  readonly isCounted: boolean;
}

export type SuggestHypotheses = (message: BrokenMessage) => readonly Hypothesis[];

const PREFIX_BYTES_MAX = 12;

/**
 * Prefix lengths to try: the present one, those of headers that count what follows, none, then all
 * up to a limit.
 */
export function prefixLengths({ bytes, prefixBytes }: ParseAttempt): readonly number[] {
  const headed = HEADER_KINDS.filter((kind) => claimedLength(kind, bytes) === bytes.length - kind.bytes).map((kind) => kind.bytes);
  const all = Array.from({ length: Math.min(PREFIX_BYTES_MAX, bytes.length) + 1 }, (_none, length) => length);
  return [...new Set([prefixBytes, ...headed, 0, ...all])];
}
