import type { Socket } from 'node:net';
import type { Codec } from '../../protocol/codec.ts';
import { FrameError } from '../../protocol/errors.ts';
import { encodeFrame, FrameReader, type HeaderKind, tooLongFor } from '../../protocol/framing/frame.ts';
import { FrameBatch } from '../../protocol/framing/frame-batch.ts';
import type { Response } from '../../protocol/message.ts';
import { type FaultLine, openFaultLine } from '../faults/fault-line.ts';
import type { FaultPort } from '../faults/fault-port.ts';
import type { Faults } from '../faults/faults.ts';
import type { Handler, ResponseSink } from '../handler.ts';
import type { ConnectionEnd, Observer } from '../observer.ts';
import type { ConnectionLimits } from './connection-limits.ts';

export interface ConnectionParts {
  readonly codec: Codec;
  readonly header: HeaderKind;
  readonly handler: Handler;
  readonly limits: ConnectionLimits;
  readonly observer: Observer;
  readonly faults: Faults;
  /** Monotonic. */
  readonly nowMs: () => number;
  readonly onClosed: (connection: Connection) => void;
}

const NOTHING = Buffer.alloc(0);

/** What is said instead of an answer that can't be said: the terminal takes back what it asked for. */
function malfunctionOf(response: Response): Response {
  if (response.class === 'networkManagement') return { ...response, outcome: 'systemMalfunction' };
  const nothing = {
    approvalCode: '',
    approvedAmountMinor: 0,
    balances: undefined,
    flag: '',
    headroom: [],
    reason: '',
    explanation: undefined,
  } as const;
  return { ...response, ...nothing, outcome: 'systemMalfunction' };
}

function flushOf(connection: Connection): void {
  connection.flush();
}

/**
 * One peer's socket: frames in, answers out in whichever order they come. Answers of one tick leave in one write.
 * Reading stops while too much is in flight or unread, so that a peer can take up no more than its limits.
 */
export class Connection implements ResponseSink, FaultPort {
  /** The others' answers come all the same. */
  readonly droppedMs = 0;
  readonly #socket: Socket;
  readonly #parts: ConnectionParts;
  readonly #reader: FrameReader;
  #inFlight = 0;
  readonly #answers: FrameBatch;
  #flushDue = false;
  #paused = false;
  /** Answers wait in their queue, and nothing is read: an injected fault has the line. */
  #heldBack = false;
  #faultLine: FaultLine | undefined;
  #draining = false;
  #end: ConnectionEnd = 'peer';
  #heardMs: number;
  /** When the frame that is not whole yet began; 0 when none is. */
  #halfFrameMs = 0;
  /** Since when the peer leaves more than its limit unread; 0 when it does not. */
  #unreadMs = 0;

  constructor(socket: Socket, parts: ConnectionParts) {
    this.#socket = socket;
    this.#parts = parts;
    this.#reader = new FrameReader(parts.header, parts.limits.frameBytesMax);
    this.#answers = new FrameBatch(parts.header);
    this.#heardMs = parts.nowMs();
    socket.setNoDelay(true);
    socket.on('data', this.#onData);
    socket.on('drain', this.#onDrain);
    // A peer that has said all it had to say still gets its answers.
    socket.on('end', () => {
      this.#draining = true;
      this.#endWhenAnswered();
    });
    // A reset is the peer's way of going; 'close' follows it.
    socket.on('error', () => {});
    socket.on('close', () => {
      this.#faultLine?.closed();
      parts.observer.connectionClosed(this.#end);
      parts.onClosed(this);
    });
  }

  get inFlight(): number {
    return this.#inFlight;
  }

  /** An answer whose peer has gone is dropped: the terminal repeats or reverses. */
  reply(response: Response): void {
    const answer = this.encoded(response);
    this.#inFlight -= 1;
    if (answer === undefined) this.#destroy('fault');
    else this.enqueue(answer);
  }

  /** What answers a response, or else a malfunction; undefined when dialect or header can't say either. */
  encoded(response: Response): Buffer | undefined {
    return this.#encoded(response) ?? this.#encoded(malfunctionOf(response));
  }

  /** Leaves at the end of this tick. */
  enqueue(answer: Buffer): void {
    this.#answers.add(answer);
    this.#flushLater();
  }

  framed(answer: Buffer): Buffer {
    return encodeFrame(this.#parts.header, answer);
  }

  settled(): void {
    this.#inFlight -= 1;
    this.#flushLater();
  }

  writeNow(bytes: Buffer): void {
    this.#write(bytes);
  }

  hold(held: boolean): void {
    this.#heldBack = held;
    if (!held) this.#flushLater();
  }

  cut(bytes: Buffer): void {
    if (this.#socket.destroyed) return;
    this.#end = 'injectedFault';
    if (bytes.length === 0) {
      this.#socket.destroy();
      return;
    }
    this.#draining = true;
    this.#writeAnswers();
    this.#write(bytes);
    this.#socket.destroySoon();
  }

  /** Writes what this tick answered, and reads on if that made room. */
  flush(): void {
    this.#flushDue = false;
    if (this.#heldBack) return;
    this.#writeAnswers();
    if (this.#draining) this.#endWhenAnswered();
    else this.#readOn();
  }

  #flushLater(): void {
    if (this.#flushDue) return;
    this.#flushDue = true;
    process.nextTick(flushOf, this);
  }

  #writeAnswers(): void {
    if (this.#answers.bytes > 0) this.#write(this.#answers.take());
  }

  #write(bytes: Buffer): void {
    if (!this.#socket.writable || this.#socket.write(bytes) || this.#socket.writableLength <= this.#parts.limits.unreadBytesMax) return;
    if (this.#unreadMs === 0) this.#unreadMs = this.#parts.nowMs();
  }

  /** Ends what has been silent, half said or unread for too long. Called now and then by the server. */
  sweep(nowMs: number): void {
    const { limits } = this.#parts;
    if (this.#unreadMs !== 0 && nowMs - this.#unreadMs >= limits.notReadingTimeoutMs) this.#destroy('notReading');
    else if (this.#halfFrameMs !== 0 && nowMs - this.#halfFrameMs >= limits.halfFrameTimeoutMs) this.#destroy('halfFrame');
    else if (limits.idleTimeoutMs > 0 && this.#inFlight === 0 && nowMs - this.#heardMs >= limits.idleTimeoutMs) this.#destroy('idle');
  }

  /** Takes no more requests; ends when those in flight are answered. */
  drain(): void {
    this.#draining = true;
    this.#end = 'drained';
    this.#halfFrameMs = 0;
    if (this.#paused) this.#socket.resume();
    this.#faultLine?.drain();
    this.#endWhenAnswered();
  }

  destroy(): void {
    this.#destroy('drained');
  }

  readonly #onData = (chunk: Buffer): void => {
    if (this.#draining) return;
    this.#heardMs = this.#parts.nowMs();
    this.#read(chunk);
  };

  readonly #onDrain = (): void => {
    this.#unreadMs = 0;
    this.#readOn();
  };

  #read(chunk: Buffer): void {
    try {
      this.#reader.push(chunk, this.#onFrame);
    } catch (error) {
      if (error instanceof FrameError) this.#parts.observer.refused(error.code);
      else this.#parts.observer.fault('connection', error);
      this.#destroy(error instanceof FrameError ? 'refusedInput' : 'fault');
      return;
    }
    if (this.#mustWait() && !this.#paused) {
      this.#paused = true;
      this.#socket.pause();
    }
    if (this.#paused || this.#reader.pendingBytes === 0) this.#halfFrameMs = 0;
    else if (this.#halfFrameMs === 0) this.#halfFrameMs = this.#heardMs;
  }

  readonly #onFrame = (frame: Buffer): boolean => {
    const { codec, faults, handler, observer } = this.#parts;
    const decoded = codec.decodeRequest(frame);
    switch (decoded.kind) {
      case 'message':
        this.#inFlight += 1;
        if (faults.active) this.#line().take(decoded.message, handler);
        else handler.handle(decoded.message, this);
        return !this.#mustWait();
      case 'malformed':
        this.#inFlight += 1;
        if (faults.active) this.#line().takeMalformed(decoded, handler);
        else handler.handleMalformed(decoded, this);
        return !this.#mustWait();
      case 'unreadable':
        observer.refused('unreadable');
        this.#destroy('refusedInput');
        return false;
      case 'keepAlive':
        return true;
    }
  };

  #line(): FaultLine {
    this.#faultLine ??= openFaultLine(this.#parts.faults, this, this.#parts.codec.name);
    return this.#faultLine;
  }

  #mustWait(): boolean {
    return this.#inFlight >= this.#parts.limits.inFlightMax || this.#unreadMs !== 0 || this.#heldBack || this.#socket.destroyed;
  }

  #readOn(): void {
    if (!this.#paused || this.#mustWait()) return;
    this.#paused = false;
    this.#read(NOTHING);
    if (!this.#paused) this.#socket.resume();
  }

  #endWhenAnswered(): void {
    if (this.#inFlight === 0 && !this.#flushDue && !this.#heldBack) this.#socket.end();
  }

  /** Undefined when dialect or header can't say it. That is a fault of the listener: a reply is awaited nowhere, so nothing is thrown. */
  #encoded(response: Response): Buffer | undefined {
    const { codec, header, observer } = this.#parts;
    try {
      const answer = codec.encodeResponse(response);
      if (answer.length <= header.lengthMax) return answer;
      throw tooLongFor(header);
    } catch (error) {
      if (!this.#socket.destroyed) observer.fault('connection', error);
      return undefined;
    }
  }

  #destroy(end: ConnectionEnd): void {
    if (this.#socket.destroyed) return;
    this.#end = end;
    this.#socket.destroy();
  }
}
