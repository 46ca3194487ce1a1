import { CommandError } from './output.ts';

const TIMEOUT_MS = 60_000;

/** JSON over HTTP to an aksept server. Failures are CommandErrors of one sentence. */
export class HttpClient {
  readonly #base: string;
  readonly #timeoutMs: number;

  constructor(url: string, timeoutMs: number = TIMEOUT_MS) {
    if (!URL.canParse(url) || !/^https?:/.test(url)) {
      throw new CommandError(`--url must be an address such as http://127.0.0.1:8080, not ${url}.`, 2);
    }
    this.#base = url.replace(/\/+$/, '');
    this.#timeoutMs = timeoutMs;
  }

  get(path: string): Promise<unknown> {
    return this.#ask(path, { method: 'GET' });
  }

  post(path: string, body: unknown): Promise<unknown> {
    return this.#ask(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  }

  async #ask(path: string, init: RequestInit): Promise<unknown> {
    let response: Response;
    try {
      response = await fetch(this.#base + path, { ...init, signal: AbortSignal.timeout(this.#timeoutMs) });
    } catch {
      throw new CommandError(`No aksept server answers at ${this.#base}; start one with: aksept serve (or give its address with --url).`);
    }
    const answer: unknown = await response.json().catch(() => undefined);
    if (response.ok && answer !== undefined) return answer;
    if (typeof answer === 'object' && answer !== null && 'error' in answer) throw new CommandError(String(answer.error));
    throw new CommandError(`What answers at ${this.#base} is no aksept server (status ${response.status}); check --url.`);
  }
}
