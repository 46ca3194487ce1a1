/**
 * `Idempotency-Key` on every POST that changes something: the same key and body are answered as the
 * first time and carried out once. A refused request (4xx) has changed nothing and frees its key.
 * The keys of fundings are kept by the store, too: they hold over a restart.
 */
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { FastifyContextConfig, FastifyReply, FastifyRequest, RouteOptions } from 'fastify';
import { isLines, isXml } from '../body/content-types.ts';
import { HttpError } from '../error.ts';
import type { ZodFastify } from '../parts.ts';
import { ANSWER_BYTES_MAX, type KeptAnswer, KeptAnswers, type KeyedRequest } from './kept-answers.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /**
     * `none`: the route changes nothing, or its requests have an identity of their own. `store`: the
     * store keeps the key, also over a restart, and is asked again.
     */
    readonly idempotency?: 'none' | 'store';
  }
  interface FastifyRequest {
    keyed: KeyedRequest | undefined;
  }
}

export const KEY_LENGTH_MAX = 128;
export const KEY_FORM = /^[\x21-\x7e]{1,128}$/;
/** The header of an answer that was given before. */
export const REPLAYED = 'idempotency-replayed';

/** Lines of JSON and XML are uploads, which demand a key: no form of a web page can send this header. */
function keyOf({ headers }: FastifyRequest): string | undefined {
  const key = headers['idempotency-key'];
  if (key === undefined) {
    if (!isLines(headers['content-type']) && !isXml(headers['content-type'])) return undefined;
    throw new HttpError('keyMissing', 'Send the header Idempotency-Key with a text of your own, a new one for each upload.');
  }
  if (typeof key !== 'string' || !KEY_FORM.test(key)) {
    throw new HttpError('badRequest', `The header Idempotency-Key must be 1 to ${KEY_LENGTH_MAX} visible ASCII characters without spaces.`);
  }
  return key;
}

/** The body of an import is read by its route. */
export function isStreamed({ body, raw }: FastifyRequest): boolean {
  return body === raw;
}

function place({ method, url }: FastifyRequest): string {
  return `${method} ${url}\n`;
}

function fingerprintOf(request: FastifyRequest): string {
  const hash = createHash('sha256').update(place(request));
  return hash.update(isStreamed(request) ? '' : (JSON.stringify(request.body) ?? '')).digest('base64');
}

/** Passes the body of an import on; at its end the key stands for this body. */
export async function* fingerprinted(request: FastifyRequest, chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const hash = createHash('sha256').update(place(request));
  for await (const chunk of chunks) {
    hash.update(chunk);
    yield chunk;
  }
  if (request.keyed !== undefined) request.keyed.fingerprint = hash.digest('base64');
}

/** Of the two refusals that any request with a key can meet. */
export const KEY_PROBLEMS = {
  keyInUse: 'A request with this Idempotency-Key is being carried out; wait for its answer.',
  keyReused: 'This Idempotency-Key belongs to another request; send a new request with a new key.',
} as const;

function keyProblem(code: keyof typeof KEY_PROBLEMS): HttpError {
  return new HttpError(code, KEY_PROBLEMS[code]);
}

/** Throws unless the request with this key was the same and is answered. */
function answerOf({ state, fingerprint }: KeyedRequest, given: string): KeptAnswer {
  if (state === 'running') throw keyProblem('keyInUse');
  if (fingerprint !== given) throw keyProblem('keyReused');
  if (state === 'tooLong') {
    throw new HttpError('answerNotKept', 'The request with this Idempotency-Key was carried out; its answer was too long to be kept.');
  }
  return state;
}

/** Keeps what is sent, up to the cap; an answer that breaks off is not kept. */
async function* kept(answers: KeptAnswers, reply: FastifyReply, payload: AsyncIterable<Buffer | string>): AsyncGenerator<Buffer | string> {
  const { keyed } = reply.request;
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of payload) {
    bytes += Buffer.byteLength(chunk);
    if (bytes <= ANSWER_BYTES_MAX) chunks.push(Buffer.from(chunk));
    yield chunk;
  }
  if (keyed === undefined) return;
  if (keyed.brokeOff) answers.forget(keyed);
  else answers.end(keyed, bytes > ANSWER_BYTES_MAX ? 'tooLong' : answerIn(reply, Buffer.concat(chunks)));
}

function answerIn(reply: FastifyReply, body: Buffer): KeptAnswer {
  return { status: reply.statusCode, type: String(reply.getHeader('content-type') ?? ''), body };
}

/** Settles the key by the answer; resolves with what is sent instead of the payload. */
function settle(answers: KeptAnswers, keyed: KeyedRequest, reply: FastifyReply, payload: unknown): unknown {
  const { statusCode } = reply;
  if (statusCode >= 300) {
    answers.forget(keyed);
    return payload;
  }
  if (payload instanceof Readable) {
    reply.raw.once('close', () => {
      if (keyed.state === 'running') answers.forget(keyed);
    });
    return Readable.from(kept(answers, reply, payload));
  }
  const body = Buffer.from(typeof payload === 'string' || payload instanceof Uint8Array ? payload : '');
  answers.end(keyed, body.length > ANSWER_BYTES_MAX ? 'tooLong' : answerIn(reply, body));
  return payload;
}

export interface IdempotencyOptions {
  readonly nowMs: () => number;
  /** Reads the rest of a streamed body. */
  readonly chunks: (request: FastifyRequest) => AsyncIterable<Buffer>;
}

async function fingerprintOfRest(request: FastifyRequest, chunks: AsyncIterable<Buffer>): Promise<string> {
  const hash = createHash('sha256').update(place(request));
  for await (const chunk of chunks) hash.update(chunk);
  return hash.digest('base64');
}

/** Whether requests of the route take an Idempotency-Key. */
export function isKeyed(method: RouteOptions['method'], config: FastifyContextConfig | undefined): boolean {
  return [method].flat().includes('POST') && config?.idempotency !== 'none';
}

/** For all routes that are added later; the others pay nothing. */
export function answerRepeats(app: ZodFastify, { nowMs, chunks }: IdempotencyOptions): void {
  const answers = new KeptAnswers(nowMs);
  app.decorateRequest('keyed', undefined);
  const answerKnown = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    const key = keyOf(request);
    if (key === undefined) return undefined;
    const known = answers.find(key);
    if (known === undefined) {
      request.keyed = answers.begin(key, fingerprintOf(request));
      return undefined;
    }
    if (known.state === 'running') throw keyProblem('keyInUse');
    const given = isStreamed(request) ? await fingerprintOfRest(request, chunks(request)) : fingerprintOf(request);
    if (request.routeOptions.config.idempotency === 'store' && known.fingerprint === given) {
      request.keyed = answers.begin(key, given);
      return undefined;
    }
    const { status, type, body } = answerOf(known, given);
    return reply
      .status(status)
      .headers({ 'content-type': type, [REPLAYED]: 'true' })
      .send(body);
  };
  const keepAnswer = async (request: FastifyRequest, reply: FastifyReply, payload: unknown): Promise<unknown> =>
    request.keyed === undefined ? payload : settle(answers, request.keyed, reply, payload);

  app.addHook('onRoute', (route) => {
    if (!isKeyed(route.method, route.config)) return;
    route.preValidation = [...[route.preValidation ?? []].flat(), answerKnown];
    route.onSend = [...[route.onSend ?? []].flat(), keepAnswer];
  });
}
