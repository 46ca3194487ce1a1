/** Requests to the server that sent this page. */
import { askForToken, authorization, token } from './token.ts';

/** A refusal, or no answer: one sentence for a person. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;

  /** `status` 0: there was no answer. */
  constructor(status: number, sentence: string) {
    super(sentence);
    this.status = status;
  }
}

/** A problem of RFC 9457. */
interface Problem {
  readonly detail?: unknown;
  readonly error?: unknown;
}

async function sentenceOf(response: Response): Promise<string> {
  const problem = (await response.json().catch(() => ({}))) as Problem;
  const sentence = problem.detail ?? problem.error;
  return typeof sentence === 'string' ? sentence : `HTTP ${response.status} ${response.statusText}`;
}

export type Headers = Readonly<Record<string, string>>;

interface Request {
  readonly method?: string;
  readonly headers: Headers;
  readonly body?: string | Blob;
}

/** A request that is refused for want of a token waits for a person to give one. Rejects with an ApiError. */
async function answered(path: string, { headers, ...init }: Request, signal: () => AbortSignal): Promise<Response> {
  for (;;) {
    const used = token.value;
    let response: Response;
    try {
      response = await fetch(path, { ...init, headers: { ...headers, ...authorization() }, signal: signal() });
    } catch (error) {
      throw new ApiError(0, error instanceof Error ? error.message : String(error));
    }
    if (response.ok) return response;
    const sentence = await sentenceOf(response);
    const isRepeated = response.status === 401 && (token.value !== used || (await askForToken(sentence)));
    if (!isRepeated) throw new ApiError(response.status, sentence);
  }
}

async function send<Answer>(path: string, request: Request): Promise<Answer> {
  const response = await answered(path, request, () => AbortSignal.timeout(TIMEOUT_MS));
  return (await response.json()) as Answer;
}

/** The body of an answer as it arrives. Rejects with an ApiError. */
export async function streamOf(path: string, headers: Headers, signal: AbortSignal): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
  const { body } = await answered(path, { headers }, () => signal);
  if (body === null) throw new ApiError(0, 'The answer has no body.');
  return body;
}

const TIMEOUT_MS = 15_000;
/** Some files are made while they are sent. */
const FILE_TIMEOUT_MS = 60_000;

/** Rejects with an ApiError. */
export function get<Answer>(path: string, headers: Headers = {}): Promise<Answer> {
  return send(path, { headers: { accept: 'application/json', ...headers } });
}

/**
 * Rejects with an ApiError. The key makes a second sending of the same change the same change.
 */
export function post<Answer>(
  path: string,
  body: unknown,
  method: 'POST' | 'PUT' | 'DELETE' = 'POST',
  headers: Headers = {},
): Promise<Answer> {
  return send(path, {
    method,
    headers: { accept: 'application/json', 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID(), ...headers },
    body: JSON.stringify(body),
  });
}

/** A file, as it is. Rejects with an ApiError. */
export function upload<Answer>(path: string, file: Blob, type: string): Promise<Answer> {
  return send(path, {
    method: 'POST',
    headers: { accept: 'application/json', 'content-type': type, 'idempotency-key': crypto.randomUUID() },
    body: file,
  });
}

/** A file of the server. Rejects with an ApiError. */
export async function download(path: string, { headers = {}, ...init }: Partial<Request> = {}): Promise<Blob> {
  const response = await answered(path, { headers, ...init }, () => AbortSignal.timeout(FILE_TIMEOUT_MS));
  return response.blob();
}
