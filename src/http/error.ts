/** Errors that routes answer with, and the error of a client that left. */
import { errorText } from '../cards/card-data/card-data.ts';
import type { Problem, ProblemCode } from './problem.ts';

/** What an error adds to its answer. */
export type ProblemExtras = Pick<Problem, 'members' | 'headers'>;

/** The message is one sentence and contains nothing of the request. */
export class HttpError extends Error implements Problem {
  readonly code: ProblemCode;
  readonly members: Readonly<Record<string, number | string>>;
  readonly headers: Readonly<Record<string, string>>;
  constructor(code: ProblemCode, message: string, { members = {}, headers = {} }: ProblemExtras = {}) {
    super(errorText(message));
    this.name = 'HttpError';
    this.code = code;
    this.members = members;
    this.headers = headers;
  }

  get detail(): string {
    return this.message;
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
  return new HttpError('cardNotOnFile', 'This card is not on file; list the cards with GET /v1/cards.');
}
