/** Sends one message on a connection of its own and tells what came back. */

import { FrameError } from '../../protocol/errors.ts';
import { encodeFrame, FRAME_BYTES_MAX, FrameReader } from '../../protocol/framing/frame.ts';
import type { Request } from '../../protocol/message.ts';
import { pluralize } from '../../protocol/plural.ts';
import { openSocket, readyEventOf } from '../../tls/open-socket.ts';
import { noHandshake } from '../../tls/tls-error-text.ts';
import type { LinkOptions } from './link.ts';
import { socketErrorText } from './socket-error.ts';

export type ProbeOptions = Pick<LinkOptions, 'target' | 'codec' | 'header' | 'timeoutMs'>;

export type ProbeResult =
  /** A readable message came, whatever it says. */
  | { readonly kind: 'answered' }
  /** Nothing could be sent: no connection, or the dialect has no room for the message. */
  | { readonly kind: 'notSent'; readonly errorText: string }
  | { readonly kind: 'silent' }
  | { readonly kind: 'closed' }
  /** Bytes came that are no message of the codec: the first of them, and why. */
  | { readonly kind: 'unreadable'; readonly bytes: Buffer; readonly reason: string };

/** Enough to tell what sent them. */
const BYTES_KEPT_MAX = 4_096;

/** The bytes that a host sends, up to the first message. */
class FirstAnswer {
  readonly #options: ProbeOptions;
  readonly #reader: FrameReader;
  #bytes = Buffer.alloc(0);
  #result: ProbeResult | undefined;

  constructor(options: ProbeOptions) {
    this.#options = options;
    this.#reader = new FrameReader(options.header, FRAME_BYTES_MAX);
  }

  /** Undefined while more bytes are needed. */
  push(chunk: Buffer): ProbeResult | undefined {
    const room = BYTES_KEPT_MAX - this.#bytes.length;
    if (room > 0) this.#bytes = Buffer.concat([this.#bytes, chunk.subarray(0, room)]);
    try {
      this.#reader.push(chunk, (frame) => this.#onFrame(frame));
    } catch (error) {
      this.#result = this.#unreadable((error as Error).message);
    }
    return this.#result;
  }

  /** The result when no more bytes come: `without` when none came at all. */
  end(without: ProbeResult): ProbeResult {
    const count = this.#bytes.length;
    if (count === 0) return without;
    return this.#unreadable(
      `${pluralize(count, 'byte')} ${count === 1 ? 'is' : 'are'} not a whole message after a ${this.#options.header.description}`,
    );
  }

  /** False to stop reading. */
  #onFrame(frame: Buffer): boolean {
    const decoded = this.#options.codec.decodeResponse(frame);
    if (decoded.kind === 'keepAlive') return true;
    this.#result = decoded.kind === 'message' ? { kind: 'answered' } : this.#unreadable(decoded.reason);
    return false;
  }

  #unreadable(reason: string): ProbeResult {
    return { kind: 'unreadable', bytes: this.#bytes, reason: reason.replace(/[.;](?:\s.*)?$/s, '') };
  }
}

/** The request with its header, or the reason why the wire format cannot carry it. */
function frameOf(request: Request, { codec, header }: ProbeOptions): Buffer | string {
  try {
    return encodeFrame(header, codec.encodeRequest(request));
  } catch (error) {
    if (error instanceof RangeError || error instanceof FrameError) return error.message;
    throw error;
  }
}

export function probe(options: ProbeOptions, request: Request): Promise<ProbeResult> {
  const frame = frameOf(request, options);
  if (typeof frame === 'string') return Promise.resolve({ kind: 'notSent', errorText: frame });
  const { target, timeoutMs } = options;
  const answer = new FirstAnswer(options);
  return new Promise((resolve) => {
    const socket = openSocket(target);
    let connected = false;
    let isGreeting = false;
    let errorText = socketErrorText(target, new Error('the host closed it'));
    const done = (result: ProbeResult): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(result);
    };
    const timer = setTimeout(() => {
      if (connected) done(answer.end({ kind: 'silent' }));
      else
        done({
          kind: 'notSent',
          errorText: socketErrorText(target, new Error(isGreeting ? noHandshake(timeoutMs) : `it was not accepted within ${timeoutMs} ms`)),
        });
    }, timeoutMs);
    socket.on('connect', () => {
      isGreeting = target.tls !== undefined;
    });
    socket.on(readyEventOf(target), () => {
      connected = true;
      socket.write(frame);
    });
    socket.on('data', (chunk: Buffer) => {
      const result = answer.push(chunk);
      if (result !== undefined) done(result);
    });
    socket.on('error', (error) => {
      errorText = socketErrorText(target, error);
    });
    socket.on('close', () => done(connected ? answer.end({ kind: 'closed' }) : { kind: 'notSent', errorText }));
  });
}
