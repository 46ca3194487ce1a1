/** One request on its way to its response, and the two ends of that way: handler and sink. */
import type { StoreCommand } from '../limits/rules/command.ts';
import type { Malformed } from '../protocol/codec.ts';
import type { Request, Response, TransactionRequest, TransactionResponse } from '../protocol/message.ts';
import type { Outcome } from '../protocol/outcome.ts';

/** Takes the response to one request, now or later, exactly once. */
export interface ResponseSink<T extends Response = Response> {
  reply(response: T): void;
}

/** Takes requests, whichever wire they came over, and answers each exactly once. */
export interface RequestHandler {
  /** Zeroes the request's PIN blocks before it returns. */
  handle(request: Request, sink: ResponseSink): void;
  /** A message that was only partly readable. It is answered formatError. */
  handleMalformed(malformed: Malformed, sink: ResponseSink): void;
}

/**
 * One transaction request from arrival to answer. One object for each message on the hot path: each
 * step of the authorizer fills in what it found.
 */
export class Exchange {
  readonly request: TransactionRequest;
  readonly sink: ResponseSink<TransactionResponse>;
  /** Monotonic. */
  readonly startedMs: number;
  /** Of DE2 or track 2; empty until the format was found right. */
  pan = '';
  cardToken = '';
  /** Idempotency key within the card. */
  key = '';
  /** Names this attempt, so that the store can tell it from a repeat with the same key. */
  attemptId = '';
  /**
   * What the checks request and cardNumber found before the store was asked; empty: they passed.
   */
  refusal: Outcome | '' = '';
  /** What the store was asked; undefined when it was not. */
  command: StoreCommand | undefined = undefined;
  /** The deadline passed: it was answered issuerInoperative without a decision. */
  expired = false;
  // Links of the deadline queue, which alone writes them.
  dueMs = 0;
  before: Exchange | undefined = undefined;
  after: Exchange | undefined = undefined;

  constructor(request: TransactionRequest, sink: ResponseSink<TransactionResponse>, startedMs: number) {
    this.request = request;
    this.sink = sink;
    this.startedMs = startedMs;
  }
}
