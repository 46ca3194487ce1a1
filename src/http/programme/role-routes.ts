/** Roles of a subscription, messages to the bank about users, and the audit. */
import { listAudit } from '../../programme/core/list-audit.ts';
import { accountsOf } from '../../programme/roles/accounts-of.ts';
import { deleteRole } from '../../programme/roles/delete-role.ts';
import { dropAccess } from '../../programme/roles/drop-access.ts';
import { listRoles } from '../../programme/roles/list-roles.ts';
import { saveRole } from '../../programme/roles/save-role.ts';
import { answerUserMessage } from '../../programme/users/answer-user-message.ts';
import { listUserMessages } from '../../programme/users/list-user-messages.ts';
import { listUsers } from '../../programme/users/list-users.ts';
import { postCalculator } from '../../programme/users/post-calculator.ts';
import { sendUserMessage } from '../../programme/users/send-user-message.ts';
import { ACCOUNT_PATH } from '../schema/programme/account.ts';
import { USER_PATH } from '../schema/programme/people.ts';
import {
  ANSWERED_MESSAGE,
  AUDIT_QUERY,
  AUDIT_ROWS,
  CHANGED_ROLE,
  CHOICES,
  CHOICES_QUERY,
  DELETED_ROLE,
  DROPPED_ACCESS,
  MESSAGE_ANSWER,
  MESSAGE_PATH,
  MESSAGES,
  NEW_ROLE,
  POSTED_CALCULATOR,
  ROLE_PATH,
  ROLE_VERSION,
  ROLES_OF,
  SAVED_ROLE,
  SENT_MESSAGE,
  USER_MESSAGE,
  USERS_OF,
} from '../schema/programme/role.ts';
import { SUBSCRIPTION_PATH } from '../schema/programme/shared.ts';
import type { OfficeRoutes } from './office-routes.ts';

const ROLES = '/v1/programme/subscriptions/:subscription/roles';

function messageRoutes(routes: OfficeRoutes): void {
  const message = { params: SUBSCRIPTION_PATH, body: USER_MESSAGE, answer: SENT_MESSAGE };
  routes.post('/v1/programme/subscriptions/:subscription/messages', message, async (office, actor, { params, body }) => ({
    messageId: await sendUserMessage(office, actor, { subscriptionId: params.subscription, ...body }),
  }));

  routes.get('/v1/programme/messages', { query: AUDIT_QUERY, answer: MESSAGES }, (office, actor, { query }) =>
    listUserMessages(office, actor, { subscriptionId: query.subscription, cursor: query.cursor, pageSize: query.limit }),
  );

  routes.get(
    '/v1/programme/subscriptions/:subscription/users',
    { params: SUBSCRIPTION_PATH, answer: USERS_OF },
    async (office, actor, { params }) => ({
      users: await listUsers(office, actor, params.subscription),
    }),
  );

  const answer = { params: MESSAGE_PATH, body: MESSAGE_ANSWER, answer: ANSWERED_MESSAGE };
  routes.post('/v1/programme/messages/:message/answer', answer, (office, actor, { params, body }) =>
    answerUserMessage(office, actor, { messageId: params.message, ...body }),
  );

  const calculator = { params: USER_PATH, answer: POSTED_CALCULATOR };
  routes.post('/v1/programme/users/:user/calculator', calculator, async (office, actor, { params }) => ({
    calculatorSerial: await postCalculator(office, actor, params.user),
  }));
}

export function roleRoutes(routes: OfficeRoutes): void {
  routes.get(ROLES, { params: SUBSCRIPTION_PATH, answer: ROLES_OF }, async (office, actor, { params }) => ({
    roles: await listRoles(office, actor, params.subscription),
  }));

  routes.post(ROLES, { params: SUBSCRIPTION_PATH, body: NEW_ROLE, answer: SAVED_ROLE }, (office, actor, { params, body }) =>
    saveRole(office, actor, { subscriptionId: params.subscription, ...body }),
  );

  const change = { params: ROLE_PATH, body: CHANGED_ROLE, answer: SAVED_ROLE };
  routes.post(`${ROLES}/:role`, change, (office, actor, { params, body: { version, ...role } }) =>
    saveRole(office, actor, { subscriptionId: params.subscription, opened: { roleId: params.role, version }, ...role }),
  );

  const removal = { params: ROLE_PATH, body: ROLE_VERSION, answer: DELETED_ROLE };
  routes.post(`${ROLES}/:role/delete`, removal, async (office, actor, { params, body }) => {
    await deleteRole(office, actor, { subscriptionId: params.subscription, roleId: params.role, version: body.version });
    return { roleId: params.role };
  });

  routes.get('/v1/programme/choices', { query: CHOICES_QUERY, answer: CHOICES }, (office, actor, { query }) =>
    accountsOf(office, actor, { subscriptionId: query.subscription, cursor: query.cursor, pageSize: query.limit }),
  );

  const drop = { params: ACCOUNT_PATH, answer: DROPPED_ACCESS };
  routes.post('/v1/programme/accounts/:account/drop-access', drop, async (office, actor, { params }) => ({
    roles: await dropAccess(office, actor, params.account),
  }));

  routes.get('/v1/programme/audit', { query: AUDIT_QUERY, answer: AUDIT_ROWS }, (office, actor, { query }) =>
    listAudit(office, actor, { subscriptionId: query.subscription, cursor: query.cursor, pageSize: query.limit }),
  );

  messageRoutes(routes);
}
