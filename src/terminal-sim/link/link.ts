/**
 * One TCP connection that many terminals may share. Requests are written once per turn of the event
 * loop, and many may be in flight. A broken connection is opened again after growing pauses:
 * requests in flight fail at once, and requests sent meanwhile wait for the new connection.
 */

import type { Socket } from 'node:net';
import { hasMembers, requireArgument } from '../../config/argument.ts';
import type { Codec } from '../../protocol/codec.ts';
import { FRAME_BYTES_MAX, FrameReader, type HeaderKind, tooLongFor } from '../../protocol/framing/frame.ts';
import { FrameBatch } from '../../protocol/framing/frame-batch.ts';
import type { Request, Response } from '../../protocol/message.ts';
import type { Target } from '../../tls/client-tls.ts';
import { openSocket, readyEventOf } from '../../tls/open-socket.ts';
import { CLIENT_REFUSED, noHandshake } from '../../tls/tls-error-text.ts';
import type { Clock } from '../clock.ts';
import { type LinkErrors, noLinkErrors, partialFrameText, strayAnswerText } from './link-errors.ts';
import { PendingRequests } from './pending-requests.ts';
import { socketErrorText } from './socket-error.ts';
import type { FaultableTransport, NoAnswerReason, Waiter } from './transport.ts';

export interface LinkOptions {
  readonly target: Target;
  readonly codec: Codec;
  readonly header: HeaderKind;
  readonly clock: Clock;
  /** How long a terminal waits for an answer; 6.6 s on real networks. */
  readonly timeoutMs: number;
}

export const TIMEOUT_MS_DEFAULT = 6_600;
const UNSENT_BYTES_MAX = 16 * 1024 * 1024;
const RECONNECT_PAUSE_MS = 50;
const RECONNECT_PAUSE_MS_MAX = 2_000;
const SWEEP_MS = 50;
export class Link implements FaultableTransport {
  readonly errors: LinkErrors = noLinkErrors();
  readonly #options: LinkOptions;
  readonly #pending: PendingRequests;
  #socket: Socket | undefined;
  #reader: FrameReader;
  readonly #unsent: FrameBatch;
  #flushing = false;
  #connected = false;
  /** A readable message came on this connection. */
  #answered = false;
  /** A readable message came on an earlier connection. */
  #everAnswered = false;
  #timedOut = false;
  #closed = false;
  #pauseMs = RECONNECT_PAUSE_MS;
  #sweeping = false;
  readonly #onFrame = (frame: Buffer): boolean => this.#onMessage(frame);
  readonly #flush = (): void => {
    this.#flushing = false;
    this.#write();
  };

  constructor(options: LinkOptions) {
    requireArgument(
      hasMembers(options, 'target', 'codec', 'header', 'clock', 'timeoutMs'),
      'Link',
      'options',
      'an object with target, codec, header, clock and timeoutMs',
    );
    this.#options = options;
    this.#reader = new FrameReader(options.header, FRAME_BYTES_MAX);
    this.#unsent = new FrameBatch(options.header);
    this.#pending = new PendingRequests(options.codec.timeUnitMs);
  }

  /**
   * Resolves when connected, or with one sentence about the error; then it keeps trying until
   * closed.
   */
  open(): Promise<string | undefined> {
    return new Promise((resolve) => this.#connect(resolve));
  }

  get inFlight(): number {
    return this.#pending.size;
  }

  /** Requests were sent, and none was answered. */
  get isSilent(): boolean {
    return this.#timedOut && !this.#answered && !this.#everAnswered;
  }

  send(request: Request, waiter: Waiter): void {
    const { clock, timeoutMs } = this.#options;
    const payload = this.#payloadOf(request);
    const refused = this.#refusal(payload);
    if (payload === undefined || refused !== undefined || !this.#pending.add(request, waiter, clock.nowMs() + timeoutMs)) {
      clock.after(0, () => waiter.unanswered(refused ?? 'tooMuchUnsent'));
      return;
    }
    this.#push(payload);
    this.#scheduleSweep();
  }

  /** The second answer counts as a stray one, because nobody waits for it. */
  sendCopy(request: Request): void {
    const payload = this.#pending.has(request) ? this.#payloadOf(request) : undefined;
    if (payload === undefined || this.#unsent.bytes + payload.length > UNSENT_BYTES_MAX) return;
    this.#pending.abandon(request);
    this.#push(payload);
  }

  /** The answer, if one comes, counts as a late one. */
  abandon(request: Request): boolean {
    return this.#pending.has(request) && this.#pending.remove(request);
  }

  /** Ends the connection. Requests in flight fail. */
  close(): void {
    this.#closed = true;
    this.#socket?.destroy();
    this.#failPending();
  }

  /** Why a request cannot be sent; undefined when it can. */
  #refusal(payload: Buffer | undefined): NoAnswerReason | undefined {
    if (this.#closed) return 'notConnected';
    if (payload === undefined) return 'notEncodable';
    return this.#unsent.bytes + payload.length <= UNSENT_BYTES_MAX ? undefined : 'tooMuchUnsent';
  }

  #push(payload: Buffer): void {
    this.#unsent.add(payload);
    this.#scheduleFlush();
  }

  /**
   * Undefined when the wire format has no room for the request, such as a short element of a user's
   * dialect or a short header.
   */
  #payloadOf(request: Request): Buffer | undefined {
    const { codec, header } = this.#options;
    try {
      const payload = codec.encodeRequest(request);
      if (payload.length <= header.lengthMax) return payload;
      this.#keepFirst(tooLongFor(header).message);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      this.#keepFirst(error.message);
    }
    return undefined;
  }

  #scheduleFlush(): void {
    if (this.#flushing || !this.#connected) return;
    this.#flushing = true;
    setImmediate(this.#flush);
  }

  #write(): void {
    if (!this.#connected || this.#unsent.bytes === 0) return;
    this.#socket?.write(this.#unsent.take());
    this.#pending.markSent();
  }

  #connect(opened: (errorText?: string) => void): void {
    const { target, timeoutMs } = this.#options;
    const socket = openSocket(target);
    let isGreeting = false;
    let errorText: string | undefined;
    this.#socket = socket;
    this.#reader = new FrameReader(this.#options.header, FRAME_BYTES_MAX);
    this.#answered = false;
    socket.on('connect', () => {
      if (target.tls === undefined) return;
      isGreeting = true;
      socket.setTimeout(timeoutMs, () => socket.destroy(new Error(noHandshake(timeoutMs))));
    });
    socket.on(readyEventOf(target), () => {
      if (isGreeting) socket.setTimeout(0);
      isGreeting = false;
      this.#connected = true;
      opened();
      this.#write();
    });
    socket.on('data', (chunk: Buffer) => this.#read(chunk));
    socket.on('error', (error) => {
      errorText = socketErrorText(target, error);
    });
    socket.on('close', () => {
      const had = this.#connected;
      this.#connected = false;
      this.#everAnswered ||= this.#answered;
      if (this.#closed) return;
      this.#note(had ? 'connectionsLost' : 'connectsFailed', errorText ?? this.#closedText());
      if (isGreeting) this.errors.handshakesFailed += 1;
      isGreeting = false;
      if (!had) opened(errorText);
      else this.#failPending();
      this.#options.clock.after(this.#pauseMs, () => {
        if (!this.#closed) this.#connect(opened);
      });
      this.#pauseMs = Math.min(this.#pauseMs * 2, RECONNECT_PAUSE_MS_MAX);
    });
  }

  /** Hosts often close the connection when they cannot read a message. */
  #closedText(): string {
    const { host, port, tls } = this.#options.target;
    const closed = `The host ${host}:${port} closed the connection`;
    if (this.#answered) return `${closed}.`;
    if (tls !== undefined) return `${closed} without an answer; ${CLIENT_REFUSED}.`;
    return `${closed} without an answer; check that --codec is what the port speaks.`;
  }

  #note(kind: Exclude<keyof LinkErrors, 'firstSentence'>, errorText: string): void {
    this.errors[kind] += 1;
    this.#keepFirst(errorText);
  }

  #keepFirst(errorText: string): void {
    if (this.errors.firstSentence === '') this.errors.firstSentence = errorText;
  }

  #read(chunk: Buffer): void {
    try {
      this.#reader.push(chunk, this.#onFrame);
    } catch (error) {
      this.#unreadable((error as Error).message);
    }
  }

  #unreadable(reason: string): void {
    this.#note('unreadableAnswers', `The host sent what cannot be read (${reason}); check that --codec is what the port speaks.`);
    this.#socket?.destroy();
  }

  /**
   * False when the connection must end, because its first answer is unreadable. Later, only the one
   * answer is lost.
   */
  #onMessage(frame: Buffer): boolean {
    const decoded = this.#options.codec.decodeResponse(frame);
    if (decoded.kind === 'malformed' || decoded.kind === 'unreadable') {
      if (this.#answered) this.#note('unreadableAnswers', `An answer cannot be read (${decoded.reason}); the others of this host can.`);
      else this.#unreadable(decoded.reason);
      return this.#answered;
    }
    this.#answered = true;
    if (decoded.kind === 'message') this.#match(decoded.message);
    return true;
  }

  #match(response: Response): void {
    const waiter = this.#pending.take(response) ?? this.#matchLoosely(response);
    if (waiter === undefined) {
      if (this.#pending.takeLate(response)) this.errors.lateAnswers += 1;
      else this.#note('strayAnswers', strayAnswerText(response));
      return;
    }
    this.#pauseMs = RECONNECT_PAUSE_MS;
    waiter.answered(response);
  }

  #matchLoosely(response: Response): Waiter | undefined {
    const waiter = this.#options.codec.repeatsKey ? undefined : this.#pending.takeLoosely(response);
    if (waiter !== undefined) this.errors.looseAnswers += 1;
    return waiter;
  }

  #failPending(): void {
    this.#unsent.clear();
    this.#pending.failAll();
  }

  #scheduleSweep(): void {
    if (this.#sweeping) return;
    this.#sweeping = true;
    this.#options.clock.after(SWEEP_MS, () => {
      this.#sweeping = false;
      this.#sweep();
      if (this.#pending.size > 0) this.#scheduleSweep();
    });
  }

  #sweep(): void {
    this.#pending.expire(this.#options.clock.nowMs(), () => {
      if (!this.#answered && this.#reader.pendingBytes > 0) this.#keepFirst(partialFrameText(this.#options.header));
      this.#timedOut = true;
    });
  }
}
