/** Errors that routes answer with, and the error of a client that left. */
import { errorText } from '../cards/card-data/card-data.ts';

/** The message is one sentence and contains nothing of the request. */
export class HttpError extends Error {
  readonly status: number;
  readonly code: string;
  /** Further fields of the answer. */
  readonly details: Readonly<Record<string, number>>;
  constructor(status: number, code: string, message: string, details: Readonly<Record<string, number>> = {}) {
    super(errorText(message));
    this.name = 'HttpError';
    this.status = status;
    this.code = code;
    this.details = details;
  }
}

/** The client closed its connection before its request or the answer was complete. */
export class ClientGoneError extends Error {
  override readonly name = 'ClientGoneError';
  constructor() {
    super('The client closed its connection.');
  }
}

/** What Node and Fastify call a connection that the client has closed. */
const GONE_CODES: readonly string[] = ['ECONNRESET', 'EPIPE', 'ECONNABORTED', 'ERR_STREAM_PREMATURE_CLOSE', 'ERR_STREAM_DESTROYED'];

export function isClientGone(error: unknown): boolean {
  if (error instanceof ClientGoneError) return true;
  return error instanceof Error && 'code' in error && GONE_CODES.includes(String(error.code));
}

export function cardNotOnFile(): HttpError {
  return new HttpError(404, 'cardNotOnFile', 'This card is not on file; list the cards with GET /v1/cards.');
}
