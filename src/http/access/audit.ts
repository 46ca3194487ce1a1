/**
 * The audit: one line for each change over HTTP, and for each request that was refused for want of
 * a token or role. It says who asked for what, and never holds a body, a token or a card number.
 */
import type { FastifyRequest, RouteOptions } from 'fastify';
import { REPLAYED } from '../idempotency/idempotency.ts';
import type { ZodFastify } from '../parts.ts';
import { type Audit, NO_AUDIT } from './audit-line.ts';
import type { Caller } from './caller.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Undefined until it is known, and of a request that was refused. */
    caller: Caller | undefined;
    /** What the request changes, without card data: a masked PAN, or how many cards. */
    subject: string;
    isAudited: boolean;
  }
}

const CARD_TOKEN = /^[0-9a-f]{32}$/;
const TRANSACTIONS = '/v1/transactions';

function whoOf({ caller }: FastifyRequest): string {
  if (caller === undefined) return 'unknown';
  return caller.name === '' ? caller.kind : `${caller.kind} ${caller.name}`;
}

/** The table of operations holds examples, and is read at the first line. */
async function operationOf(method: string, route: string): Promise<string> {
  const { OPERATIONS } = await import('../openapi/operations/operations.ts');
  return OPERATIONS[`${method} ${route.replaceAll(/:([A-Za-z]+)/g, '{$1}')}`]?.id ?? '';
}

/** Once for each request. */
export async function auditRequest(audit: Audit, request: FastifyRequest, status: number, isRepeated = false): Promise<void> {
  if (request.isAudited) return;
  request.isAudited = true;
  const { method, routeOptions, params, id, subject, raw } = request;
  const { token } = Object(params) as { readonly token?: unknown };
  const route = routeOptions.url ?? '';
  audit.note({
    who: whoOf(request),
    address: raw.socket.remoteAddress ?? '',
    method,
    route,
    operation: await operationOf(method, route),
    subject,
    cardToken: typeof token === 'string' && CARD_TOKEN.test(token) ? token : '',
    status,
    repeated: isRepeated,
    requestId: id,
  });
}

function isAudited({ method, url, config }: RouteOptions, audit: Audit): boolean {
  if ((config?.access !== 'operate' && config?.access !== 'programme') || [method].flat().some((each) => each === 'GET' || each === 'HEAD'))
    return false;
  return url !== TRANSACTIONS || audit.transactions;
}

/** For all routes that are added later, once it is known what they ask for. */
export function auditChanges(app: ZodFastify, audit: Audit): void {
  app.decorateRequest('caller', undefined);
  app.decorateRequest('subject', '');
  app.decorateRequest('isAudited', false);
  if (audit === NO_AUDIT) return;
  app.addHook('onRoute', (route) => {
    if (!isAudited(route, audit)) return;
    route.onRequest = [
      ...[route.onRequest ?? []].flat(),
      async (request, reply) => {
        reply.header('x-request-id', request.id);
      },
    ];
    route.onResponse = [
      ...[route.onResponse ?? []].flat(),
      async (request, reply) => {
        // Without a caller it was refused, and noted then.
        if (request.caller !== undefined) await auditRequest(audit, request, reply.statusCode, reply.hasHeader(REPLAYED));
      },
    ];
  });
}
