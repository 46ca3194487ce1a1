/**
 * A listener for one wire format: accepts connections, enforces their limits, and drains them when
 * it stops.
 */

import { type AddressInfo, createServer, type DropArgument, type Server, type Socket } from 'node:net';
import { performance } from 'node:perf_hooks';
import type { Codec } from '../../protocol/codec.ts';
import type { HeaderKind } from '../../protocol/framing/frame.ts';
import { pluralize } from '../../protocol/plural.ts';
import type { RequestHandler } from '../exchange.ts';
import type { Observer } from '../observer.ts';
import { Connection, type ConnectionHandler, type ConnectionParts } from './connection.ts';
import type { ConnectionLimits } from './connection-limits.ts';
import { listen } from './listen.ts';
import { type OnRefusal, plainAddress } from './refusal.ts';

/** Makes the server that accepts sockets: `net.createServer`, or a TLS server. */
export type ServerFactory = (options: { readonly allowHalfOpen: true }, onSocket: (socket: Socket) => void) => Server;

/** Puts a layer between a connection and the handler, such as fault injection. */
export type Interceptor = (connection: Connection, handler: RequestHandler) => ConnectionHandler;

/** Puts a layer between the handler and one socket, for what its peer may do. */
export type Guard = (socket: Socket, handler: RequestHandler) => RequestHandler;

export interface WireServerSettings {
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  readonly codec: Codec;
  readonly header: HeaderKind;
  readonly handler: RequestHandler;
  readonly observer: Observer;
  /** Told why a connection ends or a message is refused; must not throw. */
  readonly onRefusal?: OnRefusal;
  readonly limits: ConnectionLimits;
  readonly connectionsMax: number;
  readonly intercept?: Interceptor;
  readonly guard?: Guard | undefined;
  /** `net.createServer` when not given. */
  readonly createServer?: ServerFactory | undefined;
  /** The name of this port in errors; the codec's name when not given. */
  readonly what?: string;
  /** The option that takes any free port instead, for errors. */
  readonly freePort?: string;
  /** Monotonic. */
  readonly nowMs?: () => number;
}

const NO_BYTES = Buffer.alloc(0);
/** Connections are swept this often: a quarter of the shortest time-out, within these bounds. */
const SWEEP_MIN_MS = 10;
const SWEEP_MAX_MS = 1_000;
/**
 * A destroyed socket closes within one turn of the event loop; this bounds the wait if it does
 * not.
 */
const DESTROY_TIMEOUT_MS = 1_000;

function sweepEveryMs(limits: ConnectionLimits): number {
  const shortest = Math.min(limits.halfFrameTimeoutMs, limits.notReadingTimeoutMs, limits.idleTimeoutMs || Number.POSITIVE_INFINITY);
  return Math.min(Math.max(shortest / 4, SWEEP_MIN_MS), SWEEP_MAX_MS);
}

export class WireServer {
  readonly #server: Server;
  readonly #settings: WireServerSettings;
  readonly #connections = new Set<Connection>();
  readonly #parts: ConnectionParts;
  #sweeper: NodeJS.Timeout | undefined;
  #onLastClosed: (() => void) | undefined;

  private constructor(settings: WireServerSettings) {
    const { codec, header, handler, limits, observer, intercept, guard = (_socket, plain) => plain } = settings;
    this.#settings = settings;
    this.#parts = {
      codec,
      header,
      limits,
      observer,
      onRefusal: settings.onRefusal ?? (() => {}),
      handlerFor: (connection, socket) => {
        const guarded = guard(socket, handler);
        return intercept === undefined ? guarded : intercept(connection, guarded);
      },
      nowMs: settings.nowMs ?? (() => performance.now()),
      onClosed: (connection) => this.#closed(connection),
    };
    const newServer: ServerFactory = settings.createServer ?? createServer;
    this.#server = newServer({ allowHalfOpen: true }, (socket) => this.#accept(socket));
    this.#server.maxConnections = settings.connectionsMax;
    this.#server.on('drop', (from) => this.#dropped(from));
  }

  /** Rejects with a ListenError when the address cannot be opened. */
  static async start(settings: WireServerSettings): Promise<WireServer> {
    const wire = new WireServer(settings);
    const { host, port, codec, what = codec.name, freePort } = settings;
    await listen(wire.#server, { host, port, what, freePort });
    // A failed accept (no file descriptor left) does not stop the listener.
    wire.#server.on('error', (error) => settings.observer.fault('listener', error));
    const sweep = (): void => {
      const nowMs = wire.#parts.nowMs();
      for (const connection of wire.#connections) connection.sweep(nowMs);
    };
    wire.#sweeper = setInterval(sweep, sweepEveryMs(settings.limits));
    return wire;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo | null)?.port ?? 0;
  }

  get connections(): number {
    return this.#connections.size;
  }

  get inFlight(): number {
    let inFlight = 0;
    for (const connection of this.#connections) inFlight += connection.inFlight;
    return inFlight;
  }

  /**
   * Stops accepting, gives requests in flight `drainTimeoutMs` to be answered, then closes every
   * connection. Resolves true when all were answered.
   */
  async close(drainTimeoutMs: number): Promise<boolean> {
    this.#server.close();
    for (const connection of this.#connections) connection.drain();
    if (this.#connections.size > 0) await this.#lastClosed(drainTimeoutMs);
    const answered = this.inFlight === 0;
    for (const connection of this.#connections) connection.destroy();
    if (this.#connections.size > 0) await this.#lastClosed(DESTROY_TIMEOUT_MS);
    clearInterval(this.#sweeper);
    return answered;
  }

  #accept(socket: Socket): void {
    this.#connections.add(new Connection(socket, this.#parts));
    this.#settings.observer.connectionOpened();
  }

  /** One connection more than may be open. */
  #dropped(from: DropArgument | undefined): void {
    const { observer, connectionsMax } = this.#settings;
    observer.connectionClosed('tooMany');
    this.#parts.onRefusal({
      reason: 'tooMany',
      sentence: `${pluralize(connectionsMax, 'connection')} ${connectionsMax === 1 ? 'is' : 'are'} open, which is connectionsMax.`,
      peerHost: plainAddress(from?.remoteAddress),
      peerPort: from?.remotePort ?? 0,
      localPort: from?.localPort ?? this.port,
      bytes: NO_BYTES,
    });
  }

  #closed(connection: Connection): void {
    this.#connections.delete(connection);
    if (this.#connections.size === 0) this.#onLastClosed?.();
  }

  #lastClosed(timeoutMs: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, timeoutMs);
      this.#onLastClosed = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
