/** Roles (Administrer roller), messages to the bank about users, and the audit. */
import { z } from 'zod';
import { MARKS } from '../../../programme/accounts/reasons.ts';
import { APPROVAL_LEVELS, ROLE_ACCOUNTS_MAX, ROLE_MEMBERS_MAX } from '../../../programme/roles/role-input.ts';
import { OFFICES } from '../../../programme/users/memberships.ts';
import { ID, ID_TEXT, PAGE_QUERY, pageOf, TEXT } from './shared.ts';

export const ROLE_PATH = z.object({ subscription: ID_TEXT, role: ID_TEXT });

const RIGHTS = { maySee: z.boolean(), mayRegister: z.boolean(), approves: z.enum(APPROVAL_LEVELS) };

const ROLE_FIELDS = {
  name: TEXT,
  ...RIGHTS,
  members: z.array(TEXT).max(ROLE_MEMBERS_MAX),
  accounts: z.array(TEXT).max(ROLE_ACCOUNTS_MAX),
  takesNewAccounts: z.boolean().default(true),
};
export const NEW_ROLE = z.strictObject(ROLE_FIELDS);
export const CHANGED_ROLE = z.strictObject({ ...ROLE_FIELDS, version: z.int() });
export const SAVED_ROLE = z.object({ roleId: ID, version: z.number() });
export const ROLE_VERSION = z.strictObject({ version: z.int() });
export const DELETED_ROLE = z.object({ roleId: ID });

export const ROLES_OF = z.object({
  roles: z
    .array(
      z.object({
        roleId: ID,
        version: z.number(),
        name: z.string(),
        ...RIGHTS,
        takesNewAccounts: z.boolean(),
        members: z.array(z.string()).readonly(),
        accounts: z.array(z.string()).readonly(),
      }),
    )
    .readonly(),
});

export const CHOICES_QUERY = PAGE_QUERY.extend({ subscription: ID_TEXT.optional() });
/** The accounts that a user can choose. */
export const CHOICES = pageOf(
  z.object({
    account: z.string(),
    subscriptionId: ID,
    kind: z.enum(['return', 'payer', 'loading', 'card']),
    name: z.string().optional(),
    /** Of the account of a card, with the next two. */
    serial: z.string().optional(),
    mark: z.enum(MARKS).optional(),
    state: z.enum(['active', 'expired', 'closed']).optional(),
    mayRegister: z.boolean(),
    mayApprove: z.boolean(),
    mayApproveOwn: z.boolean(),
  }),
);

export const DROPPED_ACCESS = z.object({ roles: z.array(z.string()).readonly() });

export const USER_MESSAGE = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('add'),
    ownUserId: TEXT,
    agreementNumber: TEXT,
    agreementName: TEXT,
    userName: TEXT,
    nationalNumber: TEXT,
    calculatorSerial: TEXT.optional(),
    office: z.enum(OFFICES).optional(),
  }),
  z.strictObject({ kind: z.literal('remove'), userName: TEXT, userId: TEXT }),
]);
export const SENT_MESSAGE = z.object({ messageId: ID });

export const MESSAGE_PATH = z.object({ message: ID_TEXT });
export const MESSAGE_ANSWER = z.discriminatedUnion('answer', [
  z.strictObject({ answer: z.literal('done') }),
  z.strictObject({ answer: z.literal('refused'), reason: TEXT }),
]);
export const ANSWERED_MESSAGE = z.object({
  messageId: ID,
  userId: z.string().optional(),
  calculatorSerial: z.string().optional(),
  isCalculatorPosted: z.boolean(),
});

export const POSTED_CALCULATOR = z.object({ calculatorSerial: z.string() });

export const AUDIT_QUERY = PAGE_QUERY.extend({ subscription: ID_TEXT.optional() });
export const AUDIT_ROWS = pageOf(
  z.object({
    id: z.number(),
    atMs: z.number(),
    /** Left out: the clock. */
    userId: z.string().optional(),
    userName: z.string().optional(),
    subscriptionId: z.number().optional(),
    action: z.string(),
    subject: z.string(),
    detail: z.string(),
  }),
);

export const USERS_OF = z.object({
  users: z
    .array(
      z.object({
        userId: z.string(),
        name: z.string(),
        isAdministrator: z.boolean(),
        isBestiller: z.boolean(),
        calculatorSerial: z.string().optional(),
        isCalculatorLocked: z.boolean(),
      }),
    )
    .readonly(),
});

export const MESSAGES = pageOf(
  z.object({
    messageId: ID,
    subscriptionId: ID,
    sentBy: z.string(),
    sentAtMs: z.number(),
    kind: z.enum(['add', 'remove']),
    userName: z.string(),
    userId: z.string().optional(),
    calculatorSerial: z.string().optional(),
    status: z.enum(['received', 'done', 'refused']),
    /** The bank's reason for a refusal. */
    answer: z.string(),
  }),
);
