/** An account leaves the choices of everybody: it is unticked in every role. It stays in Administrer konto. */
import type { Sql } from '../../database/database.ts';

/** Raises the versions of the roles, so that an administrator who has one open does not tick it again. */
export async function leaveRoles(sql: Sql, account: string): Promise<void> {
  await sql.query('UPDATE office_role SET version = version + 1 WHERE id IN (SELECT role_id FROM role_account WHERE account_number = $1)', [
    account,
  ]);
  await sql.query('DELETE FROM role_account WHERE account_number = $1', [account]);
}
