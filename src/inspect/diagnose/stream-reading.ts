/**
 * Searches the length header, TPDU, prefix and dialect in which the start of a stream reads as an
 * ISO 8583 message. Only attempts whose MTI exists are parsed, so that a search takes a few
 * milliseconds at most.
 */
import type { HeaderKind } from '../../protocol/framing/frame.ts';
import { FRAME_BYTES_MAX } from '../../protocol/framing/frame.ts';
import { mtiAt } from '../../protocol/iso8583/codec/scan/frame-head.ts';
import { type Dialect, PREFIX_BYTES_MAX } from '../../protocol/iso8583/dialect/dialect.ts';
import { mtiKind } from '../../protocol/iso8583/elements/mti.ts';
import { type ParseAttempt, parseAs } from '../read/parse-attempt.ts';
import { claimedLength, HEADER_KINDS } from '../read/prefix.ts';
import type { LayoutCache } from './hypotheses/dialect-variants.ts';
import { plausibilityOf } from './plausibility.ts';

/** What a listener reads. `dialect` undefined: protobuf. */
export interface Expected {
  readonly header: HeaderKind;
  readonly dialect: Dialect | undefined;
  /** The dialect as the setting names it: its name, or the path of its file. */
  readonly dialectText: string;
}

/** One way to read the stream's first message. */
export interface Reading {
  /** Undefined: no length header. */
  readonly header: HeaderKind | undefined;
  readonly dialect: Dialect;
  readonly tpdu: boolean;
  readonly prefixBytes: number;
  readonly attempt: ParseAttempt;
  readonly isTrusted: boolean;
}

export interface SearchOptions {
  readonly expected: Expected;
  /** The dialects that may be tried, the expected one first. */
  readonly dialects: readonly Dialect[];
  readonly layouts: LayoutCache;
}

const MESSAGE_BYTES_MIN = 10;
/** How far a header may count beyond what came, and the listener's own more than others. */
const CUT_FACTOR = 4;
const CUT_BYTES_MAX = 500;
const TPDU_BYTES = 5;

interface Frame {
  readonly header: HeaderKind | undefined;
  readonly bytes: Buffer;
  /** The header counts what came: 2 exactly, 1 less (more messages follow), 0 more (it is cut). */
  readonly fit: number;
}

function frameOf(bytes: Buffer, header: HeaderKind, expected: HeaderKind): Frame | undefined {
  const claimed = claimedLength(header, bytes);
  const follow = bytes.length - header.bytes;
  if (claimed < MESSAGE_BYTES_MIN || claimed > FRAME_BYTES_MAX) return undefined;
  const most = follow * CUT_FACTOR + (header === expected ? CUT_BYTES_MAX : 0);
  if (claimed > follow && claimed > most) return undefined;
  return {
    header,
    bytes: bytes.subarray(0, header.bytes + Math.min(claimed, follow)),
    fit: claimed === follow ? 2 : Number(claimed < follow),
  };
}

/** The frames that the first bytes announce, that of the expected header first. */
function framesOf(bytes: Buffer, expected: HeaderKind): readonly Frame[] {
  const kinds = [expected, ...HEADER_KINDS.filter((kind) => kind !== expected)];
  const framed = kinds.map((kind) => frameOf(bytes, kind, expected)).filter((frame) => frame !== undefined);
  return [...framed, { header: undefined, bytes, fit: 0 }];
}

/** Bytes before the MTI that are tried: those of the dialect, none, and a TPDU; `all`: any number. */
function headsOf(dialect: Dialect, all: boolean): readonly { readonly tpdu: boolean; readonly prefixBytes: number }[] {
  if (all) return Array.from({ length: PREFIX_BYTES_MAX }, (_none, index) => ({ tpdu: false, prefixBytes: index + 1 }));
  const { tpdu, prefixBytes } = dialect;
  const prefixes = prefixBytes === 0 ? [0] : [prefixBytes, 0];
  return prefixes.flatMap((bytes) => [
    { tpdu, prefixBytes: bytes },
    { tpdu: !tpdu, prefixBytes: bytes },
  ]);
}

function readingOf(
  frame: Frame,
  dialect: Dialect,
  head: { readonly tpdu: boolean; readonly prefixBytes: number },
  layouts: LayoutCache,
): Reading | undefined {
  // The prefix counts as bytes in front, so that no layout is compiled for each length of it.
  const layout = layouts.of({ ...dialect, prefixBytes: 0 }, [], head.tpdu);
  const start = (frame.header?.bytes ?? 0) + (head.tpdu ? TPDU_BYTES : 0) + head.prefixBytes;
  const message = frame.bytes.subarray(start - layout.headBytes);
  if (message.length < layout.headBytes + MESSAGE_BYTES_MIN) return undefined;
  const mti = mtiAt(message, layout);
  if (mti < 0 || String(mti).padStart(4, '0')[0] !== dialect.version || mtiKind(mti) === undefined) return undefined;
  const attempt = parseAs(frame.bytes, start - layout.headBytes, layout);
  return { header: frame.header, dialect, ...head, attempt, isTrusted: plausibilityOf(attempt).isTrusted };
}

/** Compared number by number; higher is better. */
function ranking({ header, dialect, tpdu, attempt, isTrusted }: Reading, fit: number, { expected }: SearchOptions): readonly number[] {
  const { isSound, score } = plausibilityOf(attempt);
  const asExpected =
    Number(header === expected.header) + Number(dialect.name === expected.dialect?.name) + Number(tpdu === expected.dialect?.tpdu);
  return [Number(isSound), Number(isTrusted), fit, asExpected, score];
}

function isBetter(one: readonly number[], other: readonly number[]): boolean {
  const at = one.findIndex((value, index) => value !== other[index]);
  return at >= 0 && (one[at] ?? 0) > (other[at] ?? 0);
}

/**
 * A prefix of any length can be made up for almost any bytes, so what is behind it must be a whole
 * message that makes sense. A header that counts more than came is none when the message is whole;
 * one that counts less is none when the message is not whole within that, unless it is the expected.
 */
function isImplausible({ attempt }: Reading, { header, fit }: Frame, anyPrefix: boolean, expected: HeaderKind): boolean {
  if (anyPrefix) return fit === 0 || !plausibilityOf(attempt).isSound;
  if (header === undefined || fit === 2) return false;
  return fit === 0 ? attempt.isComplete : header !== expected && !attempt.isComplete;
}

/**
 * The best reading of the first message, or undefined. One that is not trusted has at least an MTI
 * that exists, behind a header that counts exactly what came, or behind the expected one.
 */
export function readStream(bytes: Buffer, options: SearchOptions): Reading | undefined {
  const { expected, dialects, layouts } = options;
  let best: { readonly reading: Reading; readonly rank: readonly number[] } | undefined;
  for (const all of [false, true]) {
    for (const frame of framesOf(bytes, expected.header)) {
      // Without a length nothing says where the message begins.
      if (all && frame.header === undefined) continue;
      for (const dialect of dialects) {
        for (const head of headsOf(dialect, all)) {
          const reading = readingOf(frame, dialect, head, layouts);
          if (reading === undefined || isImplausible(reading, frame, all, expected.header)) continue;
          if (!reading.isTrusted && frame.fit < 2 && frame.header !== expected.header) continue;
          const rank = ranking(reading, frame.fit, options);
          if (best === undefined || isBetter(rank, best.rank)) best = { reading, rank };
        }
      }
    }
    if (best?.reading.isTrusted === true) break;
  }
  return best?.reading;
}
