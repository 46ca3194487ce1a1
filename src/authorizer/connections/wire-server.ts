import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { performance } from 'node:perf_hooks';
import type { Codec } from '../../protocol/codec.ts';
import type { HeaderKind } from '../../protocol/framing/frame.ts';
import { Faults } from '../faults/faults.ts';
import type { Handler } from '../handler.ts';
import type { Observer } from '../observer.ts';
import { Connection, type ConnectionParts } from './connection.ts';
import type { ConnectionLimits } from './connection-limits.ts';
import { listen } from './listen.ts';

export interface WireServerSettings {
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  readonly codec: Codec;
  readonly header: HeaderKind;
  readonly handler: Handler;
  readonly observer: Observer;
  readonly limits: ConnectionLimits;
  readonly connectionsMax: number;
  /** Without: none. */
  readonly faults?: Faults;
  /** How a port that can't be had is named; the codec's name when not given. */
  readonly what?: string;
  /** Monotonic. */
  readonly nowMs?: () => number;
}

/** How much later than its limit a silent connection may be ended: a quarter of the shortest limit, within these. */
const SWEEP_MIN_MS = 10;
const SWEEP_MAX_MS = 1_000;
/** A destroyed socket is closed within the same turn of the event loop; this is for the case that it is not. */
const DESTROY_TIMEOUT_MS = 1_000;

function sweepEveryMs(limits: ConnectionLimits): number {
  const shortest = Math.min(limits.halfFrameTimeoutMs, limits.notReadingTimeoutMs, limits.idleTimeoutMs || Number.POSITIVE_INFINITY);
  return Math.min(Math.max(shortest / 4, SWEEP_MIN_MS), SWEEP_MAX_MS);
}

/** One listener of one wire format. */
export class WireServer {
  readonly #server: Server;
  readonly #settings: WireServerSettings;
  readonly #connections = new Set<Connection>();
  readonly #parts: ConnectionParts;
  #sweeper: NodeJS.Timeout | undefined;
  #onLastClosed: (() => void) | undefined;

  private constructor(settings: WireServerSettings) {
    const nowMs = settings.nowMs ?? (() => performance.now());
    this.#settings = settings;
    this.#parts = {
      codec: settings.codec,
      header: settings.header,
      handler: settings.handler,
      limits: settings.limits,
      observer: settings.observer,
      faults: settings.faults ?? new Faults(),
      nowMs,
      onClosed: (connection) => this.#closed(connection),
    };
    this.#server = createServer({ allowHalfOpen: true }, (socket) => this.#accept(socket));
    this.#server.maxConnections = settings.connectionsMax;
    this.#server.on('drop', () => settings.observer.connectionClosed('tooMany'));
  }

  /** Rejects with a ListenError, one sentence, when the address can't be had. */
  static async start(settings: WireServerSettings): Promise<WireServer> {
    const wire = new WireServer(settings);
    await listen(wire.#server, settings.host, settings.port, settings.what ?? settings.codec.name);
    // An accept that fails (no file descriptor left) leaves the listener as it is.
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

  /** Accepts no more, lets what is in flight finish for at most `drainTimeoutMs`, then ends. True when all was answered. */
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
