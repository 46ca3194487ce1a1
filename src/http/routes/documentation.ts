/** The documentation of the routes: GET /openapi.json. */
import type { FastifyReply } from 'fastify';
import type { Turns } from '../../issuing/turns.ts';
import { JSON_TYPE } from '../body/content-types.ts';
import type { RecordedRoute } from '../openapi/recorded-routes.ts';
import { responses, type ZodFastify } from '../parts.ts';
import { OPENAPI } from '../schema/documentation.ts';

function sendBytes(reply: FastifyReply, type: string, bytes: Buffer): FastifyReply {
  return reply.type(type).send(bytes);
}

/** `routes` holds all routes of the server once it listens. The first request makes the document. */
export function documentationRoutes(app: ZodFastify, routes: readonly RecordedRoute[], turns: Turns): void {
  let made: Promise<Buffer> | undefined;
  const make = async (): Promise<Buffer> => {
    const { openApiDocument } = await import('../openapi/document.ts');
    return Buffer.from(JSON.stringify(await openApiDocument(routes)));
  };

  app.get('/openapi.json', { schema: { response: responses({ 200: OPENAPI }) } }, async (_request, reply) => {
    await turns.next();
    made ??= make();
    return sendBytes(reply, JSON_TYPE, await made);
  });
}
