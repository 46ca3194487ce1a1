/** Documentation of the routes of roles, of messages about users, and of the audit. */
import type { Operations } from '../../operation.ts';
import { BANK_ONLY, EXAMPLE_ACCOUNTS, EXAMPLE_AT_MS, EXAMPLE_LOADING, EXAMPLE_USERS, OFFICE_PROBLEMS } from './example-office.ts';

const ROLE = {
  name: 'Saksbehandlere',
  maySee: true,
  mayRegister: true,
  approves: 'own',
  members: [EXAMPLE_USERS.clerk, EXAMPLE_USERS.otherClerk],
  accounts: [EXAMPLE_LOADING],
  takesNewAccounts: true,
};
const ADMINISTRATOR_ONLY = { notAllowed: 'Only an administrator of the subscription can do this; SAK001 is not one.' } as const;
const CHANGED = { conflict: 'Somebody else has changed the role "Saksbehandlere" meanwhile; open it again.' } as const;

export const ROLE_OPERATIONS: Operations = {
  'GET /v1/programme/subscriptions/{subscription}/users': {
    id: 'listUsersOfSubscription',
    tag: 'Programme',
    summary: 'List the users of a subscription',
    description: 'For its administrators and the bank.',
    user: EXAMPLE_USERS.administrator,
    answer: {
      users: [
        {
          userId: 'SAK001',
          name: 'Siri Saksbehandler',
          isAdministrator: false,
          isBestiller: false,
          calculatorSerial: '40000003',
          isCalculatorLocked: false,
        },
      ],
    },
    problems: { ...OFFICE_PROBLEMS, ...ADMINISTRATOR_ONLY },
  },
  'POST /v1/programme/subscriptions/{subscription}/roles': {
    id: 'makeRole',
    tag: 'Programme',
    summary: 'Make a role (Administrer roller)',
    description:
      'By an administrator: users who share Se, Registrere and Godkjenne on the accounts that are ticked. `own`: Godkjenne og Godkjenne egne.',
    user: EXAMPLE_USERS.administrator,
    body: ROLE,
    answer: { roleId: 1, version: 1 },
    problems: { ...OFFICE_PROBLEMS, ...ADMINISTRATOR_ONLY, conflict: 'There is a role "Saksbehandlere" already; choose another name.' },
  },
  'POST /v1/programme/subscriptions/{subscription}/roles/{role}': {
    id: 'changeRole',
    tag: 'Programme',
    summary: 'Change a role',
    description: 'As a whole. `version` is that of the role as it was read.',
    user: EXAMPLE_USERS.administrator,
    body: { ...ROLE, version: 1 },
    answer: { roleId: 1, version: 2 },
    problems: { ...OFFICE_PROBLEMS, ...ADMINISTRATOR_ONLY, ...CHANGED },
  },
  'GET /v1/programme/subscriptions/{subscription}/roles': {
    id: 'listRoles',
    tag: 'Programme',
    summary: 'List the roles of a subscription',
    description: 'With members and ticked accounts, for its administrators and the bank.',
    user: EXAMPLE_USERS.administrator,
    answer: { roles: [{ roleId: 1, version: 2, ...ROLE }] },
    problems: { ...OFFICE_PROBLEMS, ...ADMINISTRATOR_ONLY },
  },
  'POST /v1/programme/subscriptions/{subscription}/roles/{role}/delete': {
    id: 'deleteRole',
    tag: 'Programme',
    summary: 'Delete a role',
    description: 'Its users lose what it gave them.',
    user: EXAMPLE_USERS.administrator,
    body: { version: 2 },
    answer: { roleId: 1 },
    problems: { ...OFFICE_PROBLEMS, ...ADMINISTRATOR_ONLY, ...CHANGED },
  },
  'GET /v1/programme/choices': {
    id: 'listChoices',
    tag: 'Programme',
    summary: 'List the accounts that the user can choose',
    description: 'With what the roles of the user give on each.',
    user: EXAMPLE_USERS.clerk,
    answer: {
      rows: [{ account: EXAMPLE_LOADING, subscriptionId: 2, kind: 'loading', mayRegister: true, mayApprove: true, mayApproveOwn: true }],
    },
    problems: OFFICE_PROBLEMS,
  },
  'POST /v1/programme/subscriptions/{subscription}/messages': {
    id: 'sendUserMessage',
    tag: 'Programme',
    summary: 'Send the bank a message about a user',
    description: 'By an administrator: a new user (`add`), or one to remove (`remove`). A field that is wrong is named.',
    user: EXAMPLE_USERS.administrator,
    body: {
      kind: 'add',
      ownUserId: EXAMPLE_USERS.administrator,
      agreementNumber: '1000002',
      agreementName: 'Bydelens sosialtjeneste',
      userName: 'Per Personale',
      nationalNumber: '06819000024',
    },
    answer: { messageId: 1 },
    problems: {
      ...OFFICE_PROBLEMS,
      ...ADMINISTRATOR_ONLY,
      invalid: 'The agreement number is another one; that of this subscription is 1000002.',
    },
  },
  'GET /v1/programme/messages': {
    id: 'listUserMessages',
    tag: 'Programme',
    summary: 'List messages about users',
    description: 'Of one subscription for its administrators, of all for the bank.',
    user: EXAMPLE_USERS.bank,
    answer: {
      rows: [
        {
          messageId: 1,
          subscriptionId: 2,
          sentBy: EXAMPLE_USERS.administrator,
          sentAtMs: EXAMPLE_AT_MS,
          kind: 'add',
          userName: 'Per Personale',
          status: 'received',
          answer: '',
        },
      ],
    },
    problems: { ...OFFICE_PROBLEMS, ...BANK_ONLY },
  },
  'POST /v1/programme/messages/{message}/answer': {
    id: 'answerUserMessage',
    tag: 'Programme',
    summary: 'Answer a message about a user',
    description: 'By the bank: done, or refused with a reason. A new user has no access to any account.',
    user: EXAMPLE_USERS.bank,
    body: { answer: 'done' },
    answer: { messageId: 1, userId: 'PP0001', calculatorSerial: '40000006', isCalculatorPosted: true },
    problems: { ...OFFICE_PROBLEMS, ...BANK_ONLY, conflict: 'Message 1 was answered already.' },
  },
  'POST /v1/programme/users/{user}/calculator': {
    id: 'postCalculator',
    tag: 'Programme',
    summary: 'Post a new code calculator to a user',
    description: 'By the bank; the one before is of no use any more.',
    user: EXAMPLE_USERS.bank,
    body: {},
    answer: { calculatorSerial: '40000007' },
    problems: { ...OFFICE_PROBLEMS, ...BANK_ONLY },
  },
};

/** What comes at the end of the examples. */
export const LATER_ROLE_OPERATIONS: Operations = {
  'POST /v1/programme/accounts/{account}/drop-access': {
    id: 'dropAccess',
    tag: 'Programme',
    summary: 'Untick an account in all roles',
    description: 'After a loss: it leaves the choices of everybody, and stays in Administrer konto, where it is marked.',
    user: EXAMPLE_USERS.administrator,
    body: {},
    answer: { roles: ['Saksbehandlere'] },
    problems: { ...OFFICE_PROBLEMS, notFound: `There is no account ${EXAMPLE_ACCOUNTS[0]} of a subscription that SAK001 is a user of.` },
  },
  'GET /v1/programme/audit': {
    id: 'listAudit',
    tag: 'Programme',
    summary: 'List who changed what in the office',
    description: 'The newest first: of one subscription for its administrators, of everything for the bank.',
    user: EXAMPLE_USERS.administrator,
    query: { subscription: '2' },
    answer: {
      rows: [
        {
          id: 31,
          atMs: EXAMPLE_AT_MS,
          userId: EXAMPLE_USERS.administrator,
          userName: 'Anne Administrator',
          subscriptionId: 2,
          action: 'roleMade',
          subject: 'role:1',
          detail: 'Saksbehandlere; see, register, approve own; SAK001 SAK002; accounts: 1',
        },
      ],
    },
    problems: { ...OFFICE_PROBLEMS, ...ADMINISTRATOR_ONLY },
  },
};
