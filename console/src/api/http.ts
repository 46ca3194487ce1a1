/** Requests to the server that sent this page. */

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

async function send<Answer>(path: string, init: RequestInit): Promise<Answer> {
  let response: Response;
  try {
    response = await fetch(path, { ...init, signal: AbortSignal.timeout(TIMEOUT_MS) });
  } catch (error) {
    throw new ApiError(0, error instanceof Error ? error.message : String(error));
  }
  if (!response.ok) throw new ApiError(response.status, await sentenceOf(response));
  return (await response.json()) as Answer;
}

const TIMEOUT_MS = 15_000;

/** Rejects with an ApiError. */
export function get<Answer>(path: string): Promise<Answer> {
  return send(path, { headers: { accept: 'application/json' } });
}

/**
 * Rejects with an ApiError. The key makes a second sending of the same change the same change.
 */
export function post<Answer>(path: string, body: unknown, method: 'POST' | 'PUT' | 'DELETE' = 'POST'): Promise<Answer> {
  return send(path, {
    method,
    headers: { accept: 'application/json', 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
    body: JSON.stringify(body),
  });
}
