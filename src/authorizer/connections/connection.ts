/**
 * The socket of one peer: reads requests and sends answers in the order in which they are ready.
 * Reading stops while too much is in flight or unread, so that a peer cannot use more than its
 * limits.
 */
import type { Socket } from 'node:net';
import type { Codec } from '../../protocol/codec.ts';
import { FrameError } from '../../protocol/errors.ts';
import { FrameReader, type HeaderKind, tooLongFor } from '../../protocol/framing/frame.ts';
import type { Response } from '../../protocol/message.ts';
import type { RequestHandler, ResponseSink } from '../exchange.ts';
import type { Observer } from '../observer.ts';
import { malfunctionResponse } from '../respond.ts';
import { AnswerWriter } from './answer-writer.ts';
import type { ConnectionLimits } from './connection-limits.ts';
import type { ConnectionEnd } from './reasons.ts';
import { type OnRefusal, Refusals } from './refusal.ts';

/** The handler of the requests of one connection, told when the connection ends. */
export interface ConnectionHandler extends RequestHandler {
  /** The connection takes no more requests and closes when those in flight are answered. */
  drain?(): void;
  /** The socket is gone. */
  closed?(): void;
}

export interface ConnectionParts {
  readonly codec: Codec;
  readonly header: HeaderKind;
  readonly limits: ConnectionLimits;
  readonly observer: Observer;
  readonly onRefusal: OnRefusal;
  /** Called once for each connection. */
  readonly handlerFor: (connection: Connection, socket: Socket) => ConnectionHandler;
  /** Monotonic. */
  readonly nowMs: () => number;
  readonly onClosed: (connection: Connection) => void;
}

const NO_BYTES = Buffer.alloc(0);

export class Connection implements ResponseSink {
  readonly writer: AnswerWriter;
  readonly #socket: Socket;
  readonly #parts: ConnectionParts;
  readonly #handler: ConnectionHandler;
  readonly #reader: FrameReader;
  readonly #refusals: Refusals;
  /** The frame that is being handled, with its header. */
  #frame: Buffer | undefined;
  #inFlight = 0;
  #paused = false;
  #draining = false;
  #end: ConnectionEnd = 'peer';
  #lastReadMs: number;
  /** When the unfinished frame began; 0 when there is none. */
  #halfFrameMs = 0;

  constructor(socket: Socket, parts: ConnectionParts) {
    const { header, limits, nowMs } = parts;
    this.#socket = socket;
    this.#parts = parts;
    this.#reader = new FrameReader(header, limits.frameBytesMax);
    this.writer = new AnswerWriter(socket, { header, unreadBytesMax: limits.unreadBytesMax, nowMs, onWritable: this.#onWritable });
    this.#refusals = new Refusals(socket, parts);
    this.#lastReadMs = nowMs();
    this.#handler = parts.handlerFor(this, socket);
    socket.setNoDelay(true);
    socket.on('data', this.#onData);
    // A peer that has closed its sending side still gets its answers.
    socket.on('end', () => {
      this.#draining = true;
      this.#endWhenAnswered();
    });
    // 'close' follows a reset.
    socket.on('error', () => {});
    socket.on('close', () => {
      this.#handler.closed?.();
      if (this.#end === 'peer' && this.#reader.pendingBytes > 0 && !this.#paused) {
        this.#end = 'cutFrame';
        this.#refusals.unfinished('cutFrame', this.#reader);
      }
      parts.observer.connectionClosed(this.#end);
      parts.onClosed(this);
    });
  }

  get codecName(): string {
    return this.#parts.codec.name;
  }

  get inFlight(): number {
    return this.#inFlight;
  }

  /** Drops the answer when the peer is gone: the terminal repeats or reverses. */
  reply(response: Response): void {
    const payload = this.encode(response);
    this.#inFlight -= 1;
    if (response.outcome === 'formatError') this.#tellFormatError(response);
    if (payload === undefined) this.#endByFault('An answer could not be written in the wire format of this listener.');
    else this.writer.add(payload);
  }

  /**
   * The payload of a response, or else of a malfunction; undefined when the wire format can express
   * neither. Does not throw, because nobody would catch it when the reply comes from a timer or
   * promise.
   */
  encode(response: Response): Buffer | undefined {
    return this.#tryEncode(response) ?? this.#tryEncode(malfunctionResponse(response));
  }

  /** Counts one request in flight as settled without an answer. */
  settleUnanswered(): void {
    this.#inFlight -= 1;
    this.writer.flushLater();
  }

  /** Sends the queue and then these bytes, and closes. Closes at once when there are no bytes. */
  closeAfter(bytes: Buffer, end: ConnectionEnd): void {
    if (this.#socket.destroyed) return;
    this.#end = end;
    if (bytes.length === 0) {
      this.#socket.destroy();
      return;
    }
    this.#draining = true;
    this.writer.writeQueue();
    this.writer.write(bytes);
    this.#socket.destroySoon();
  }

  /** Ends a connection that was idle, left a frame unfinished or did not read for too long. */
  sweep(nowMs: number): void {
    const { limits } = this.#parts;
    const { unreadSinceMs } = this.writer;
    if (unreadSinceMs !== 0 && nowMs - unreadSinceMs >= limits.notReadingTimeoutMs) {
      this.#refusals.notReading();
      this.#destroy('notReading');
    } else if (this.#halfFrameMs !== 0 && nowMs - this.#halfFrameMs >= limits.halfFrameTimeoutMs) {
      this.#refusals.unfinished('halfFrame', this.#reader);
      this.#destroy('halfFrame');
    } else if (limits.idleTimeoutMs > 0 && this.#inFlight === 0 && nowMs - this.#lastReadMs >= limits.idleTimeoutMs) {
      this.#refusals.idle();
      this.#destroy('idle');
    }
  }

  /** Accepts no more requests; closes when those in flight are answered. */
  drain(): void {
    this.#draining = true;
    this.#end = 'drained';
    this.#halfFrameMs = 0;
    if (this.#paused) this.#socket.resume();
    this.#handler.drain?.();
    this.#endWhenAnswered();
  }

  destroy(): void {
    this.#destroy('drained');
  }

  readonly #onData = (chunk: Buffer): void => {
    if (this.#draining) return;
    this.#lastReadMs = this.#parts.nowMs();
    this.#read(chunk);
  };

  readonly #onWritable = (): void => {
    if (this.#draining) this.#endWhenAnswered();
    else this.#readOn();
  };

  #read(chunk: Buffer): void {
    try {
      this.#reader.push(chunk, this.#onFrame);
    } catch (error) {
      this.#endByError(error);
      return;
    }
    this.#frame = undefined;
    if (this.#mustWait() && !this.#paused) {
      this.#paused = true;
      this.#socket.pause();
      this.#refusals.paused(this.#inFlight);
    }
    if (this.#paused || this.#reader.pendingBytes === 0) this.#halfFrameMs = 0;
    else if (this.#halfFrameMs === 0) this.#halfFrameMs = this.#lastReadMs;
  }

  /** Returns false to stop reading after this frame. */
  readonly #onFrame = (frame: Buffer): boolean => {
    this.#frame = frame;
    const decoded = this.#parts.codec.decodeRequest(frame);
    switch (decoded.kind) {
      case 'message':
        this.#inFlight += 1;
        this.#handler.handle(decoded.message, this);
        return !this.#mustWait();
      case 'malformed':
        this.#inFlight += 1;
        this.#handler.handleMalformed(decoded, this);
        return !this.#mustWait();
      case 'unreadable':
        this.#parts.observer.refused('unreadable');
        this.#refusals.tell('unreadable', decoded.reason, this.#reader.streamFrom(frame));
        this.#destroy('unreadable');
        return false;
      case 'ignored':
        this.#parts.observer.refused('notForHost');
        this.#refusals.ignored(decoded.reason, this.#reader.streamFrom(frame));
        return true;
      case 'keepAlive':
        return true;
    }
  };

  #mustWait(): boolean {
    const { writer } = this;
    return this.#inFlight >= this.#parts.limits.inFlightMax || writer.unreadSinceMs !== 0 || writer.onHold || this.#socket.destroyed;
  }

  #readOn(): void {
    if (!this.#paused || this.#mustWait()) return;
    this.#paused = false;
    this.#read(NO_BYTES);
    if (!this.#paused) this.#socket.resume();
  }

  #endWhenAnswered(): void {
    if (this.#inFlight === 0 && this.writer.idle) this.#socket.end();
  }

  #tryEncode(response: Response): Buffer | undefined {
    const { codec, header, observer } = this.#parts;
    try {
      const payload = codec.encodeResponse(response);
      if (payload.length <= header.lengthMax) return payload;
      throw tooLongFor(header);
    } catch (error) {
      if (!this.#socket.destroyed) observer.fault('connection', error);
      return undefined;
    }
  }

  #tellFormatError(response: Response): void {
    const reason = 'reason' in response ? response.reason : undefined;
    // The answer may come later, when the frame is gone.
    this.#refusals.formatError(reason, this.#frame === undefined ? NO_BYTES : this.#reader.streamFrom(this.#frame));
  }

  #endByError(error: unknown): void {
    const { observer } = this.#parts;
    if (error instanceof FrameError) {
      observer.refused(error.code);
      this.#refusals.tell(error.code, error.message, this.#reader.refused);
      this.#destroy(error.code);
      return;
    }
    observer.fault('connection', error);
    this.#endByFault('An internal error stopped the reading of this connection.');
  }

  #endByFault(sentence: string): void {
    if (!this.#socket.destroyed) this.#refusals.tell('fault', sentence);
    this.#destroy('fault');
  }

  #destroy(end: ConnectionEnd): void {
    if (this.#socket.destroyed) return;
    this.#end = end;
    this.#socket.destroy();
  }
}
