/**
 * A request from its arrival to its answer, and the interfaces of both ends: the handler that takes
 * requests and the sink that takes responses.
 */
import type { StoreCommand } from '../limits/rules/command.ts';
import type { Malformed } from '../protocol/codec.ts';
import type { Request, Response, TransactionRequest, TransactionResponse } from '../protocol/message.ts';
import type { Outcome } from '../protocol/outcome.ts';

/** Takes the response to one request, now or later, exactly once. */
export interface ResponseSink<T extends Response = Response> {
  reply(response: T): void;
}

/** Takes requests of every wire format and answers each exactly once. */
export interface RequestHandler {
  /** Zeroes the request's PIN blocks before it returns. */
  handle(request: Request, sink: ResponseSink): void;
  /** A message that was only partly readable. It is answered formatError. */
  handleMalformed(malformed: Malformed, sink: ResponseSink): void;
}

/**
 * One transaction request from arrival to answer. The hot path uses one such object for each
 * message; each step of the authorizer fills in its results.
 */
export class Exchange {
  readonly request: TransactionRequest;
  readonly sink: ResponseSink<TransactionResponse>;
  /** Monotonic. */
  readonly startedMs: number;
  /** The PAN from DE2 or track 2; empty until the format is checked. */
  pan = '';
  cardToken = '';
  /** Idempotency key within the card. */
  key = '';
  /**
   * Of a repeat: the key that this process saw last from the same terminal with the same STAN and
   * class on the same card; empty: none.
   */
  lastKey = '';
  /** The terminal sent this message before: it says so, or this process saw it. */
  sentBefore = false;
  /** The id of this attempt, so that the store can tell it from a repeat with the same key. */
  attemptId = '';
  /**
   * The outcome of the checks `request` and `cardNumber`, before the store is asked; empty when
   * they pass.
   */
  refusal: Outcome | '' = '';
  /** The command that the store was asked; undefined when it was not asked. */
  command: StoreCommand | undefined = undefined;
  /**
   * True when the deadline passed and the request was answered issuerInoperative without a
   * decision.
   */
  expired = false;
  // The links of the deadline queue. Only the queue writes them.
  dueMs = 0;
  before: Exchange | undefined = undefined;
  after: Exchange | undefined = undefined;

  constructor(request: TransactionRequest, sink: ResponseSink<TransactionResponse>, startedMs: number) {
    this.request = request;
    this.sink = sink;
    this.startedMs = startedMs;
  }
}
