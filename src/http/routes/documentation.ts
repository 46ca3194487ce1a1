/**
 * The documentation of the routes: GET /openapi.json for programs, GET /docs for people. Both are
 * made when the package is built, because making them holds the event loop. A server that runs from
 * its sources, such as that of the build, makes them at the first request.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyReply } from 'fastify';
import type { Turns } from '../../issuing/turns.ts';
import { JSON_TYPE } from '../body/content-types.ts';
import { DOCS_POLICY } from '../openapi/page/policy.ts';
import type { RecordedRoute } from '../openapi/recorded-routes.ts';
import { responses, type ZodFastify } from '../parts.ts';
import { DOCS_PAGE, OPENAPI } from '../schema/documentation.ts';

const HTML_TYPE = 'text/html; charset=utf-8';

function sendBytes(reply: FastifyReply, type: string, bytes: Buffer): FastifyReply {
  return reply.type(type).send(bytes);
}

interface Documentation {
  readonly json: Buffer;
  readonly page: Buffer;
}

/** Undefined when there was no build. */
async function builtDocumentation(): Promise<Documentation | undefined> {
  const folder = join(import.meta.dirname, '../openapi');
  try {
    const [json, page] = await Promise.all([readFile(join(folder, 'openapi.json')), readFile(join(folder, 'docs.html'))]);
    return { json, page };
  } catch {
    return undefined;
  }
}

async function documentationOf(routes: readonly RecordedRoute[], turns: Turns): Promise<Documentation> {
  const built = await builtDocumentation();
  if (built !== undefined) return built;
  const { openApiDocument } = await import('../openapi/document.ts');
  const { docsPage } = await import('../openapi/page/page.ts');
  await turns.next();
  const document = await openApiDocument(routes);
  await turns.next();
  return { json: Buffer.from(JSON.stringify(document)), page: Buffer.from(docsPage(document)) };
}

/** `routes` holds all routes of the server once it listens. */
export function documentationRoutes(app: ZodFastify, routes: readonly RecordedRoute[], turns: Turns): void {
  let made: Promise<Documentation> | undefined;
  const documentation = (): Promise<Documentation> => {
    made ??= documentationOf(routes, turns);
    return made;
  };

  app.get('/openapi.json', { schema: { response: responses({ 200: OPENAPI }) } }, async (_request, reply) => {
    await turns.next();
    return sendBytes(reply, JSON_TYPE, (await documentation()).json);
  });

  app.get('/docs', { schema: { response: responses({ 200: DOCS_PAGE }) } }, async (_request, reply) => {
    await turns.next();
    const { page } = await documentation();
    reply.headers({ 'content-security-policy': DOCS_POLICY, 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' });
    return sendBytes(reply, HTML_TYPE, page);
  });
}
