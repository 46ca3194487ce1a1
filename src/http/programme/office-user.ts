/**
 * Who acts in the back office. On loopback in simulation a request names its user; elsewhere the
 * token or certificate is bound to one, and naming another is refused.
 */
import type { FastifyRequest } from 'fastify';
import { type Actor, actorOf } from '../../programme/core/actor.ts';
import type { Office } from '../../programme/core/office.ts';
import { LANGUAGES, type Language } from '../../protocol/language.ts';
import { HttpError } from '../error.ts';
import type { ZodFastify } from '../parts.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The user of the back office; undefined until it is known. */
    actor: Actor | undefined;
  }
}

export const USER_HEADER = 'aksept-user';
const CHALLENGE = { headers: { 'www-authenticate': 'Aksept-User realm="aksept"' } };
const USER_ID_FORM = /^[A-Z0-9]{3,12}$/;

export function decorateUsers(app: ZodFastify): void {
  app.decorateRequest('actor', undefined);
}

/** Nothing was demanded of the caller, and the cards are test cards. Throws an HttpError. */
export function requireSimulation({ caller }: FastifyRequest, areTestKeys: boolean): void {
  if (caller?.kind !== 'loopback') {
    throw new HttpError(
      'loopbackOnly',
      'This is for the simulation on the same machine; ask from there, on a server that demands no token.',
    );
  }
  if (!areTestKeys) throw new HttpError('testKeysOnly', 'This is for the simulation, which has test keys; this server has others.');
}

function userIdOf(request: FastifyRequest, areTestKeys: boolean): string {
  const named = request.headers[USER_HEADER];
  const { caller } = request;
  if (caller !== undefined && caller.kind !== 'loopback') {
    if (named !== undefined) {
      throw new HttpError('userNotNamed', `The ${caller.kind} ${caller.name} is bound to a user; leave out the header Aksept-User.`);
    }
    return caller.user;
  }
  if (!areTestKeys) {
    throw new HttpError(
      'testKeysOnly',
      'Users are named by a header with test keys only; set httpAuth required, and bind tokens to users.',
    );
  }
  if (typeof named !== 'string' || !USER_ID_FORM.test(named)) {
    throw new HttpError('userMissing', 'Name a user in the header Aksept-User; GET /v1/programme/users lists them.', CHALLENGE);
  }
  return named;
}

/** Rejects with an HttpError, or with a Refusal when there is no such active user. */
export async function identifyUser(request: FastifyRequest, office: Office, areTestKeys: boolean): Promise<Actor> {
  const user = await actorOf(office.database, userIdOf(request, areTestKeys));
  const actor = { ...user, language: askedLanguage(request) ?? user.language };
  request.actor = actor;
  return actor;
}

const ACCEPTED = { nb: /^(?:nb|nn|no)\b/i, en: /^en\b/i } as const satisfies Readonly<Record<Language, RegExp>>;

/** The first language of Accept-Language: that of the page on which the answer is read. */
function askedLanguage({ headers }: FastifyRequest): Language | undefined {
  return LANGUAGES.find((language) => ACCEPTED[language].test(headers['accept-language'] ?? ''));
}

/** What the client asks for, else that of the user. */
export function languageOf(request: FastifyRequest): Language {
  return request.actor?.language ?? askedLanguage(request) ?? 'en';
}
