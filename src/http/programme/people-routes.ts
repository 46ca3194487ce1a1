/** Who the users of the back office are. The first two are for the simulation on the same machine. */
import { choosableUsers } from '../../programme/users/choosable-users.ts';
import { nextCode } from '../../programme/users/next-code.ts';
import { ownAccess } from '../../programme/users/own-access.ts';
import { registerUser } from '../../programme/users/register-user.ts';
import { type RouteParts, responses, type ZodFastify } from '../parts.ts';
import { CALCULATOR_CODE, CHOOSABLE_USERS, ME, REGISTERED_USER, USER_PATH, USER_REGISTRATION } from '../schema/programme/people.ts';
import type { OfficeRoutes } from './office-routes.ts';
import { requireSimulation } from './office-user.ts';

export function simulatedPeopleRoutes(app: ZodFastify, { pinEncrypter }: RouteParts, routes: OfficeRoutes): void {
  const areTestKeys = pinEncrypter !== undefined;

  app.get('/v1/programme/users', { schema: { response: responses({ 200: CHOOSABLE_USERS }) } }, async (request) => {
    requireSimulation(request, areTestKeys);
    return { users: await choosableUsers(routes.office()) };
  });

  const schema = { params: USER_PATH, response: responses({ 200: CALCULATOR_CODE }) };
  app.get('/v1/programme/users/:user/calculator-code', { schema }, async (request, reply) => {
    requireSimulation(request, areTestKeys);
    reply.header('cache-control', 'no-store');
    return nextCode(routes.office(), request.params.user);
  });
}

export function peopleRoutes(routes: OfficeRoutes): void {
  routes.get('/v1/programme/me', { answer: ME }, (office, actor) => ownAccess(office, actor));

  routes.post('/v1/programme/users', { body: USER_REGISTRATION, answer: REGISTERED_USER }, (office, actor, { body }) =>
    registerUser(office, actor, body),
  );
}
