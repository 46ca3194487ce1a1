/**
 * Declares routes of the back office: who asks is found out first, then the use case is called. What
 * a user may do is checked there, in its transaction.
 */
import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest, FastifySchema } from 'fastify';
import { z } from 'zod';
import type { Actor } from '../../programme/core/actor.ts';
import type { Office } from '../../programme/core/office.ts';
import { HttpError } from '../error.ts';
import { type RouteParts, responses, type ZodFastify } from '../parts.ts';
import { identifyUser } from './office-user.ts';

const NOTHING = z.object({});
type Nothing = typeof NOTHING;

export interface OfficeSchemas<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType> {
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
}

export interface OfficeInput<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType> {
  readonly params: z.output<P>;
  readonly query: z.output<Q>;
  readonly body: z.output<B>;
}

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** The use case behind a route. */
type Work<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, T> = (
  office: Office,
  actor: Actor,
  input: OfficeInput<P, Q, B>,
) => Promise<T>;

/** Pages hold names of people, and mailers PINs: they run nothing, load nothing and are not stored. */
const PAGE_HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; sandbox allow-modals",
  'cache-control': 'no-store',
} as const;

export const PAGE = z.string();

export class OfficeRoutes {
  readonly #app: ZodFastify;
  readonly #parts: RouteParts;

  constructor(app: ZodFastify, parts: RouteParts) {
    this.#app = app;
    this.#parts = parts;
  }

  /** Throws an HttpError when the server has no back office. */
  office(): Office {
    const { office } = this.#parts;
    if (office === undefined) {
      throw new HttpError('noOffice', 'This server has no back office; start it with --database pglite:./data/office.');
    }
    return office;
  }

  async actor(request: FastifyRequest): Promise<Actor> {
    return await identifyUser(request, this.office(), this.#parts.pinEncrypter !== undefined);
  }

  get<A extends z.ZodType, P extends z.ZodType = Nothing, Q extends z.ZodType = Nothing>(
    url: string,
    schemas: OfficeSchemas<P, Q, Nothing> & { readonly answer: A },
    work: Work<P, Q, Nothing, z.input<A>>,
  ): void {
    this.#route('GET', url, schemas, work);
  }

  post<A extends z.ZodType, P extends z.ZodType = Nothing, B extends z.ZodType = Nothing>(
    url: string,
    schemas: OfficeSchemas<P, Nothing, B> & { readonly answer: A },
    work: Work<P, Nothing, B, z.input<A>>,
  ): void {
    this.#route('POST', url, schemas, work);
  }

  /** A printable page, as a text or in the pieces in which it is made. */
  page<P extends z.ZodType = Nothing, Q extends z.ZodType = Nothing>(
    url: string,
    schemas: OfficeSchemas<P, Q, Nothing>,
    work: Work<P, Q, Nothing, string | AsyncIterable<string>>,
  ): void {
    this.#text('GET', url, { ...schemas, headers: PAGE_HEADERS }, work);
  }

  /** A page that can be made once only: nothing of it is kept, also not for a repeat of the request. */
  pageOnce<P extends z.ZodType = Nothing>(
    url: string,
    schemas: OfficeSchemas<P, Nothing, Nothing>,
    work: Work<P, Nothing, Nothing, string | AsyncIterable<string>>,
  ): void {
    this.#text('POST', url, { ...schemas, headers: PAGE_HEADERS }, work);
  }

  /** A file to download, in the pieces in which it is made. */
  file<P extends z.ZodType = Nothing>(
    url: string,
    schemas: OfficeSchemas<P, Nothing, Nothing> & { readonly headers: Readonly<Record<string, string>> },
    work: Work<P, Nothing, Nothing, string | AsyncIterable<string>>,
  ): void {
    this.#text('GET', url, schemas, work);
  }

  #text<P extends z.ZodType, Q extends z.ZodType>(
    method: Method,
    url: string,
    schemas: OfficeSchemas<P, Q, Nothing> & { readonly headers: Readonly<Record<string, string>> },
    work: Work<P, Q, Nothing, string | AsyncIterable<string>>,
  ): void {
    const { params, query, headers } = schemas;
    const schema: FastifySchema = {
      ...(params === undefined ? {} : { params }),
      ...(query === undefined ? {} : { querystring: query }),
      response: responses({ 200: PAGE }),
    };
    this.#app.route({
      method,
      url,
      config: { idempotency: 'none' },
      schema,
      handler: async (request: FastifyRequest, reply: FastifyReply) => {
        const actor = await this.actor(request);
        const input = { params: request.params, query: request.query, body: {} } as OfficeInput<P, Q, Nothing>;
        const text = await work(this.office(), actor, input);
        const bytes = typeof text === 'string' ? Buffer.from(text) : Readable.from(text);
        return reply.headers({ ...headers, 'content-language': actor.language }).send(bytes);
      },
    });
  }

  #route<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, A extends z.ZodType>(
    method: Method,
    url: string,
    schemas: OfficeSchemas<P, Q, B> & { readonly answer: A },
    work: Work<P, Q, B, z.input<A>>,
  ): void {
    const { params, query, body, answer } = schemas;
    const schema: FastifySchema = {
      ...(params === undefined ? {} : { params }),
      ...(query === undefined ? {} : { querystring: query }),
      ...(body === undefined ? {} : { body }),
      response: responses({ 200: answer }),
    };
    this.#app.route({
      method,
      url,
      config: { bodyLimit: 'office' },
      schema,
      handler: async (request: FastifyRequest, reply: FastifyReply) => {
        const actor = await this.actor(request);
        const input = { params: request.params, query: request.query, body: request.body ?? {} } as OfficeInput<P, Q, B>;
        const result = await work(this.office(), actor, input);
        // Amounts and names of people: not for a cache.
        return reply.headers({ 'content-language': actor.language, 'cache-control': 'no-store' }).send(result);
      },
    });
  }
}
