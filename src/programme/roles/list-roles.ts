/** The roles of a subscription, for its administrators and the bank. */
import type { Actor } from '../core/actor.ts';
import type { Office } from '../core/office.ts';
import { requireBankOrAdministrator } from '../core/rights.ts';
import type { ApprovalLevel, RoleRights } from './role-input.ts';

export interface ListedRole extends RoleRights {
  readonly roleId: number;
  readonly version: number;
  readonly name: string;
  readonly takesNewAccounts: boolean;
  /** BrukerIDs, sorted. */
  readonly members: readonly string[];
  /** The accounts that are ticked, sorted. */
  readonly accounts: readonly string[];
}

interface RoleRow {
  readonly id: number;
  readonly version: number;
  readonly name: string;
  readonly may_see: boolean;
  readonly may_register: boolean;
  readonly approves: ApprovalLevel;
  readonly takes_new_accounts: boolean;
  readonly members: readonly string[];
  readonly accounts: readonly string[];
}

export async function listRoles(office: Office, actor: Actor, subscriptionId: number): Promise<readonly ListedRole[]> {
  return await office.database.transaction(async (sql) => {
    await requireBankOrAdministrator(sql, actor, subscriptionId);
    const rows = await sql.query<RoleRow>(
      `SELECT r.id, r.version, r.name, r.may_see, r.may_register, r.approves, r.takes_new_accounts,
              ARRAY(SELECT user_id FROM role_member m WHERE m.role_id = r.id ORDER BY user_id) AS members,
              ARRAY(SELECT account_number FROM role_account a WHERE a.role_id = r.id ORDER BY account_number) AS accounts
         FROM office_role r WHERE r.subscription_id = $1 ORDER BY r.name, r.id`,
      [subscriptionId],
    );
    return rows.map((row) => ({
      roleId: row.id,
      version: row.version,
      name: row.name,
      maySee: row.may_see,
      mayRegister: row.may_register,
      approves: row.approves,
      takesNewAccounts: row.takes_new_accounts,
      members: row.members,
      accounts: row.accounts,
    }));
  });
}
