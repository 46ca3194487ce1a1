/** Cuts streams into messages by their length headers, and detects the kind of header. */
import { FRAME_BYTES_MAX, type HeaderKind } from '../../protocol/framing/frame.ts';
import { claimedLength, HEADER_KINDS } from './prefix.ts';

export interface Cut {
  /** Offset of the header in the stream. */
  readonly offset: number;
  /** Bytes of the message without its header, as far as the stream has them. */
  readonly byteCount: number;
  /** The length that the header claims. */
  readonly announced: number;
}

export interface CutStream {
  readonly cuts: readonly Cut[];
  /** Empty messages: a header that claims 0 bytes. */
  readonly keepAlives: number;
  /** Bytes outside any message. */
  readonly skipped: readonly { readonly offset: number; readonly byteCount: number }[];
}

/** Whether bytes (without a header) are a plausible message; `whole`: and parse completely. */
export type IsMessage = (bytes: Buffer, whole?: boolean) => boolean;

/** How far to look for the next message after bytes outside any message. */
const SEARCH_BYTES_MAX = FRAME_BYTES_MAX;
const SAMPLE_FRAMES = 40;
/** How far to look for the first message of a stream if its kind of header is unknown. */
const LATE_BYTES_MAX = 4096;

function framedAt(bytes: Buffer, kind: HeaderKind, offset: number): Cut | undefined {
  const announced = claimedLength(kind, bytes, offset);
  if (announced < 0 || announced > FRAME_BYTES_MAX) return undefined;
  return { offset, announced, byteCount: Math.min(announced, bytes.length - offset - kind.bytes) };
}

function payload(bytes: Buffer, kind: HeaderKind, cut: Cut): Buffer {
  return bytes.subarray(cut.offset + kind.bytes, cut.offset + kind.bytes + cut.byteCount);
}

/** The next offset at which a header and a complete message stand; the end if there is none. */
function nextMessageOffset(bytes: Buffer, kind: HeaderKind, from: number, isMessage: IsMessage): number {
  const last = Math.min(bytes.length - kind.bytes, from + SEARCH_BYTES_MAX);
  for (let offset = from; offset < last; offset += 1) {
    const cut = framedAt(bytes, kind, offset);
    const isComplete = cut !== undefined && cut.byteCount > 0 && cut.byteCount === cut.announced;
    if (isComplete && isMessage(payload(bytes, kind, cut), true)) return offset;
  }
  return bytes.length;
}

/**
 * Cuts a part of a stream into messages. If the first header is unreadable or is followed by no
 * message, looks for the next plausible one, since a capture may begin within a message.
 */
export function cutStream(bytes: Buffer, kind: HeaderKind, isMessage: IsMessage): CutStream {
  const cuts: Cut[] = [];
  const skipped: { offset: number; byteCount: number }[] = [];
  let keepAlives = 0;
  let offset = 0;
  while (offset < bytes.length) {
    const cut = framedAt(bytes, kind, offset);
    const isEmpty = cut?.announced === 0;
    const isFirst = cuts.length === 0 && keepAlives === 0;
    // Later messages are kept even if broken: only the offset of the first one may be wrong.
    const next =
      cut === undefined || (isFirst && !isEmpty && !isMessage(payload(bytes, kind, cut)))
        ? nextMessageOffset(bytes, kind, offset, isMessage)
        : offset;
    const isLost = next === bytes.length && cut !== undefined;
    if (next > offset && !isLost) {
      skipped.push({ offset, byteCount: next - offset });
      offset = next;
      continue;
    }
    if (cut === undefined) break;
    if (isEmpty) keepAlives += 1;
    else cuts.push(cut);
    offset += kind.bytes + cut.byteCount;
  }
  return { cuts, keepAlives, skipped };
}

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

/** The kind of header with which most messages are found; undefined if none finds any. */
export function guessHeader(streams: readonly Buffer[], isMessage: IsMessage): HeaderKind | undefined {
  const fromStart = HEADER_KINDS.map((kind) => [kind, sum(streams.map((bytes) => tally(bytes, 0, kind, isMessage)))] as const);
  // A capture may begin within a message.
  return (
    bestOf(fromStart) ??
    bestOf(HEADER_KINDS.map((kind) => [kind, sum(streams.map((bytes) => tallyLater(bytes, kind, isMessage)))] as const))
  );
}

/** A kind of header with which more messages are found than with the given one. */
export function betterHeader(streams: readonly Buffer[], asked: HeaderKind, isMessage: IsMessage): HeaderKind | undefined {
  const messagesOf = (kind: HeaderKind): number => sum(streams.map((bytes) => tally(bytes, 0, kind, isMessage))).messages;
  const best = guessHeader(streams, isMessage);
  return best !== undefined && best !== asked && messagesOf(best) > messagesOf(asked) ? best : undefined;
}

function tallyLater(bytes: Buffer, kind: HeaderKind, isMessage: IsMessage): Tally {
  const from = nextMessageOffset(bytes.subarray(0, LATE_BYTES_MAX), kind, 0, isMessage);
  return tally(bytes, Math.min(from, bytes.length), kind, isMessage);
}

/** True if the bytes are two or more messages with headers of this kind and nothing else. */
export function isFramedBy(bytes: Buffer, kind: HeaderKind, isMessage: IsMessage): boolean {
  let frames = 0;
  for (let offset = 0; offset < bytes.length; frames += 1) {
    const cut = framedAt(bytes, kind, offset);
    if (cut === undefined || cut.byteCount < cut.announced || (cut.announced > 0 && !isMessage(payload(bytes, kind, cut)))) return false;
    offset += kind.bytes + cut.byteCount;
  }
  return frames > 1;
}
