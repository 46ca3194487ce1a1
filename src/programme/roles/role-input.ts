/** What an administrator fills in for a role. */
import { lineOf } from '../core/line.ts';
import { refusalsOf } from '../core/refusal.ts';
import { withoutBlanks } from '../identifiers/identifier.ts';

export const ROLE_NAME_CHARS_MAX = 60;
export const ROLE_MEMBERS_MAX = 500;
export const ROLE_ACCOUNTS_MAX = 100_000;

/** `others`: Godkjenne; what one registered oneself, others approve. `own`: Godkjenne og Godkjenne egne. */
export const APPROVAL_LEVELS = ['none', 'others', 'own'] as const;
export type ApprovalLevel = (typeof APPROVAL_LEVELS)[number];

export interface RoleRights {
  readonly maySee: boolean;
  readonly mayRegister: boolean;
  readonly approves: ApprovalLevel;
}

export interface RoleInput extends RoleRights {
  readonly subscriptionId: number;
  /** The role that is changed, and its version when it was opened; undefined: a new role. */
  readonly opened?: { readonly roleId: number; readonly version: number } | undefined;
  readonly name: string;
  /** BrukerIDs. */
  readonly members: readonly string[];
  /** The accounts that are ticked. */
  readonly accounts: readonly string[];
  /** Accounts that arrive with an order are ticked too. */
  readonly takesNewAccounts: boolean;
}

/** Members and accounts are there once each. */
export type CheckedRole = Omit<RoleInput, 'subscriptionId' | 'opened'>;

const refuse = refusalsOf({
  roleName: {
    kind: 'invalid',
    en: 'The name of the role is missing or longer than {max} characters.',
    nb: 'Navnet på rollen mangler eller er lengre enn {max} tegn.',
  },
  seeFirst: {
    kind: 'invalid',
    en: 'Who may register or approve on an account must see it: tick "Se" too.',
    nb: 'Den som kan registrere eller godkjenne på en konto, må kunne se den: huk også av for "Se".',
  },
  membersTooMany: {
    kind: 'invalid',
    en: 'A role has at most {max} users; make a second one.',
    nb: 'En rolle har høyst {max} brukere; lag en til.',
  },
  accountsTooMany: {
    kind: 'invalid',
    en: 'A role has at most {max} accounts; make a second one.',
    nb: 'En rolle har høyst {max} kontoer; lag en til.',
  },
} as const);

/** Throws a Refusal. */
export function checkedRole(input: RoleInput): CheckedRole {
  const { maySee, mayRegister, approves, takesNewAccounts } = input;
  const name = lineOf(input.name, ROLE_NAME_CHARS_MAX);
  if (name === undefined) throw refuse('roleName', { max: String(ROLE_NAME_CHARS_MAX) });
  if (!maySee && (mayRegister || approves !== 'none')) throw refuse('seeFirst');
  if (input.members.length > ROLE_MEMBERS_MAX) throw refuse('membersTooMany', { max: String(ROLE_MEMBERS_MAX) });
  if (input.accounts.length > ROLE_ACCOUNTS_MAX) throw refuse('accountsTooMany', { max: String(ROLE_ACCOUNTS_MAX) });
  const members = [...new Set(input.members)];
  const accounts = [...new Set(input.accounts.map((account) => withoutBlanks(account).replaceAll('.', '')))];
  return { name, members, accounts, maySee, mayRegister, approves, takesNewAccounts };
}
