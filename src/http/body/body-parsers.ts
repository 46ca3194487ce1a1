/**
 * Installs the parsers of bodies: JSON within the limits of its route, or, for imports, the bytes
 * as they arrive.
 */
import type { FastifyRequest } from 'fastify';
import { HttpError } from '../error.ts';
import type { ZodFastify } from '../parts.ts';
import { BODY_LIMITS, type BodyLimitName, STREAMED } from './body-limits.ts';
import { JSON_TYPE, NDJSON_TYPE, XML_TYPE } from './content-types.ts';
import { checkClaimedLength, type ReadOptions, readBody } from './read-body.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The limits of the route's body; `one` without it. */
    readonly bodyLimit?: BodyLimitName;
  }
}

function limitOf(request: FastifyRequest): BodyLimitName {
  return request.routeOptions.config.bodyLimit ?? 'one';
}

export function addBodyParsers(app: ZodFastify, options: ReadOptions): void {
  const parseJson = app.getDefaultJsonParser('error', 'error');

  // As a hook, it refuses a claimed length before anything is read.
  app.addHook('onRequest', (request, _reply, done) => {
    checkClaimedLength(request.raw, BODY_LIMITS[limitOf(request)]);
    done();
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(JSON_TYPE, (request: FastifyRequest, _payload, done) => {
    const name = limitOf(request);
    if (STREAMED.includes(name)) done(null, request.raw);
    else readBody(request.raw, BODY_LIMITS[name], options).then((text) => parseJson(request, text, done), done);
  });
  // The check of the content type lets it through for payment files only.
  app.addContentTypeParser(XML_TYPE, async (request: FastifyRequest) => request.raw);
  app.addContentTypeParser(NDJSON_TYPE, async (request: FastifyRequest) => {
    if (STREAMED.includes(limitOf(request))) return request.raw;
    throw new HttpError(
      'notJson',
      'Only POST /v1/cards/import and POST /v1/traces accept lines of JSON; send JSON with the header content-type: application/json.',
    );
  });
}
