/** The routes of a server with their schemas, from which its documentation is made. */
import type { FastifySchema } from 'fastify';
import type { Access } from '../access/role.ts';
import { accessOf } from '../access/route-access.ts';
import { isKeyed } from '../idempotency/idempotency.ts';
import type { ZodFastify } from '../parts.ts';

export interface RecordedRoute {
  readonly method: string;
  readonly url: string;
  readonly schema: FastifySchema;
  /** Takes an Idempotency-Key. */
  readonly isKeyed: boolean;
  readonly access: Access;
}

/** Grows with all routes that are added later. HEAD is left out: it is GET without the body. */
export function recordRoutes(app: ZodFastify): readonly RecordedRoute[] {
  const routes: RecordedRoute[] = [];
  app.addHook('onRoute', ({ method, url, schema = {}, config }) => {
    for (const each of [method].flat()) {
      if (each !== 'HEAD')
        routes.push({ method: each, url, schema, isKeyed: isKeyed(each, config), access: config?.access ?? accessOf(each, url) });
    }
  });
  return routes;
}
