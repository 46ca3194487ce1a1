/**
 * One TCP connection that many terminals may share. Requests go out in one write per turn of the event loop, many may be in
 * flight, and answers are matched on terminal, STAN and transmission time, as far as the host repeats them. A broken connection
 * is opened again with growing pauses; what it left unanswered is told so at once, what is sent meanwhile waits for the new one.
 */
import { connect, type Socket } from 'node:net';
import type { HostAndPort } from '../../config/quantity.ts';
import type { Codec } from '../../protocol/codec.ts';
import { FRAME_BYTES_MAX, FrameReader, type HeaderKind, tooLongFor } from '../../protocol/framing/frame.ts';
import { FrameBatch } from '../../protocol/framing/frame-batch.ts';
import type { Request, Response } from '../../protocol/message.ts';
import type { Clock } from '../clock.ts';
import { AbandonedRequests } from './abandoned-requests.ts';
import { halfSentence, type LinkErrors, noLinkErrors, straySentence } from './link-errors.ts';

/** Why no answer came. */
export const NO_ANSWER_REASONS = ['timeout', 'connectionLost', 'tooMuchUnsent'] as const;
export type NoAnswerReason = (typeof NO_ANSWER_REASONS)[number];

/** Gets exactly one of the two calls, later than the send, never within it. */
export interface Waiter {
  answered(response: Response): void;
  unanswered(reason: NoAnswerReason): void;
}

export interface Transport {
  send(request: Request, waiter: Waiter): void;
}

/** A transport that can also do what no right terminal does. */
export interface FaultableTransport extends Transport {
  /** Once more what is in flight. */
  sendCopy(request: Request): void;
  /** Waits no more for the answer to what is in flight. False when nothing waits for it. */
  abandon(request: Request): boolean;
}

export interface LinkOptions {
  readonly target: HostAndPort;
  readonly codec: Codec;
  readonly header: HeaderKind;
  readonly clock: Clock;
  /** A terminal gives up waiting after this; 6.6 s on real networks. */
  readonly timeoutMs: number;
}

export const TIMEOUT_MS_DEFAULT = 6_600;
const UNSENT_BYTES_MAX = 16 * 1024 * 1024;
const RECONNECT_PAUSE_MS = 50;
const RECONNECT_PAUSE_MS_MAX = 2_000;
const SWEEP_MS = 50;
/** Terminals are numbered as they come, so that the key of a pending exchange is one small integer. */
const STANS = 1_000_000;

interface Pending {
  readonly waiter: Waiter;
  readonly class: Request['class'];
  readonly rrn: string;
  /** In units of the wire. */
  readonly transmissionTime: number;
  readonly deadlineMs: number;
}

const SOCKET_SENTENCES: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there; start the server with "aksept serve", or check the port',
  ENOTFOUND: 'there is no host of that name',
  EHOSTUNREACH: 'the host cannot be reached',
  ENETUNREACH: 'the network cannot be reached',
  ETIMEDOUT: 'the host does not answer',
  ECONNRESET: 'the host cut the connection',
  EPIPE: 'the host closed the connection',
};

/** One sentence for a socket's error. */
export function socketSentence(target: HostAndPort, error: Error & { readonly code?: string }): string {
  return `The connection to ${target.host}:${target.port} failed: ${SOCKET_SENTENCES[error.code ?? ''] ?? error.message}.`;
}

function rrnOf(message: Request | Response): string {
  return message.class === 'networkManagement' ? '' : message.rrn;
}

export class Link implements FaultableTransport {
  readonly errors: LinkErrors = noLinkErrors();
  readonly #options: LinkOptions;
  readonly #numbers = new Map<string, number>();
  /** In the order of the deadlines: all wait equally long. */
  readonly #pending = new Map<number, Pending>();
  readonly #abandoned = new AbandonedRequests();
  #socket: Socket | undefined;
  #reader: FrameReader;
  readonly #unsent: FrameBatch;
  #flushing = false;
  #connected = false;
  /** Something that could be read came on this connection. */
  #reply = false;
  #everHeard = false;
  #timedOut = false;
  #closed = false;
  #pauseMs = RECONNECT_PAUSE_MS;
  #sweeping = false;
  readonly #onFrame = (frame: Buffer): boolean => this.#take(frame);
  readonly #flush = (): void => {
    this.#flushing = false;
    this.#write();
  };

  constructor(options: LinkOptions) {
    this.#options = options;
    this.#reader = new FrameReader(options.header, FRAME_BYTES_MAX);
    this.#unsent = new FrameBatch(options.header);
  }

  /** Resolves with '' when connected, else with one sentence; keeps trying in the second case until closed. */
  open(): Promise<string> {
    return new Promise((resolve) => this.#connect(resolve));
  }

  get inFlight(): number {
    return this.#pending.size;
  }

  /** Something was asked, and nothing was ever answered. */
  get isSilent(): boolean {
    return this.#timedOut && !this.#reply && !this.#everHeard;
  }

  send(request: Request, waiter: Waiter): void {
    const { clock, timeoutMs } = this.#options;
    const key = this.#keyOf(request.terminalId, request.stan);
    const payload = this.#payloadOf(request);
    if (payload === undefined || this.#closed || this.#unsent.bytes + payload.length > UNSENT_BYTES_MAX || this.#pending.has(key)) {
      clock.after(0, () => waiter.unanswered('tooMuchUnsent'));
      return;
    }
    const transmissionTime = this.#timeOf(request);
    this.#pending.set(key, { waiter, class: request.class, rrn: rrnOf(request), transmissionTime, deadlineMs: clock.nowMs() + timeoutMs });
    this.#push(payload);
    this.#scheduleSweep();
  }

  /** Nobody waits for the second answer: it is a stray one. */
  sendCopy(request: Request): void {
    const payload = this.#pendingOf(this.#knownKeyOf(request), request) === undefined ? undefined : this.#payloadOf(request);
    if (payload === undefined || this.#unsent.bytes + payload.length > UNSENT_BYTES_MAX) return;
    this.#giveUp(request);
    this.#push(payload);
  }

  /** The answer, when it comes, is a stray one. */
  abandon(request: Request): boolean {
    const key = this.#knownKeyOf(request);
    if (this.#pendingOf(key, request) === undefined) return false;
    this.#giveUp(request);
    return this.#pending.delete(key);
  }

  /** Ends the connection; what is in flight is told that no answer will come. */
  close(): void {
    this.#closed = true;
    this.#socket?.destroy();
    this.#failPending('connectionLost');
  }

  #push(payload: Buffer): void {
    this.#unsent.add(payload);
    this.#scheduleFlush();
  }

  /** What waits under this key, if it is for the answer to this very message. */
  #pendingOf(key: number, message: Request | Response): Pending | undefined {
    const pending = this.#pending.get(key);
    const isIt = pending?.transmissionTime === this.#timeOf(message) && pending.class === message.class;
    return isIt ? pending : undefined;
  }

  /** Of a message that may be from nobody we know; below 0 then. */
  #knownKeyOf(message: Request | Response): number {
    const number = this.#numbers.get(message.terminalId);
    return number === undefined ? -1 : number * STANS + message.stan;
  }

  #keyOf(terminalId: string, stan: number): number {
    let number = this.#numbers.get(terminalId);
    if (number === undefined) {
      number = this.#numbers.size;
      this.#numbers.set(terminalId, number);
    }
    return number * STANS + stan;
  }

  /** Terminals keep milliseconds, which not every wire tells. */
  #timeOf({ transmissionTimeMs }: Request | Response): number {
    return Math.floor(transmissionTimeMs / this.#options.codec.timeUnitMs);
  }

  /** Undefined when the wire can't say this request: an element too short in a dialect of one's own, a header of two digits. */
  #payloadOf(request: Request): Buffer | undefined {
    const { codec, header } = this.#options;
    try {
      const payload = codec.encodeRequest(request);
      if (payload.length <= header.lengthMax) return payload;
      this.#keepSentence(tooLongFor(header).message);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      this.#keepSentence(error.message);
    }
    return undefined;
  }

  #scheduleFlush(): void {
    if (this.#flushing || !this.#connected) return;
    this.#flushing = true;
    setImmediate(this.#flush);
  }

  #write(): void {
    if (this.#connected && this.#unsent.bytes > 0) this.#socket?.write(this.#unsent.take());
  }

  #connect(opened: (sentence: string) => void): void {
    const { target } = this.#options;
    const socket = connect({ host: target.host, port: target.port, noDelay: true });
    let sentence = '';
    this.#socket = socket;
    this.#reader = new FrameReader(this.#options.header, FRAME_BYTES_MAX);
    this.#reply = false;
    socket.on('connect', () => {
      this.#connected = true;
      opened('');
      this.#write();
    });
    socket.on('data', (chunk: Buffer) => this.#read(chunk));
    socket.on('error', (error) => {
      sentence = socketSentence(target, error);
    });
    socket.on('close', () => {
      const had = this.#connected;
      this.#connected = false;
      this.#everHeard ||= this.#reply;
      if (this.#closed) return;
      this.#note(had ? 'connectionsLost' : 'connectsFailed', sentence || this.#closedSentence());
      if (!had) opened(sentence);
      else this.#failPending('connectionLost');
      this.#options.clock.after(this.#pauseMs, () => {
        if (!this.#closed) this.#connect(opened);
      });
      this.#pauseMs = Math.min(this.#pauseMs * 2, RECONNECT_PAUSE_MS_MAX);
    });
  }

  /** A host hangs up on what it can't read. */
  #closedSentence(): string {
    const { host, port } = this.#options.target;
    const closed = `The host ${host}:${port} closed the connection`;
    return this.#reply ? `${closed}.` : `${closed} without an answer; check that --codec is what the port speaks.`;
  }

  #note(kind: Exclude<keyof LinkErrors, 'firstSentence'>, sentence: string): void {
    this.errors[kind] += 1;
    this.#keepSentence(sentence);
  }

  #keepSentence(sentence: string): void {
    if (this.errors.firstSentence === '') this.errors.firstSentence = sentence;
  }

  #read(chunk: Buffer): void {
    try {
      this.#reader.push(chunk, this.#onFrame);
    } catch (error) {
      this.#unreadable((error as Error).message);
    }
  }

  #unreadable(reason: string): void {
    this.#note('unreadableAnswers', `The host sent what can't be read (${reason}); check that --codec is what the port speaks.`);
    this.#socket?.destroy();
  }

  /** False when nothing more can be read of this connection. One bad answer among good ones costs the answer alone. */
  #take(frame: Buffer): boolean {
    const decoded = this.#options.codec.decodeResponse(frame);
    if (decoded.kind === 'malformed' || decoded.kind === 'unreadable') {
      if (this.#reply) this.#note('unreadableAnswers', `An answer can't be read (${decoded.reason}); the others of this host can.`);
      else this.#unreadable(decoded.reason);
      return this.#reply;
    }
    this.#reply = true;
    if (decoded.kind === 'message') this.#match(decoded.message);
    return true;
  }

  #match(response: Response): void {
    const key = this.#knownKeyOf(response);
    const pending = this.#pendingOf(key, response);
    if (pending === undefined) {
      this.#matchLoosely(response);
      return;
    }
    this.#pauseMs = RECONNECT_PAUSE_MS;
    this.#pending.delete(key);
    pending.waiter.answered(response);
  }

  /** Of a host that tells the time of its answer in DE7, or does not repeat the terminal. Never what was given up. */
  #matchLoosely(response: Response): void {
    const key = this.#options.codec.repeatsKey ? undefined : this.#looseKeyOf(response);
    const pending = key === undefined ? undefined : this.#pending.get(key);
    if (key === undefined || pending?.class !== response.class || this.#abandoned.has(key, this.#timeOf(response))) {
      this.#note('strayAnswers', straySentence(response));
      return;
    }
    this.#pauseMs = RECONNECT_PAUSE_MS;
    this.errors.looseAnswers += 1;
    this.#pending.delete(key);
    pending.waiter.answered(response);
  }

  /** By terminal and STAN; where the terminal is missing, by the STAN when one terminal alone waits with it, or one with that RRN. */
  #looseKeyOf(response: Response): number | undefined {
    const { terminalId, stan, class: messageClass } = response;
    const number = this.#numbers.get(terminalId);
    if (number !== undefined || terminalId !== '') return number === undefined ? undefined : number * STANS + stan;
    const keys: number[] = [];
    for (let key = stan; key < this.#numbers.size * STANS; key += STANS) {
      if (this.#pending.get(key)?.class === messageClass) keys.push(key);
    }
    const rrn = rrnOf(response);
    const named = keys.length > 1 && rrn !== '' ? keys.filter((key) => this.#pending.get(key)?.rrn === rrn) : keys;
    return named.length === 1 ? named[0] : undefined;
  }

  #giveUp(request: Request): void {
    this.#abandoned.add(this.#keyOf(request.terminalId, request.stan), this.#timeOf(request));
  }

  #failPending(reason: NoAnswerReason): void {
    const lost = [...this.#pending.values()];
    this.#pending.clear();
    this.#unsent.clear();
    for (const { waiter } of lost) waiter.unanswered(reason);
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
    const nowMs = this.#options.clock.nowMs();
    for (const [key, pending] of this.#pending) {
      if (pending.deadlineMs > nowMs) return;
      if (!this.#reply && this.#reader.pendingBytes > 0) this.#keepSentence(halfSentence(this.#options.header));
      this.#pending.delete(key);
      this.#abandoned.add(key, pending.transmissionTime);
      this.#timedOut = true;
      pending.waiter.unanswered('timeout');
    }
  }
}
