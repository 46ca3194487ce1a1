/**
 * Who may do what: the check of every request, before its body is read. Where tokens are demanded, a
 * request says who makes it, and its route what role that takes.
 */
import type { FastifyRequest } from 'fastify';
import { HttpError } from '../error.ts';
import type { ZodFastify } from '../parts.ts';
import { auditRequest } from './audit.ts';
import type { Audit } from './audit-line.ts';
import { type Caller, identify, LOOPBACK_CALLER } from './caller.ts';
import type { HttpAccess } from './http-access.ts';
import { RateLimit } from './rate-limit.ts';
import { type Access, covers, type Role } from './role.ts';
import { accessOf } from './route-access.ts';
import type { TokenBook } from './token-book.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What the route asks for, when it is not in the table of routes. */
    readonly access?: Access;
  }
}

const METRICS = '/metrics';

/** Declares what each route asks for: all routes that are added later. */
export function declareAccess(app: ZodFastify, { metricsOpen }: HttpAccess): void {
  app.addHook('onRoute', (route) => {
    const { method, url, config } = route;
    const isOpen = url === METRICS && metricsOpen;
    route.config = { ...config, access: isOpen ? 'open' : accessOf([method].flat()[0] ?? '', url, config?.access) };
  });
}

/** The check; throws an HttpError of 401, 403 or 429. */
export type CheckAccess = (request: FastifyRequest) => void;

export function accessCheck(access: HttpAccess, audit: Audit, nowMs: () => number): CheckAccess {
  const { book, requestsPerMinuteMax, failuresPerMinuteMax } = access;
  const failures = new RateLimit(failuresPerMinuteMax, nowMs);
  const requests = requestsPerMinuteMax === 0 ? undefined : new RateLimit(requestsPerMinuteMax, nowMs);
  const refuse = (request: FastifyRequest, error: HttpError, status: number): never => {
    void auditRequest(audit, request, status);
    throw error;
  };
  const callerOf = (request: FastifyRequest, known: TokenBook): Caller => {
    try {
      return identify(request, known);
    } catch (error) {
      if (!(error instanceof HttpError)) throw error;
      mustHaveRoom(failures, addressOf(request), 'without a token or certificate that is taken');
      return refuse(request, error, 401);
    }
  };
  return (request) => {
    const needed = neededOf(request);
    if (book === undefined || needed === 'open') {
      if (requests !== undefined) mustHaveRoom(requests, addressOf(request), 'from this address');
      request.caller = LOOPBACK_CALLER;
      return;
    }
    const caller = callerOf(request, book);
    if (requests !== undefined) mustHaveRoom(requests, `${caller.kind} ${caller.name}`, `of the ${caller.kind} ${caller.name}`);
    request.caller = caller;
    if (!covers(caller.role, needed)) refuse(request, roleError(caller, needed), 403);
  };
}

/** A path that does not exist is told to those who may read. */
function neededOf({ is404, routeOptions }: FastifyRequest): Access {
  return is404 ? 'read' : (routeOptions.config.access ?? 'operate');
}

function addressOf({ raw }: FastifyRequest): string {
  return raw.socket.remoteAddress ?? '';
}

function mustHaveRoom(limit: RateLimit, caller: string, whose: string): void {
  const seconds = limit.take(caller);
  if (seconds === 0) return;
  throw new HttpError('tooManyRequests', `There are too many requests ${whose}; send the next one in ${seconds} s.`, {
    headers: { 'retry-after': String(seconds) },
  });
}

function roleError({ kind, name, role }: Caller, needed: Role): HttpError {
  return new HttpError('roleNeeded', `This takes the role ${needed}, and the ${kind} ${name} has the role ${role}.`);
}
