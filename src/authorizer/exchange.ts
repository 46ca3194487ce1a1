/** The two ends of one exchange: what takes a request, and where its response goes. */
import type { Malformed } from '../protocol/codec.ts';
import type { Request, Response } from '../protocol/message.ts';

/** Takes the response to one request, now or later, exactly once. */
export interface ResponseSink {
  reply(response: Response): void;
}

/** Takes requests, whichever wire they came over, and answers each exactly once. */
export interface RequestHandler {
  /** Zeroes the request's PIN blocks before it returns. */
  handle(request: Request, sink: ResponseSink): void;
  /** A message that was only partly readable. It is answered formatError. */
  handleMalformed(malformed: Malformed, sink: ResponseSink): void;
}
