/** Refuses requests that other web pages in a local browser could make to this server. */
import type { FastifyRequest } from 'fastify';
import { HttpError } from './error.ts';

const LOOPBACK_HOST = /^(localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::1\])(:\d{1,5})?$/i;
const JSON_TYPE = /^application\/(json|x-ndjson)\s*(;|$)/i;

/**
 * The Host header reveals DNS rebinding (a page's own name that resolves to 127.0.0.1). The content
 * type reveals a form posted by another page: forms can send neither JSON nor lines of JSON.
 */
export async function guard(request: FastifyRequest): Promise<void> {
  if (!LOOPBACK_HOST.test(request.headers.host ?? '')) {
    throw new HttpError(403, 'hostNotAllowed', 'Ask for this server by localhost, 127.0.0.1 or [::1].');
  }
  if (request.method === 'POST' && !JSON_TYPE.test(request.headers['content-type'] ?? '')) {
    throw new HttpError(415, 'notJson', 'Send JSON with the header content-type: application/json.');
  }
}
