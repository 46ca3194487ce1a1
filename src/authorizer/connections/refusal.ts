/**
 * Says why a connection ends or a message is refused: who, why, and the bytes that came. Nothing
 * here is called for a request that is answered.
 */
import type { Socket } from 'node:net';
import type { FrameReader, HeaderKind } from '../../protocol/framing/frame.ts';
import type { ConnectionLimits } from './connection-limits.ts';
import type { RefusalReason } from './reasons.ts';

export interface Refusal {
  readonly reason: RefusalReason;
  /** One sentence, without content of the message. */
  readonly sentence: string;
  readonly peerHost: string;
  readonly peerPort: number;
  /** The port of the listener. */
  readonly localPort: number;
  /**
   * What came, from the header of the refused frame on; empty when no bytes are to blame. A view,
   * valid during the call. It can hold card data.
   */
  readonly bytes: Buffer;
}

export type OnRefusal = (refusal: Refusal) => void;

const NO_BYTES = Buffer.alloc(0);
const MAPPED_IPV4 = /^::ffff:(?=\d+\.)/;
const NETWORK_MESSAGE = 'The STAN, the time or the terminal of a network management message is missing or not valid.';

/** An IPv4 address as such, also when an IPv6 socket took the connection. */
export function plainAddress(address: string | undefined): string {
  return address === undefined ? 'unknown' : address.replace(MAPPED_IPV4, '');
}

export interface RefusalParts {
  readonly header: HeaderKind;
  readonly limits: ConnectionLimits;
  readonly onRefusal: OnRefusal;
}

/** The refusals of one connection. */
export class Refusals {
  readonly #parts: RefusalParts;
  readonly #peerHost: string;
  readonly #peerPort: number;
  readonly #localPort: number;
  #isIgnoredTold = false;
  #isPauseTold = false;

  constructor(socket: Socket, parts: RefusalParts) {
    this.#parts = parts;
    // A socket that is gone has no addresses.
    this.#peerHost = plainAddress(socket.remoteAddress);
    this.#peerPort = socket.remotePort ?? 0;
    this.#localPort = socket.localPort ?? 0;
  }

  /** `bytes`: what came, from the refused frame on. */
  tell(reason: RefusalReason, sentence: string, bytes: Buffer = NO_BYTES): void {
    const { onRefusal } = this.#parts;
    onRefusal({ reason, sentence, bytes, peerHost: this.#peerHost, peerPort: this.#peerPort, localPort: this.#localPort });
  }

  /** A response of format error. Without a reason, a fault rule asked for it. */
  formatError(reason: string | undefined, bytes: Buffer): void {
    if (reason !== '') this.tell('malformed', reason ?? NETWORK_MESSAGE, bytes);
  }

  /** Told once for a connection. */
  ignored(reason: string, bytes: Buffer): void {
    if (this.#isIgnoredTold) return;
    this.#isIgnoredTold = true;
    this.tell('notForHost', reason, bytes);
  }

  /** Told once for a connection. */
  paused(inFlight: number): void {
    if (this.#isPauseTold || inFlight < this.#parts.limits.inFlightMax) return;
    this.#isPauseTold = true;
    this.tell(
      'inFlightMax',
      `${inFlight === 1 ? '1 request waits for its answer' : `${inFlight} requests wait for their answers`}; the next ones are read when answers have left.`,
    );
  }

  /** The peer closed within a frame, or did not send the rest of it in time. */
  unfinished(reason: 'halfFrame' | 'cutFrame', { pending }: FrameReader): void {
    const { header, limits } = this.#parts;
    const came = pending.length - header.bytes;
    const what =
      came < 0
        ? `${pending.length} of the ${header.bytes} bytes of a length header`
        : `${came} of the ${header.read(pending, 0)} bytes that a frame claims`;
    const end = reason === 'cutFrame' ? 'had come when the peer closed the connection' : `came within ${limits.halfFrameTimeoutMs} ms`;
    this.tell(reason, `Only ${what} ${end}.`, pending);
  }

  idle(): void {
    this.tell('idle', `No byte came for ${this.#parts.limits.idleTimeoutMs} ms, and no request was in flight.`);
  }

  notReading(): void {
    const { unreadBytesMax, notReadingTimeoutMs } = this.#parts.limits;
    this.tell('notReading', `More than ${unreadBytesMax} bytes of answers were not read for ${notReadingTimeoutMs} ms.`);
  }
}
