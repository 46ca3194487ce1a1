/** Messages one behind the other without length headers: each ends where its last element ends. */
import { bestAttempt, isSoundMessage, type ParseOptions } from '../diagnose/best-attempt.ts';
import { MESSAGES_MAX } from '../input/input-limits.ts';

interface Span {
  readonly offset: number;
  readonly byteCount: number;
}

export interface UnframedMessages {
  readonly messages: readonly Span[];
  /** Bytes behind the last message. */
  readonly rest: Span | undefined;
}

/** A single message with something behind it is a broken message, which the diagnosis explains. */
const MESSAGES_MIN = 2;
const LINE_END = new Set([0x0a, 0x0d]);

/** Where a message that begins at the offset ends; undefined if no whole one begins there. */
function endOf(bytes: Buffer, offset: number, options: ParseOptions): number | undefined {
  const rest = bytes.subarray(offset);
  const best = bestAttempt(rest, options);
  if (best === undefined || best.header !== undefined) return undefined;
  const { attempt } = best;
  if (best.plausibility.isSound) return bytes.length;
  if (attempt.unpacked.problem?.kind !== 'trailing') return undefined;
  const { endOffset } = attempt.unpacked;
  return isSoundMessage(rest.subarray(0, endOffset), options) ? offset + endOffset : undefined;
}

/** Two or more whole messages one behind the other, or each on a line; undefined for anything else. */
export function unframedMessages(bytes: Buffer, options: ParseOptions): UnframedMessages | undefined {
  const messages: Span[] = [];
  let offset = 0;
  while (offset < bytes.length && messages.length <= MESSAGES_MAX) {
    const end = endOf(bytes, offset, options);
    if (end === undefined) break;
    messages.push({ offset, byteCount: end - offset });
    offset = end;
    while (offset < bytes.length && LINE_END.has(bytes[offset] ?? 0)) offset += 1;
  }
  if (messages.length < MESSAGES_MIN) return undefined;
  return { messages, rest: offset < bytes.length ? { offset, byteCount: bytes.length - offset } : undefined };
}
