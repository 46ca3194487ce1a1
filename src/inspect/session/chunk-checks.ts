/**
 * Whether a chunk begins with a message: decides between the forms in which a text may be. It costs
 * a few attempts only, since it is asked of every form.
 */
import { bestAttempt, isPlausibleMessage, isSoundMessage, type ParseOptions } from '../diagnose/best-attempt.ts';
import type { InputChunk } from '../input/input-chunk.ts';
import type { ChunkChecks } from '../read/forms/text-forms.ts';
import { claimedLength, HEADER_KINDS } from '../read/prefix.ts';

/** Longer messages are not looked for. */
const MESSAGE_BYTES_MAX = 64 * 1024;

/** What the first message of a chunk may be: all of it, its first line, or the part that a header counts. */
function firstMessages({ bytes, lineOffsets }: InputChunk): readonly Buffer[] {
  const line = lineOffsets[1];
  const framed = HEADER_KINDS.flatMap((kind) => {
    const length = claimedLength(kind, bytes);
    const isWhole = length > 0 && length <= MESSAGE_BYTES_MAX && kind.bytes + length < bytes.length;
    return isWhole ? [bytes.subarray(kind.bytes, kind.bytes + length)] : [];
  });
  return [bytes.subarray(0, MESSAGE_BYTES_MAX), ...(line === undefined ? [] : [bytes.subarray(0, line)]), ...framed];
}

/** Whether the bytes begin with a whole message and more follows. */
function isFollowed(bytes: Buffer, options: ParseOptions): boolean {
  const unpacked = bestAttempt(bytes, options)?.attempt.unpacked;
  return unpacked?.problem?.kind === 'trailing' && isSoundMessage(bytes.subarray(0, unpacked.endOffset), options);
}

export function chunkChecks(options: ParseOptions): ChunkChecks {
  const isWhole = (chunk: InputChunk): boolean => {
    const messages = firstMessages(chunk);
    return messages.some((bytes) => isSoundMessage(bytes, options)) || messages.slice(0, 1).some((bytes) => isFollowed(bytes, options));
  };
  return {
    isWhole,
    isPlausible: (chunk) => firstMessages(chunk).some((bytes) => isPlausibleMessage(bytes, options)),
  };
}
