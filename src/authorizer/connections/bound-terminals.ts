/**
 * The handler of a connection whose peer may use certain terminal ids only. It declines messages of
 * other terminals before anything is asked or written. Connections without such a bound do not have
 * it.
 */
import type { Malformed } from '../../protocol/codec.ts';
import type { Request } from '../../protocol/message.ts';
import type { RequestHandler, ResponseSink } from '../exchange.ts';

export interface BoundTerminalsParts {
  readonly handler: RequestHandler;
  readonly mayUse: (terminalId: string) => boolean;
  /** Answers a request of another terminal. */
  readonly decline: (request: Request, sink: ResponseSink) => void;
}

export class BoundTerminals implements RequestHandler {
  readonly #parts: BoundTerminalsParts;

  constructor(parts: BoundTerminalsParts) {
    this.#parts = parts;
  }

  handle(request: Request, sink: ResponseSink): void {
    const { handler, mayUse, decline } = this.#parts;
    if (mayUse(request.terminalId)) handler.handle(request, sink);
    else decline(request, sink);
  }

  /** It is answered formatError and moves nothing, whatever terminal it names. */
  handleMalformed(malformed: Malformed, sink: ResponseSink): void {
    this.#parts.handler.handleMalformed(malformed, sink);
  }
}
