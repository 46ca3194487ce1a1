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
  page<P extends z.ZodType = Nothing>(
    url: string,
    schemas: OfficeSchemas<P, Nothing, Nothing>,
    work: Work<P, Nothing, Nothing, string | AsyncIterable<string>>,
  ): void {
    this.#page('GET', url, schemas, work);
  }

  /** A page that can be made once only: nothing of it is kept, also not for a repeat of the request. */
  pageOnce<P extends z.ZodType = Nothing>(
    url: string,
    schemas: OfficeSchemas<P, Nothing, Nothing>,
    work: Work<P, Nothing, Nothing, string | AsyncIterable<string>>,
  ): void {
    this.#page('POST', url, schemas, work);
  }

  #page<P extends z.ZodType>(
    method: Method,
    url: string,
    { params = NOTHING as unknown as P }: OfficeSchemas<P, Nothing, Nothing>,
    work: Work<P, Nothing, Nothing, string | AsyncIterable<string>>,
  ): void {
    this.#app.route({
      method,
      url,
      config: { idempotency: 'none' },
      schema: { params, response: responses({ 200: PAGE }) },
      handler: async (request: FastifyRequest, reply: FastifyReply) => {
        const actor = await this.actor(request);
        const input = { params: request.params as z.output<P>, query: {}, body: {} };
        const page = await work(this.office(), actor, input);
        const bytes = typeof page === 'string' ? Buffer.from(page) : Readable.from(page);
        return reply.headers({ ...PAGE_HEADERS, 'content-language': actor.language }).send(bytes);
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
