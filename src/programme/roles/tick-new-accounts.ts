/** A step of an order whose accounts have arrived: they are ticked in the roles that take new ones. */
import type { Sql } from '../../database/database.ts';

/** Raises the versions of the roles, so that an administrator who has one open does not untick them. */
export async function tickNewAccounts(sql: Sql, subscriptionId: number, accounts: readonly string[]): Promise<void> {
  if (accounts.length === 0) return;
  await sql.query(
    `INSERT INTO role_account (role_id, account_number)
     SELECT r.id, number FROM office_role r CROSS JOIN unnest($2::text[]) AS number
      WHERE r.subscription_id = $1 AND r.takes_new_accounts
     ON CONFLICT DO NOTHING`,
    [subscriptionId, accounts],
  );
  await sql.query('UPDATE office_role SET version = version + 1 WHERE subscription_id = $1 AND takes_new_accounts', [subscriptionId]);
}
