/**
 * Starts HTTP requests a few at a time, so that many clients, or one that sends many requests in one
 * packet, leave the terminals their share of the event loop.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** Requests that start in one turn of the event loop. */
export const REQUESTS_PER_TURN = 4;
/** Unanswered requests of one connection; a client that sends more is disconnected. */
export const PIPELINED_MAX = 32;

export type HttpHandler = (request: IncomingMessage, response: ServerResponse) => void;

interface Waiting {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/** What Node's parser calls with each request of a connection. */
interface Parser {
  onIncoming?: () => number;
}

/** Ends the parsing of a packet: as after a change of protocol, what follows is not HTTP. */
const PARSE_NO_FURTHER = 2;

/**
 * Node's parser would make a request of each that is left in the packet, a thousand in some
 * milliseconds. It has no public way to stop; where this one is missing, it goes on.
 */
function stopParsing(socket: Socket & { readonly parser?: Parser | null }): void {
  if (typeof socket.parser?.onIncoming === 'function') socket.parser.onIncoming = () => PARSE_NO_FURTHER;
}

export class Admission {
  readonly #handle: HttpHandler;
  readonly #refused: () => void;
  readonly #waiting: Waiting[] = [];
  readonly #unanswered = new WeakMap<Socket, number>();
  #isClosing = false;
  #startedInTurn = 0;
  #turnScheduled = false;
  /** Sockets that hold back what is written in this turn. */
  #corked: Socket[] = [];

  constructor(handle: HttpHandler, refused: () => void = () => {}) {
    this.#handle = handle;
    this.#refused = refused;
  }

  /** Requests that wait for their turn. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /** Requests of a connection that are not answered. */
  unanswered(socket: Socket): number {
    return this.#unanswered.get(socket) ?? 0;
  }

  /**
   * From now on each connection ends after its last response. Fastify would otherwise wait until the
   * client of a kept-alive connection leaves.
   */
  close(): void {
    this.#isClosing = true;
  }

  /** Starts the request now or in a later turn, in order. */
  admit(request: IncomingMessage, response: ServerResponse): void {
    const { socket } = request;
    // The parser goes on with a packet whose connection was cut.
    if (socket.destroyed) return;
    const unanswered = this.unanswered(socket) + 1;
    if (unanswered > PIPELINED_MAX) {
      this.#refused();
      stopParsing(socket);
      socket.destroy();
      return;
    }
    this.#unanswered.set(socket, unanswered);
    response.once('close', () => {
      this.#unanswered.set(socket, this.unanswered(socket) - 1);
      if (this.#isClosing) socket.destroySoon();
    });
    this.#waiting.push({ request, response });
    this.#startSome();
  }

  #startSome(): void {
    while (this.#startedInTurn < REQUESTS_PER_TURN) {
      const next = this.#waiting.shift();
      if (next === undefined) break;
      if (next.request.socket.destroyed) continue;
      this.#startedInTurn += 1;
      this.#cork(next.request.socket);
      this.#handle(next.request, next.response);
    }
    if (this.#turnScheduled || this.#startedInTurn === 0) return;
    this.#turnScheduled = true;
    setImmediate(() => {
      this.#turnScheduled = false;
      this.#startedInTurn = 0;
      for (const socket of this.#corked) socket.uncork();
      this.#corked = [];
      this.#startSome();
    });
  }

  /** The answers of one turn to pipelined requests leave in one write. */
  #cork(socket: Socket): void {
    socket.cork();
    this.#corked.push(socket);
  }
}
