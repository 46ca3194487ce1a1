/** `fetch` for HTTPS with own CAs and a client certificate, which the global one cannot take. */
import { request } from 'node:https';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import type { ClientTls } from './client-tls.ts';

/** What the clients of aksept use of RequestInit. */
export interface FetchOptions {
  readonly method: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  /** Chunks are sent as they come. */
  readonly body?: string | AsyncIterable<Uint8Array>;
  readonly signal?: AbortSignal;
}

const NO_BODY_STATUSES: ReadonlySet<number> = new Set([204, 304]);

/** Rejects with the error of the connection. */
export function httpsFetch(url: string, options: FetchOptions, tls: ClientTls = {}): Promise<Response> {
  const { method, body, signal, headers = {} } = options;
  const length = typeof body !== 'string' ? {} : { 'content-length': String(Buffer.byteLength(body)) };
  return new Promise((resolve, reject) => {
    const outgoing = request(
      url,
      { ...tls, method, headers: { ...headers, ...length }, agent: false, ...(signal === undefined ? {} : { signal }) },
      (incoming) => {
        const { statusCode: status = 0 } = incoming;
        const content = NO_BODY_STATUSES.has(status) ? null : (Readable.toWeb(incoming) as ReadableStream<Uint8Array>);
        resolve(new Response(content, { status }));
      },
    );
    outgoing.on('error', reject);
    if (typeof body === 'string' || body === undefined) outgoing.end(body);
    else pipeline(body, outgoing).catch(reject);
  });
}

/** The global fetch for `http:`, this one for `https:`. */
export function fetchFrom(url: string, options: FetchOptions, tls: ClientTls | undefined): Promise<Response> {
  return url.startsWith('https:') ? httpsFetch(url, options, tls) : fetch(url, { ...options, duplex: 'half' });
}
