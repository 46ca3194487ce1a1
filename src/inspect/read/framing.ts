/**
 * Cuts streams into messages by their length headers. Where a header does not lead to the next
 * message, it searches for the next one, so that one damaged frame costs no other message.
 */
import { FRAME_BYTES_MAX, type HeaderKind } from '../../protocol/framing/frame.ts';
import { mayBeginAt } from './message-start.ts';
import { claimedLength } from './prefix.ts';

export interface Cut {
  /** Offset of the header in the stream. */
  readonly offset: number;
  /** Bytes of the message without its header, as far as the stream has them. */
  readonly byteCount: number;
  /** The length that the header claims. */
  readonly announced: number;
}

interface Span {
  readonly offset: number;
  readonly byteCount: number;
}

export interface CutStream {
  readonly cuts: readonly Cut[];
  /** Empty messages: a header that claims 0 bytes. */
  readonly keepAlives: number;
  /** Bytes outside any message, each followed by a message. */
  readonly skipped: readonly Span[];
  /** Bytes behind the last message that begin no other one. */
  readonly rest: Span | undefined;
}

/** Whether bytes (without a header) are a plausible message; `whole`: and parse completely. */
export type IsMessage = (bytes: Buffer, whole?: boolean) => boolean;

/** How far to search for the next message after bytes outside any message. */
const SEARCH_BYTES_MAX = FRAME_BYTES_MAX;
/** How far to search in all of a stream. */
const SEARCH_TOTAL_BYTES_MAX = 4 * 1024 * 1024;

/** The frame whose header stands at the offset; undefined if there is none. */
export function framedAt(bytes: Buffer, kind: HeaderKind, offset: number): Cut | undefined {
  const announced = claimedLength(kind, bytes, offset);
  if (announced < 0 || announced > FRAME_BYTES_MAX) return undefined;
  return { offset, announced, byteCount: Math.min(announced, bytes.length - offset - kind.bytes) };
}

export function payload(bytes: Buffer, kind: HeaderKind, cut: Cut): Buffer {
  return bytes.subarray(cut.offset + kind.bytes, cut.offset + kind.bytes + cut.byteCount);
}

/** Where the empty messages end that begin at the offset; the offset itself if there are none. */
function keepAlivesEnd(bytes: Buffer, kind: HeaderKind, offset: number): number {
  let end = offset;
  while (framedAt(bytes, kind, end)?.announced === 0) end += kind.bytes;
  return end;
}

/** True if a frame may begin at the offset, or behind empty messages, or the stream ends there. */
function isFrameStart(bytes: Buffer, kind: HeaderKind, offset: number): boolean {
  const start = keepAlivesEnd(bytes, kind, offset);
  return start === bytes.length || (framedAt(bytes, kind, start) !== undefined && mayBeginAt(bytes, start + kind.bytes));
}

interface Search {
  readonly from: number;
  readonly bytesMax?: number;
  /** Accept a message that the stream ends within. */
  readonly isCut?: boolean;
}

/**
 * The next offset at which a header and its complete message stand, or with `isCut` the beginning of
 * a message. The end of the stream if there is none.
 */
export function nextMessageOffset(bytes: Buffer, kind: HeaderKind, isMessage: IsMessage, search: Search): number {
  const { from, bytesMax = SEARCH_BYTES_MAX, isCut = false } = search;
  const last = Math.min(bytes.length - kind.bytes, from + bytesMax);
  for (let offset = from; offset < last; offset += 1) {
    if (!mayBeginAt(bytes, offset + kind.bytes)) continue;
    const cut = framedAt(bytes, kind, offset);
    if (cut === undefined || cut.byteCount === 0 || isCut !== cut.byteCount < cut.announced) continue;
    if (isMessage(payload(bytes, kind, cut), !isCut)) return offset;
  }
  return bytes.length;
}

/** Cuts one stream; its state is where it stands and what it has found. */
class StreamCutter {
  readonly #bytes: Buffer;
  readonly #kind: HeaderKind;
  readonly #isMessage: IsMessage;
  readonly #cuts: Cut[] = [];
  readonly #skipped: Span[] = [];
  #keepAlives = 0;
  #rest: Span | undefined;
  #offset = 0;
  #searchLeft = SEARCH_TOTAL_BYTES_MAX;

  constructor(bytes: Buffer, kind: HeaderKind, isMessage: IsMessage) {
    this.#bytes = bytes;
    this.#kind = kind;
    this.#isMessage = isMessage;
  }

  cut(): CutStream {
    while (this.#offset < this.#bytes.length) this.#step();
    return { cuts: this.#cuts, keepAlives: this.#keepAlives, skipped: this.#skipped, rest: this.#rest };
  }

  #step(): void {
    const bytes = this.#bytes;
    const kind = this.#kind;
    const end = keepAlivesEnd(bytes, kind, this.#offset);
    if (end > this.#offset && isFrameStart(bytes, kind, end)) {
      this.#keepAlives += (end - this.#offset) / kind.bytes;
      this.#offset = end;
      return;
    }
    const cut = framedAt(bytes, kind, this.#offset);
    if (cut === undefined || cut.announced === 0) this.#search(undefined);
    else if (cut.byteCount < cut.announced) this.#search(cut);
    else this.#judge(cut);
  }

  #take(cut: Cut): void {
    this.#cuts.push(cut);
    this.#offset = cut.offset + this.#kind.bytes + cut.byteCount;
  }

  /** A complete frame: it is a message, or at least leads to the next one. */
  #judge(cut: Cut): void {
    const content = payload(this.#bytes, this.#kind, cut);
    const isFirst = this.#cuts.length === 0 && this.#keepAlives === 0;
    const isInStep = isFrameStart(this.#bytes, this.#kind, cut.offset + this.#kind.bytes + cut.byteCount);
    const isWhole = this.#isMessage(content, true);
    // A later message is kept even if nothing of it can be read: its header leads to the next one.
    const isKept = isWhole || !isFirst || this.#isMessage(content);
    if (isInStep && isKept) this.#take(cut);
    else this.#search(cut, isWhole);
  }

  /**
   * Looks for the next message. `cut`: what the header at the present offset claims, if it is one;
   * `isWhole`: that is a message, unless the next one begins within it.
   */
  #search(cut: Cut | undefined, isWhole = false): void {
    const offset = this.#offset;
    const start = offset + this.#kind.bytes;
    const whole = this.#next(false);
    const next = whole < this.#bytes.length || this.#isBeginning(cut) ? whole : this.#next(true);
    const isLast = next === this.#bytes.length;
    const content = this.#bytes.subarray(Math.min(start, next), next);
    if (cut !== undefined && isWhole && (isLast || next >= start + cut.byteCount)) this.#take(cut);
    else if (isLast) this.#finish(cut);
    else if (cut !== undefined && content.length > 0 && this.#isMessage(content)) this.#take({ ...cut, byteCount: content.length });
    else {
      this.#skipped.push({ offset, byteCount: next - offset });
      this.#offset = next;
    }
  }

  #next(isCut: boolean): number {
    const from = this.#offset + 1;
    const bytesMax = Math.min(SEARCH_BYTES_MAX, this.#searchLeft);
    const next = nextMessageOffset(this.#bytes, this.#kind, this.#isMessage, { from, bytesMax, isCut });
    this.#searchLeft -= Math.min(bytesMax, next - from);
    return next;
  }

  /** A message may begin behind the header that stands here. */
  #isBeginning(cut: Cut | undefined): boolean {
    if (cut === undefined || cut.byteCount === 0) return false;
    return mayBeginAt(this.#bytes, cut.offset + this.#kind.bytes) || this.#isMessage(payload(this.#bytes, this.#kind, cut));
  }

  /** No other message follows: what is left is a message, the beginning of one, or something else. */
  #finish(cut: Cut | undefined): void {
    const end = this.#bytes.length;
    const left = end - this.#offset - this.#kind.bytes;
    if (cut !== undefined && this.#isBeginning(cut)) this.#take(cut);
    // Without any message, all is shown as one that cannot be read.
    else if (this.#cuts.length === 0 && left > 0) this.#take({ offset: this.#offset, announced: cut?.announced ?? left, byteCount: left });
    const offset = this.#offset;
    this.#offset = end;
    if (offset < end) this.#rest = { offset, byteCount: end - offset };
  }
}

/**
 * Cuts a part of a stream into messages. If a header is unreadable or does not lead to the next
 * message, looks for the next plausible one, since a capture may begin within a message and a frame
 * may be damaged.
 */
export function cutStream(bytes: Buffer, kind: HeaderKind, isMessage: IsMessage): CutStream {
  return new StreamCutter(bytes, kind, isMessage).cut();
}
