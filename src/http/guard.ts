/** Refuses requests that other web pages in a local browser could make to this server. */
import type { IncomingMessage } from 'node:http';
import type { FastifyRequest } from 'fastify';
import { isXml } from './body/content-types.ts';
import { HttpError } from './error.ts';

const LOOPBACK_HOST = /^(?:localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::1\])(?::(\d{1,5}))?$/i;
const JSON_TYPE = /^application\/(json|x-ndjson)\s*(;|$)/i;

/** The Host header reveals DNS rebinding: a page's own name that resolves to 127.0.0.1. */
export function checkHost({ headers }: FastifyRequest): void {
  if (!LOOPBACK_HOST.test(headers.host ?? '')) {
    throw new HttpError('hostNotAllowed', 'Ask for this server by localhost, 127.0.0.1 or [::1].');
  }
}

function isOwnOrigin(origin: string, { headers, socket }: IncomingMessage): boolean {
  const scheme = 'encrypted' in socket ? 'https://' : 'http://';
  if (!origin.startsWith(scheme)) return false;
  if (origin.slice(scheme.length).toLowerCase() === headers.host?.toLowerCase()) return true;
  const own = LOOPBACK_HOST.exec(headers.host ?? '');
  const given = LOOPBACK_HOST.exec(origin.slice(scheme.length));
  return own !== null && given !== null && own[1] === given[1];
}

/**
 * Browsers send Origin with every request of a page to another server, and with its own posts.
 * Programs send none. This server's own is the Host header, which may be that of a tunnel, or another
 * name of loopback with its port. Neither header can be set by a page.
 */
export function checkOrigin({ headers, raw }: FastifyRequest): void {
  const { origin } = headers;
  if (origin === undefined || isOwnOrigin(origin, raw)) return;
  throw new HttpError('originNotAllowed', "The Origin header names another page than this server's own; send the request from a program.");
}

/** The content type reveals a form posted by another page: forms send neither JSON nor lines of JSON. */
export function checkContentType({ method, headers, routeOptions }: FastifyRequest): void {
  if (routeOptions.config.bodyLimit === 'paymentFile') {
    if (isXml(headers['content-type'])) return;
    throw new HttpError('notXml', 'Send the payment file as it is, with the header content-type: application/xml.');
  }
  if ((method === 'POST' || method === 'PUT') && !JSON_TYPE.test(headers['content-type'] ?? '')) {
    throw new HttpError('notJson', 'Send JSON with the header content-type: application/json.');
  }
}
