/** JSON client of an aksept server. Every answer is parsed with a schema. */

import type { z } from 'zod';
import { errorText } from '../cards/card-data/card-data.ts';
import { MINUTE_MS } from '../config/duration.ts';
import type { ClientTls } from '../tls/client-tls.ts';
import { type FetchOptions, fetchFrom } from '../tls/https-fetch.ts';
import { tlsErrorText } from '../tls/tls-error-text.ts';
import { PROBLEM } from './schema/problem.ts';

/**
 * `badAddress`: not an HTTP address. `unreachable`: no server answers there. `refused`: the server
 * answered with an error, whose sentence is the message. `notAksept`: another program answered.
 * `otherForm`: the answer does not match the schema.
 */
export type HttpClientErrorCode = 'badAddress' | 'unreachable' | 'refused' | 'notAksept' | 'otherForm';

/** The message is one sentence. */
export class HttpClientError extends Error {
  override readonly name = 'HttpClientError';
  readonly code: HttpClientErrorCode;
  constructor(code: HttpClientErrorCode, message: string) {
    super(errorText(message));
    this.code = code;
  }
}

/** Throws an HttpClientError when the answer does not match the schema. */
export function parseAnswer<T>(schema: z.ZodType<T>, answer: unknown): T {
  const parsed = schema.safeParse(answer);
  if (parsed.success) return parsed.data;
  throw new HttpClientError(
    'otherForm',
    'The server answered in another form than this release expects; use the same release on both sides.',
  );
}

export class HttpClient {
  readonly #base: string;
  readonly #timeoutMs: number;
  readonly #tls: ClientTls | undefined;
  /** Sent with every request. */
  readonly #headers: Readonly<Record<string, string>>;

  /** `headers` are sent with every request. Throws an HttpClientError. */
  constructor(url: string, timeoutMs: number = MINUTE_MS, tls?: ClientTls, token?: string, headers: Readonly<Record<string, string>> = {}) {
    if (!URL.canParse(url) || !/^https?:/.test(url)) {
      throw new HttpClientError('badAddress', `The server's HTTP address must be such as http://127.0.0.1:8080, not ${url}.`);
    }
    this.#base = url.replace(/\/+$/, '');
    this.#timeoutMs = timeoutMs;
    this.#tls = tls;
    this.#headers = token === undefined ? headers : { ...headers, authorization: `Bearer ${token}` };
  }

  /** Rejects with an HttpClientError. */
  async get<T>(path: string, schema: z.ZodType<T>): Promise<T> {
    return parseAnswer(schema, await this.#request(path, { method: 'GET' }));
  }

  /** Rejects with an HttpClientError. */
  async post<T>(path: string, body: unknown, schema: z.ZodType<T>, more: Readonly<Record<string, string>> = {}): Promise<T> {
    const headers = { 'content-type': 'application/json', ...more };
    return parseAnswer(schema, await this.#request(path, { method: 'POST', headers, body: JSON.stringify(body) }));
  }

  /** Posts a body as its chunks come. `timeoutMs` is for all of it. Rejects with an HttpClientError. */
  async postChunks<T>(
    path: string,
    chunks: AsyncIterable<Uint8Array>,
    headers: Readonly<Record<string, string>>,
    timeoutMs: number,
    schema: z.ZodType<T>,
  ): Promise<T> {
    const init: FetchOptions = { method: 'POST', headers, body: chunks, signal: AbortSignal.timeout(timeoutMs) };
    return parseAnswer(schema, await this.#answerOf(await this.#fetch(path, init)));
  }

  /** A page or a file, as a text. Rejects with an HttpClientError. */
  async text(method: 'GET' | 'POST', path: string): Promise<string> {
    const sent = method === 'GET' ? {} : { headers: { 'content-type': 'application/json' }, body: '{}' };
    const response = await this.#fetch(path, { method, ...sent, signal: AbortSignal.timeout(this.#timeoutMs) });
    if (!response.ok) await this.#answerOf(response);
    return await response.text();
  }

  /**
   * Posts and gives each line of the answer as it arrives, parsed as JSON. Throws an HttpClientError.
   * `timeoutMs` is for the whole answer.
   */
  async *postLines(path: string, body: unknown, timeoutMs: number): AsyncGenerator<unknown> {
    const headers = { 'content-type': 'application/json', accept: 'application/x-ndjson' };
    const init: FetchOptions = { method: 'POST', headers, body: JSON.stringify(body), signal: AbortSignal.timeout(timeoutMs) };
    const response = await this.#fetch(path, init);
    if (!response.ok || response.body === null) {
      await this.#answerOf(response);
      return;
    }
    let rest = '';
    try {
      for await (const text of response.body.pipeThrough(new TextDecoderStream())) {
        const lines = (rest + text).split('\n');
        rest = lines.pop() ?? '';
        for (const line of lines) yield JSON.parse(line);
      }
    } catch (error) {
      if (error instanceof SyntaxError) throw this.#notAksept(response);
      throw new HttpClientError('unreachable', `The server at ${this.#base} broke off its answer; its log may say why.`);
    }
  }

  async #request(path: string, init: FetchOptions): Promise<unknown> {
    return this.#answerOf(await this.#fetch(path, { ...init, signal: AbortSignal.timeout(this.#timeoutMs) }));
  }

  async #fetch(path: string, init: FetchOptions): Promise<Response> {
    try {
      return await fetchFrom(this.#base + path, { ...init, headers: { ...init.headers, ...this.#headers } }, this.#tls);
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : '';
      const cause = this.#base.startsWith('https:') ? tlsErrorText(code) : undefined;
      if (cause !== undefined) throw new HttpClientError('unreachable', `The connection to ${this.#base} failed: ${cause}.`);
      throw new HttpClientError(
        'unreachable',
        `No aksept server answers at ${this.#base}; start one with: aksept serve (or give its address with --url).`,
      );
    }
  }

  async #answerOf(response: Response): Promise<unknown> {
    const answer: unknown = await response.json().catch(() => undefined);
    if (response.ok && answer !== undefined) return answer;
    const problem = PROBLEM.safeParse(answer);
    if (problem.success) throw new HttpClientError('refused', problem.data.detail);
    throw this.#notAksept(response);
  }

  #notAksept({ status }: Response): HttpClientError {
    return new HttpClientError('notAksept', `What answers at ${this.#base} is no aksept server (status ${status}); check the address.`);
  }
}
