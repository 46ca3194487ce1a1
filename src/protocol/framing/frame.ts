/** Cuts a byte stream into frames, and puts a length header before a payload. */
import { hasMembers, requireArgument } from '../../config/argument.ts';
import { FrameError } from '../errors.ts';
import { type HeaderKind, headerKind, tooLongFor } from './length-header.ts';

export { type HeaderKind, headerKind, tooLongFor };

/** The header of the protobuf wire. */
export const HEADER_4B: HeaderKind = headerKind('4b', false);

export const FRAME_BYTES_MAX = 65_536;
const PENDING_BYTES_MIN = 512;
const NO_BYTES = Buffer.alloc(0);

/** Return false to stop after this frame; the rest waits for the next `push`. */
export type OnFrame = (frame: Buffer) => boolean | undefined;

/**
 * Cuts a byte stream into frames and keeps the incomplete rest. A frame is a view of memory that
 * the reader does not change again. A length over the limit is refused before anything is buffered.
 */
export class FrameReader {
  readonly #header: HeaderKind;
  readonly #frameBytesMax: number;
  #pending: Buffer = NO_BYTES;
  #pendingBytes = 0;
  /** What `push` is reading; after a refusal, the bytes from the refused header on. */
  #data: Buffer = NO_BYTES;

  constructor(header: HeaderKind, frameBytesMax: number = FRAME_BYTES_MAX) {
    requireArgument(hasMembers(header, 'bytes', 'read'), 'FrameReader', 'header', 'a header, which headerKind makes');
    this.#header = header;
    this.#frameBytesMax = frameBytesMax;
  }

  /** Bytes that wait for the rest of their frame, or because the consumer stopped. */
  get pendingBytes(): number {
    return this.#pendingBytes;
  }

  /** The bytes that wait, with the header of their frame. A view that the next `push` may change. */
  get pending(): Buffer {
    return this.#pending.subarray(0, this.#pendingBytes);
  }

  /** After a FrameError: what came from the refused header on. */
  get refused(): Buffer {
    return this.#data;
  }

  /** While `onFrame` runs: the frame with its header, and what came behind it. */
  streamFrom(frame: Buffer): Buffer {
    return this.#data.subarray(frame.byteOffset - this.#data.byteOffset - this.#header.bytes);
  }

  /**
   * Throws a FrameError when a header is malformed or claims more than the limit. The stream cannot
   * be read after that.
   */
  push(chunk: Buffer, onFrame: OnFrame): void {
    const data = this.#pendingBytes === 0 ? chunk : this.#append(chunk);
    const headerBytes = this.#header.bytes;
    this.#data = data;
    let offset = 0;
    let going = true;
    while (going && data.length - offset >= headerBytes) {
      const length = this.#header.read(data, offset);
      if (length > this.#frameBytesMax || length < 0) throw this.#refusal(length, data.subarray(offset));
      const start = offset + headerBytes;
      if (data.length - start < length) break;
      offset = start + length;
      going = onFrame(data.subarray(start, offset)) !== false;
    }
    this.#data = NO_BYTES;
    this.#keep(data, offset);
  }

  #refusal(length: number, refused: Buffer): FrameError {
    this.#data = refused;
    if (length < 0) {
      return new FrameError(
        'badHeader',
        `A frame does not begin with a ${this.#header.description}; check which header the other side sends.`,
      );
    }
    return new FrameError('frameTooLong', `A frame claims ${length} bytes; at most ${this.#frameBytesMax} are taken.`);
  }

  #append(chunk: Buffer): Buffer {
    const total = this.#pendingBytes + chunk.length;
    if (total > this.#pending.length) {
      const grown = Buffer.allocUnsafe(Math.max(total, this.#pending.length * 2));
      this.#pending.copy(grown, 0, 0, this.#pendingBytes);
      this.#pending = grown;
    }
    chunk.copy(this.#pending, this.#pendingBytes);
    this.#pendingBytes = total;
    return this.#pending.subarray(0, total);
  }

  #keep(data: Buffer, offset: number): void {
    const rest = data.length - offset;
    if (rest > 0 && offset === 0 && this.#pendingBytes > 0) return; // the same incomplete frame; already kept
    if (rest > 0) {
      this.#pending = Buffer.allocUnsafe(Math.max(rest, PENDING_BYTES_MIN));
      data.copy(this.#pending, 0, offset);
    } else if (this.#pendingBytes > 0) {
      this.#pending = NO_BYTES;
    }
    this.#pendingBytes = rest;
  }
}

/**
 * Returns the payload after its length header, in a new buffer. Throws a FrameError `frameTooLong`
 * when the length does not fit the header.
 */
export function encodeFrame(header: HeaderKind, payload: Buffer): Buffer {
  requireArgument(hasMembers(header, 'bytes', 'write'), 'encodeFrame', 'header', 'a header, which headerKind makes');
  requireArgument(Buffer.isBuffer(payload), 'encodeFrame', 'payload', 'a Buffer');
  const frame = Buffer.allocUnsafe(header.bytes + payload.length);
  header.write(frame, payload.length, 0);
  payload.copy(frame, header.bytes);
  return frame;
}
