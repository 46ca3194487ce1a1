/** Who makes a request: by its token, or by the client certificate of its connection. */
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { FastifyRequest } from 'fastify';
import { HttpError } from '../error.ts';
import type { Role } from './role.ts';
import type { Holder, TokenBook } from './token-book.ts';

export interface Caller {
  /** `loopback`: nothing was demanded. */
  readonly kind: 'loopback' | 'token' | 'certificate';
  /** Of the token, or the common name of the certificate; empty for `loopback`. */
  readonly name: string;
  readonly role: Role;
  /** Of the back office; empty unless the role is `programme`. */
  readonly user: string;
}

export const LOOPBACK_CALLER: Caller = { kind: 'loopback', name: '', role: 'operate', user: '' };

/** As RFC 6750 writes it: one space, and characters of a token. */
const BEARER = /^bearer +([A-Za-z0-9._~+/=-]+)$/i;
const CHALLENGE = 'Bearer realm="aksept"';

/** Without `error`: the request had no credentials, as the standard asks. */
function refused(sentence: string, error?: 'invalid_request' | 'invalid_token'): HttpError {
  const challenge = error === undefined ? CHALLENGE : `${CHALLENGE}, error="${error}"`;
  return new HttpError('unauthenticated', sentence, { headers: { 'www-authenticate': challenge } });
}

/** Undefined when the connection has none that was verified. Remembered for each connection. */
const commonNames = new WeakMap<Socket, string | undefined>();

function commonNameOf(socket: Socket): string | undefined {
  if (!(socket instanceof TLSSocket) || !socket.authorized) return undefined;
  if (!commonNames.has(socket)) {
    const name: unknown = socket.getPeerCertificate().subject?.CN;
    commonNames.set(socket, typeof name === 'string' && name !== '' ? name : undefined);
  }
  return commonNames.get(socket);
}

function holderOf(found: Holder | 'expired' | undefined, what: string, advice: string): Holder {
  if (found === 'expired') throw refused(`${what} has expired; ${advice}`, 'invalid_token');
  if (found === undefined) throw refused(`${what} is not known to this server, or was revoked; ${advice}`, 'invalid_token');
  return found;
}

function tokenIn({ headers, raw }: FastifyRequest): string | undefined {
  const { authorization } = headers;
  if (authorization === undefined) return undefined;
  // Node keeps the first of several.
  const count = raw.rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === 'authorization').length;
  if (count > 1) throw refused('The request has more than one Authorization header; send one.', 'invalid_request');
  const [, token] = BEARER.exec(authorization) ?? [];
  if (token === undefined) throw refused('The Authorization header must be the word Bearer, a space and a token.', 'invalid_request');
  return token;
}

/** Throws an HttpError 401 when the request does not say who makes it. */
export function identify(request: FastifyRequest, book: TokenBook): Caller {
  const token = tokenIn(request);
  if (token !== undefined) {
    const { name, role, user } = holderOf(book.token(token), 'The token', 'make another one with: aksept tokens add.');
    return { kind: 'token', name, role, user };
  }
  const commonName = commonNameOf(request.raw.socket);
  if (commonName === undefined) {
    throw refused('Send a token in the header Authorization: Bearer TOKEN; aksept tokens add makes one.');
  }
  const found = book.certificate(commonName);
  const { name, role, user } = holderOf(
    found,
    'The client certificate',
    'give its common name a role with: aksept tokens add --certificate.',
  );
  return { kind: 'certificate', name, role, user };
}
