import type { Malformed } from '../protocol/codec.ts';
import type { NetworkRequest, Request, Response } from '../protocol/message.ts';
import type { Authorizer } from './authorize.ts';
import { networkProblem } from './check-format.ts';
import type { RequestHandler, ResponseSink } from './exchange.ts';
import type { Observer } from './observer.ts';
import { networkResponse, undecidedResponse } from './respond.ts';

/** Answers every message, whichever wire it came over. */
export class Handler implements RequestHandler {
  readonly #authorizer: Authorizer;
  readonly #observer: Observer;

  constructor(authorizer: Authorizer, observer: Observer) {
    this.#authorizer = authorizer;
    this.#observer = observer;
  }

  /** Answers once, now or later. Zeroes the request's PIN blocks before it returns. */
  handle(request: Request, sink: ResponseSink): void {
    switch (request.class) {
      case 'authorization':
      case 'financial':
      case 'advice':
      case 'reversal':
        this.#authorizer.authorize(request, sink);
        break;
      case 'networkManagement':
        sink.reply(answerNetwork(request));
        break;
    }
  }

  /** A message of which no more than STAN and class is certain. */
  handleMalformed(malformed: Malformed, sink: ResponseSink): void {
    this.#observer.refused('malformed');
    sink.reply(undecidedResponse(malformed.message, 'formatError', malformed.reason));
  }
}

/** There is no session state to sign on to: each function is acknowledged. */
function answerNetwork(request: NetworkRequest): Response {
  if (networkProblem(request) !== '') return networkResponse(request, 'formatError');
  if (request.macCheck === 'wrong' || request.macCheck === 'missing') return networkResponse(request, 'macError');
  return networkResponse(request, request.function === '' ? 'invalidTransaction' : 'approved');
}
