/**
 * After a loss the administrator unticks the account in Administrer roller: it leaves the choices of
 * everybody, and stays in Administrer konto, where it is marked.
 */
import type { Sql } from '../../database/database.ts';
import type { Actor } from '../core/actor.ts';
import { audit } from '../core/audit.ts';
import type { Office, OfficeStep } from '../core/office.ts';
import { refusalsOf } from '../core/refusal.ts';
import { requireAdministrator } from '../core/rights.ts';

const refuse = refusalsOf({
  accountToDropUnknown: {
    kind: 'notFound',
    en: 'There is no account {account} whose access {userId} could drop.',
    nb: 'Det finnes ingen konto {account} som {userId} kan hake bort tilgangene på.',
  },
} as const);

/** Returns the names of the roles in which the account was ticked; an audit row names them. */
export async function dropAccessStep({ sql, nowMs }: OfficeStep, actor: Actor, account: string): Promise<readonly string[]> {
  const subscriptionId = await subscriptionOf(sql, actor, account);
  await requireAdministrator(sql, actor, subscriptionId);
  const roles = await sql.query<{ name: string }>(
    `UPDATE office_role r SET version = version + 1
       FROM role_account a WHERE a.role_id = r.id AND a.account_number = $1 RETURNING r.name`,
    [account],
  );
  await sql.query('DELETE FROM role_account WHERE account_number = $1', [account]);
  const names = roles.map(({ name }) => name).sort();
  const detail = names.join(', ');
  if (names.length > 0) {
    await audit(sql, {
      atMs: nowMs(),
      userId: actor.userId,
      subscriptionId,
      action: 'accessDropped',
      subject: `account:${account}`,
      detail,
    });
  }
  return names;
}

async function subscriptionOf(sql: Sql, { userId }: Actor, account: string): Promise<number> {
  const [row] = await sql.query<{ subscription_id: number }>(
    `SELECT a.subscription_id FROM account a JOIN subscription_user u ON u.subscription_id = a.subscription_id AND u.user_id = $2
      WHERE a.number = $1`,
    [account, userId],
  );
  if (row === undefined) throw refuse('accountToDropUnknown', { account: account.slice(0, 11), userId });
  return row.subscription_id;
}

export async function dropAccess(office: Office, actor: Actor, account: string): Promise<readonly string[]> {
  return await office.database.transaction((sql) => dropAccessStep({ ...office, sql }, actor, account));
}
