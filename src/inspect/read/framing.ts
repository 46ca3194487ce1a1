/** Streams cut into messages by their length header, and which kind of header that is. */
import { FRAME_BYTES_MAX, type HeaderKind } from '../../protocol/framing/frame.ts';
import { claimedLength, HEADER_KINDS } from './prefix.ts';

export interface Cut {
  /** Of the header in the stream. */
  readonly offset: number;
  /** Of the message without its header, as far as it is there. */
  readonly byteCount: number;
  /** What the header announces. */
  readonly announced: number;
}

export interface CutStream {
  readonly cuts: readonly Cut[];
  /** Empty messages between the others: the header alone. */
  readonly keepAlives: number;
  /** Stretches that belong to no message. */
  readonly skipped: readonly { readonly offset: number; readonly byteCount: number }[];
}

/** Says whether bytes (a message without its header) are one, judged by what they say; `whole`: all of it, without a fault. */
export type IsMessage = (bytes: Buffer, whole?: boolean) => boolean;

/** How far to look for the next message after a disturbance. */
const SEARCH_BYTES_MAX = FRAME_BYTES_MAX;
const SAMPLE_FRAMES = 40;
/** How far into a stream the first message is looked for when its header kind is not known. */
const LATE_BYTES_MAX = 4096;

function framedAt(bytes: Buffer, kind: HeaderKind, offset: number): Cut | undefined {
  const announced = claimedLength(kind, bytes, offset);
  if (announced < 0 || announced > FRAME_BYTES_MAX) return undefined;
  return { offset, announced, byteCount: Math.min(announced, bytes.length - offset - kind.bytes) };
}

function payload(bytes: Buffer, kind: HeaderKind, cut: Cut): Buffer {
  return bytes.subarray(cut.offset + kind.bytes, cut.offset + kind.bytes + cut.byteCount);
}

/** The next place from which on a header and a message can be read; the end when there is none. */
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
 * Cuts a stretch of a stream. Where no header can be read, or what it announces is no message, the next believable place
 * is looked for: a capture may begin within a message.
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
    // A broken message in its right place is shown as such; only at the beginning the place itself is in doubt.
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

/** How many believable messages a header kind cuts out of a stream, and how many frames that took. */
function tally(bytes: Buffer, from: number, kind: HeaderKind, isMessage: IsMessage): Tally {
  let messages = 0;
  let frames = 0;
  for (let offset = from; offset < bytes.length && frames < SAMPLE_FRAMES; frames += 1) {
    const cut = framedAt(bytes, kind, offset);
    if (cut === undefined) break;
    // The last one may be cut; but a header that announces just what is there is more likely the right one.
    if (cut.byteCount > 0 && isMessage(payload(bytes, kind, cut))) messages += cut.byteCount === cut.announced ? 1 : 0.5;
    offset += kind.bytes + cut.byteCount;
  }
  return { messages, frames };
}

/** Most messages; of equally many the fewest frames, since half a header may pass for a keep-alive. */
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

/** The header kind that makes most sense of the streams; undefined when none makes any. */
export function guessHeader(streams: readonly Buffer[], isMessage: IsMessage): HeaderKind | undefined {
  const fromStart = HEADER_KINDS.map((kind) => [kind, sum(streams.map((bytes) => tally(bytes, 0, kind, isMessage)))] as const);
  // A capture may begin within a message.
  return (
    bestOf(fromStart) ??
    bestOf(HEADER_KINDS.map((kind) => [kind, sum(streams.map((bytes) => tallyLater(bytes, kind, isMessage)))] as const))
  );
}

/** A header kind that makes sense of more messages than the one that was asked for; undefined when none does. */
export function betterHeader(streams: readonly Buffer[], asked: HeaderKind, isMessage: IsMessage): HeaderKind | undefined {
  const messagesOf = (kind: HeaderKind): number => sum(streams.map((bytes) => tally(bytes, 0, kind, isMessage))).messages;
  const best = guessHeader(streams, isMessage);
  return best !== undefined && best !== asked && messagesOf(best) > messagesOf(asked) ? best : undefined;
}

function tallyLater(bytes: Buffer, kind: HeaderKind, isMessage: IsMessage): Tally {
  const from = nextMessageOffset(bytes.subarray(0, LATE_BYTES_MAX), kind, 0, isMessage);
  return tally(bytes, Math.min(from, bytes.length), kind, isMessage);
}

/** True when a single piece is nothing but two or more messages behind headers of this kind. */
export function isFramedBy(bytes: Buffer, kind: HeaderKind, isMessage: IsMessage): boolean {
  let frames = 0;
  for (let offset = 0; offset < bytes.length; frames += 1) {
    const cut = framedAt(bytes, kind, offset);
    if (cut === undefined || cut.byteCount < cut.announced || (cut.announced > 0 && !isMessage(payload(bytes, kind, cut)))) return false;
    offset += kind.bytes + cut.byteCount;
  }
  return frames > 1;
}
