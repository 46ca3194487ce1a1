/**
 * Errors that routes answer with. `message` is one sentence and contains nothing of the request.
 */
export class HttpError extends Error {
  readonly status: number;
  readonly code: string;
  constructor(status: number, code: string, message: string) {
    super(message);
    this.name = 'HttpError';
    this.status = status;
    this.code = code;
  }
}

export function cardNotOnFile(): HttpError {
  return new HttpError(404, 'cardNotOnFile', 'This card is not on file; list the cards with GET /v1/cards.');
}
