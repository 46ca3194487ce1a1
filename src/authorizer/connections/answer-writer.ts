/**
 * The sending side of a connection: the answers of one tick are sent in one write, in the order in
 * which they were added.
 */
import type { Socket } from 'node:net';
import { encodeFrame, type HeaderKind } from '../../protocol/framing/frame.ts';
import { FrameBatch } from '../../protocol/framing/frame-batch.ts';

export interface AnswerWriterParts {
  readonly header: HeaderKind;
  /** More bytes than this that the peer has not read count as unread. */
  readonly unreadBytesMax: number;
  /** Monotonic. */
  readonly nowMs: () => number;
  /** Called when the answers of a tick are written, and when the peer has read what was unread. */
  readonly onWritable: () => void;
}

function flushOf(writer: AnswerWriter): void {
  writer.flush();
}

export class AnswerWriter {
  readonly #socket: Socket;
  readonly #parts: AnswerWriterParts;
  readonly #batch: FrameBatch;
  #flushDue = false;
  #onHold = false;
  #unreadSinceMs = 0;

  constructor(socket: Socket, parts: AnswerWriterParts) {
    this.#socket = socket;
    this.#parts = parts;
    this.#batch = new FrameBatch(parts.header);
    socket.on('drain', () => {
      this.#unreadSinceMs = 0;
      parts.onWritable();
    });
  }

  /** Since when the peer has left more than the limit unread; 0 when it has not. */
  get unreadSinceMs(): number {
    return this.#unreadSinceMs;
  }

  /** True when answers wait in the queue until `hold(false)`. */
  get onHold(): boolean {
    return this.#onHold;
  }

  /** True when nothing waits to be written. */
  get idle(): boolean {
    return !this.#flushDue && !this.#onHold;
  }

  /** Queues a payload, which is sent behind its length header at the end of this tick. */
  add(payload: Buffer): void {
    this.#batch.add(payload);
    this.flushLater();
  }

  /** Flushes at the end of this tick, also when no answer was added. */
  flushLater(): void {
    if (this.#flushDue) return;
    this.#flushDue = true;
    process.nextTick(flushOf, this);
  }

  /** Writes what is queued, unless it is on hold. */
  flush(): void {
    this.#flushDue = false;
    if (this.#onHold) return;
    this.writeQueue();
    this.#parts.onWritable();
  }

  /** Writes what is queued. */
  writeQueue(): void {
    if (this.#batch.bytes > 0) this.write(this.#batch.take());
  }

  /** Writes bytes as they are, ahead of the queue. */
  write(bytes: Buffer): void {
    const socket = this.#socket;
    if (!socket.writable || socket.write(bytes) || socket.writableLength <= this.#parts.unreadBytesMax) return;
    if (this.#unreadSinceMs === 0) this.#unreadSinceMs = this.#parts.nowMs();
  }

  /** True: answers stay in the queue. False: they are sent at the end of this tick. */
  hold(onHold: boolean): void {
    this.#onHold = onHold;
    if (!onHold) this.flushLater();
  }

  /** The payload behind its length header. */
  frame(payload: Buffer): Buffer {
    return encodeFrame(this.#parts.header, payload);
  }
}
