/**
 * Administrer roller: an administrator makes or changes a role, which is several users who share
 * the rights Se, Registrere and Godkjenne on the accounts that are ticked.
 */
import type { Sql } from '../../database/database.ts';
import type { Actor } from '../core/actor.ts';
import { audit } from '../core/audit.ts';
import type { Office } from '../core/office.ts';
import { refusalsOf } from '../core/refusal.ts';
import { requireAdministrator } from '../core/rights.ts';
import { type CheckedRole, checkedRole, type RoleInput } from './role-input.ts';

const refuse = refusalsOf({
  roleUnknown: {
    kind: 'notFound',
    en: 'The subscription has no role {roleId}; somebody may have deleted it.',
    nb: 'Abonnementet har ingen rolle {roleId}; noen kan ha slettet den.',
  },
  roleChanged: {
    kind: 'conflict',
    en: 'The role {name} was changed after you opened it; nothing is saved. Open it again and repeat your change.',
    nb: 'Rollen {name} er endret etter at du åpnet den; ingenting er lagret. Åpne den igjen og gjenta endringen.',
  },
  roleNameTaken: {
    kind: 'conflict',
    en: 'The subscription has a role named {name} already; choose another name.',
    nb: 'Abonnementet har allerede en rolle som heter {name}; velg et annet navn.',
  },
  memberUnknown: {
    kind: 'invalid',
    en: '{userId} is not a user of the subscription; only its users can be in a role.',
    nb: '{userId} er ikke bruker i abonnementet; bare dets brukere kan ha en rolle.',
  },
  accountUnknown: {
    kind: 'invalid',
    en: 'Account {account} does not belong to the subscription; tick its own accounts only.',
    nb: 'Konto {account} hører ikke til abonnementet; huk bare av for dets egne kontoer.',
  },
} as const);

export interface SavedRole {
  readonly roleId: number;
  /** Counts the changes; the next save names it. */
  readonly version: number;
}

/** A role as an administrator opened it. */
export interface OpenedRole extends SavedRole {
  readonly subscriptionId: number;
}

/** Rejects with a Refusal when the role is not as it was when it was opened. */
export async function requireUnchanged(sql: Sql, { roleId, version, subscriptionId }: OpenedRole): Promise<string> {
  const [row] = await sql.query<{ name: string; version: number }>(
    'SELECT name, version FROM office_role WHERE id = $1 AND subscription_id = $2',
    [roleId, subscriptionId],
  );
  if (row === undefined) throw refuse('roleUnknown', { roleId: String(roleId) });
  if (row.version !== version) throw refuse('roleChanged', { name: row.name });
  return row.name;
}

async function requireOfSubscription(sql: Sql, subscriptionId: number, { members, accounts }: CheckedRole): Promise<void> {
  const [stranger] = await sql.query<{ user_id: string }>(
    `SELECT user_id FROM unnest($2::text[]) AS user_id
      WHERE NOT EXISTS (SELECT FROM subscription_user s WHERE s.subscription_id = $1 AND s.user_id = user_id.user_id) LIMIT 1`,
    [subscriptionId, members],
  );
  if (stranger !== undefined) throw refuse('memberUnknown', { userId: stranger.user_id.slice(0, 12) });
  const [foreign] = await sql.query<{ number: string }>(
    `SELECT number FROM unnest($2::text[]) AS number
      WHERE NOT EXISTS (SELECT FROM account a WHERE a.subscription_id = $1 AND a.number = number.number) LIMIT 1`,
    [subscriptionId, accounts],
  );
  if (foreign !== undefined) throw refuse('accountUnknown', { account: foreign.number.slice(0, 11) });
}

async function requireFreeName(sql: Sql, subscriptionId: number, name: string, roleId: number | undefined): Promise<void> {
  const taken = await sql.query('SELECT FROM office_role WHERE subscription_id = $1 AND name = $2 AND id IS DISTINCT FROM $3::integer', [
    subscriptionId,
    name,
    roleId ?? null,
  ]);
  if (taken.length > 0) throw refuse('roleNameTaken', { name });
}

/** Inserts the role, or changes it and raises its version. */
async function write(sql: Sql, subscriptionId: number, role: CheckedRole, roleId: number | undefined): Promise<SavedRole> {
  const { name, maySee, mayRegister, approves, takesNewAccounts } = role;
  const columns = [name, maySee, mayRegister, approves, takesNewAccounts];
  const [row] =
    roleId === undefined
      ? await sql.query<{ id: number; version: number }>(
          `INSERT INTO office_role (name, may_see, may_register, approves, takes_new_accounts, subscription_id)
           VALUES ($1, $2, $3, $4, $5, $6) RETURNING id, version`,
          [...columns, subscriptionId],
        )
      : await sql.query<{ id: number; version: number }>(
          `UPDATE office_role SET name = $1, may_see = $2, may_register = $3, approves = $4, takes_new_accounts = $5, version = version + 1
            WHERE id = $6 RETURNING id, version`,
          [...columns, roleId],
        );
  const saved = { roleId: row?.id ?? 0, version: row?.version ?? 0 };
  await sql.query('DELETE FROM role_member WHERE role_id = $1', [saved.roleId]);
  await sql.query('INSERT INTO role_member (role_id, user_id) SELECT $1, unnest($2::text[])', [saved.roleId, role.members]);
  await sql.query('DELETE FROM role_account WHERE role_id = $1', [saved.roleId]);
  await sql.query('INSERT INTO role_account (role_id, account_number) SELECT $1, unnest($2::text[])', [saved.roleId, role.accounts]);
  return saved;
}

export async function saveRole(office: Office, actor: Actor, input: RoleInput): Promise<SavedRole> {
  return await office.database.transaction(async (sql) => {
    const { subscriptionId, opened } = input;
    await requireAdministrator(sql, actor, subscriptionId);
    const role = checkedRole(input);
    if (opened !== undefined) await requireUnchanged(sql, { ...opened, subscriptionId });
    await requireFreeName(sql, subscriptionId, role.name, opened?.roleId);
    await requireOfSubscription(sql, subscriptionId, role);
    const saved = await write(sql, subscriptionId, role, opened?.roleId);
    await audit(sql, {
      atMs: office.nowMs(),
      userId: actor.userId,
      subscriptionId,
      action: opened === undefined ? 'roleMade' : 'roleChanged',
      subject: `role:${saved.roleId}`,
      detail: detailOf(role),
    });
    return saved;
  });
}

/** What the role gives and to whom; its accounts are only counted. */
function detailOf({ name, members, accounts, maySee, mayRegister, approves }: CheckedRole): string {
  const rights = [maySee ? 'see' : '', mayRegister ? 'register' : '', approves === 'none' ? '' : `approve ${approves}`];
  return `${name}; ${rights.filter((right) => right !== '').join(', ') || 'no rights'}; ${members.join(' ') || 'nobody'}; accounts: ${accounts.length}`;
}
