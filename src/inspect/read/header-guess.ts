/** Detects the kind of length header of streams, by the messages that each kind finds. */
import type { HeaderKind } from '../../protocol/framing/frame.ts';
import { type Cut, cutStream, framedAt, type IsMessage, nextMessageOffset, payload } from './framing.ts';
import { HEADER_KINDS } from './prefix.ts';

const SAMPLE_FRAMES = 40;
/** How far to look for the first message of a stream if its kind of header is unknown. */
const LATE_BYTES_MAX = 4096;
/** Bytes of an input that are cut with each kind of header to see which of them fits. */
const SAMPLE_BYTES_MAX = 16_384;

interface Tally {
  readonly messages: number;
  readonly frames: number;
}

/** Counts the plausible messages that a kind of header cuts out of a stream, and the frames. */
function tally(bytes: Buffer, from: number, kind: HeaderKind, isMessage: IsMessage): Tally {
  let messages = 0;
  let frames = 0;
  for (let offset = from; offset < bytes.length && frames < SAMPLE_FRAMES; frames += 1) {
    const cut = framedAt(bytes, kind, offset);
    if (cut === undefined) break;
    // The last message may be cut; a header that claims exactly the bytes present is likelier.
    if (cut.byteCount > 0 && isMessage(payload(bytes, kind, cut))) messages += cut.byteCount === cut.announced ? 1 : 0.5;
    offset += kind.bytes + cut.byteCount;
  }
  return { messages, frames };
}

/**
 * The most messages win; on a tie the fewest frames, because half a header can look like a
 * keep-alive.
 */
function bestOf(tallies: readonly (readonly [HeaderKind, Tally])[]): HeaderKind | undefined {
  const sorted = tallies.filter(([, { messages }]) => messages > 0).sort(([, a], [, b]) => b.messages - a.messages || a.frames - b.frames);
  return sorted[0]?.[0];
}

function sum(tallies: readonly Tally[]): Tally {
  return tallies.reduce((all, one) => ({ messages: all.messages + one.messages, frames: all.frames + one.frames }), {
    messages: 0,
    frames: 0,
  });
}

/** Any byte is a length of one byte, so such a header is guessed only if no other finds a message. */
const LONG_KINDS = HEADER_KINDS.filter(({ bytes }) => bytes > 1);
const SHORT_KINDS = HEADER_KINDS.filter(({ bytes }) => bytes === 1);

/** The kind of header with which most messages are found; undefined if none finds any. */
export function guessHeader(streams: readonly Buffer[], isMessage: IsMessage): HeaderKind | undefined {
  type CountMessages = (bytes: Buffer, kind: HeaderKind) => Tally;
  const bestWith = (kinds: readonly HeaderKind[], count: CountMessages): HeaderKind | undefined =>
    bestOf(kinds.map((kind) => [kind, sum(streams.map((bytes) => count(bytes, kind)))] as const));
  const fromStart: CountMessages = (bytes, kind) => tally(bytes, 0, kind, isMessage);
  // A capture may begin within a message.
  const later: CountMessages = (bytes, kind) => tallyLater(bytes, kind, isMessage);
  return bestWith(LONG_KINDS, fromStart) ?? bestWith(SHORT_KINDS, fromStart) ?? bestWith(LONG_KINDS, later);
}

/** A kind of header with which more messages are found than with the given one. */
export function betterHeader(streams: readonly Buffer[], asked: HeaderKind, isMessage: IsMessage): HeaderKind | undefined {
  const messagesOf = (kind: HeaderKind): number => sum(streams.map((bytes) => tally(bytes, 0, kind, isMessage))).messages;
  const best = guessHeader(streams, isMessage);
  return best !== undefined && best !== asked && messagesOf(best) > messagesOf(asked) ? best : undefined;
}

function tallyLater(bytes: Buffer, kind: HeaderKind, isMessage: IsMessage): Tally {
  const from = nextMessageOffset(bytes.subarray(0, LATE_BYTES_MAX), kind, isMessage, { from: 0 });
  return tally(bytes, Math.min(from, bytes.length), kind, isMessage);
}

/** Whole messages that a kind of header must find: at the beginning, or behind something else. */
const WHOLE_MIN = { atStart: 1, later: 2 } as const;

/** What a kind of header finds in a sample; undefined if too little for this kind. */
function tallyWhole(sample: Buffer, kind: HeaderKind, isMessage: IsMessage): Tally | undefined {
  const isWhole = (cut: Cut | undefined): boolean =>
    cut !== undefined && cut.byteCount > 0 && cut.byteCount === cut.announced && isMessage(payload(sample, kind, cut), true);
  const { cuts, keepAlives } = cutStream(sample, kind, isMessage);
  const messages = cuts.filter(isWhole).length;
  const least = isWhole(framedAt(sample, kind, 0)) ? WHOLE_MIN.atStart : WHOLE_MIN.later;
  return messages < least ? undefined : { messages, frames: cuts.length + keepAlives };
}

/**
 * The kind of header with which an input that is no single message is one or more messages and
 * perhaps something else; undefined if no kind finds any.
 */
export function framesIn(bytes: Buffer, kinds: readonly HeaderKind[], isMessage: IsMessage): HeaderKind | undefined {
  const sample = bytes.subarray(0, SAMPLE_BYTES_MAX);
  return bestOf(
    kinds.flatMap((kind) => {
      const found = tallyWhole(sample, kind, isMessage);
      return found === undefined ? [] : [[kind, found] as const];
    }),
  );
}
