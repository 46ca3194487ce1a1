/**
 * Fault injection for a connection of a wire listener. It stands between the connection and its
 * handler, and the connection does not know about it. Without rules it costs one test per message.
 */
import type { Malformed } from '../../protocol/codec.ts';
import type { Request, Response } from '../../protocol/message.ts';
import type { Connection, ConnectionHandler } from '../connections/connection.ts';
import type { Interceptor } from '../connections/wire-server.ts';
import type { RequestHandler, ResponseSink } from '../exchange.ts';
import { FaultInjector } from './fault-injector.ts';
import type { FaultTarget } from './fault-target.ts';
import type { Faults } from './faults.ts';

/** Adds fault injection to every connection of a listener. */
export function faultInterceptor(faults: Faults): Interceptor {
  return (connection, handler) => new FaultyConnection(faults, connection, handler);
}

class FaultyConnection implements ConnectionHandler {
  readonly #faults: Faults;
  readonly #connection: Connection;
  readonly #handler: RequestHandler;
  /** Undefined until the first message while rules are in force. */
  #injector: FaultInjector | undefined;

  constructor(faults: Faults, connection: Connection, handler: RequestHandler) {
    this.#faults = faults;
    this.#connection = connection;
    this.#handler = handler;
  }

  handle(request: Request, sink: ResponseSink): void {
    if (this.#faults.active) this.#openInjector().handle(request, this.#handler);
    else this.#handler.handle(request, sink);
  }

  handleMalformed(malformed: Malformed, sink: ResponseSink): void {
    if (this.#faults.active) this.#openInjector().handleMalformed(malformed, this.#handler);
    else this.#handler.handleMalformed(malformed, sink);
  }

  drain(): void {
    this.#injector?.drain();
  }

  closed(): void {
    this.#injector?.closed();
  }

  #openInjector(): FaultInjector {
    this.#injector ??= FaultInjector.open(this.#faults, new ConnectionTarget(this.#connection), this.#connection.codecName);
    return this.#injector;
  }
}

class ConnectionTarget implements FaultTarget {
  readonly dropSettlesAfterMs = 0;
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  reply(response: Response): void {
    this.#connection.reply(response);
  }

  settleUnanswered(): void {
    this.#connection.settleUnanswered();
  }

  encode(response: Response): Buffer | undefined {
    return this.#connection.encode(response);
  }

  frame(payload: Buffer): Buffer {
    return this.#connection.writer.frame(payload);
  }

  sendPayload(payload: Buffer): void {
    this.#connection.writer.add(payload);
  }

  write(bytes: Buffer): void {
    this.#connection.writer.write(bytes);
  }

  hold(onHold: boolean): void {
    this.#connection.writer.hold(onHold);
  }

  closeAfter(bytes: Buffer): void {
    this.#connection.closeAfter(bytes, 'injectedFault');
  }
}
