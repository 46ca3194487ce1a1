/** Keeps other people's web pages away from a server that listens on loopback only. */
import type { FastifyRequest } from 'fastify';
import { HttpError } from './error.ts';

const LOOPBACK_HOST = /^(localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::1\])(:\d{1,5})?$/i;
const JSON_TYPE = /^application\/json\s*(;|$)/i;

/** A page's own name bound to 127.0.0.1 (DNS rebinding) shows in Host; a form post of another page shows in its type. */
export async function guard(request: FastifyRequest): Promise<void> {
  if (!LOOPBACK_HOST.test(request.headers.host ?? '')) {
    throw new HttpError(403, 'hostNotAllowed', 'Ask for this server by localhost, 127.0.0.1 or [::1].');
  }
  if (request.method === 'POST' && !JSON_TYPE.test(request.headers['content-type'] ?? '')) {
    throw new HttpError(415, 'notJson', 'Send JSON with the header content-type: application/json.');
  }
}
