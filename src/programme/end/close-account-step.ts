/** Closes accounts, in the transaction of whoever decides it. The card store is told behind it. */
import type { Sql } from '../../database/database.ts';
import { wantCardStatus } from '../accounts/card-status.ts';
import { audit } from '../core/audit.ts';
import { leaveRoles } from './leave-roles.ts';

export interface Closing {
  readonly account: string;
  readonly subscriptionId: number;
  readonly atMs: number;
  /** Undefined: the clock. */
  readonly userId?: string | undefined;
  /** Why, for the audit. */
  readonly detail: string;
}

/** The account leaves the roles, and transfers of it that were not approved come to nothing. */
export async function closeAccountStep(sql: Sql, { account, subscriptionId, atMs, userId, detail }: Closing): Promise<void> {
  await sql.query("UPDATE card_account SET state = 'closed', closed_at_ms = $2, version = version + 1 WHERE number = $1", [account, atMs]);
  await wantCardStatus(sql, account, 'closed');
  await leaveRoles(sql, account);
  await sql.query("UPDATE transfer SET status = 'refused', reason = 'nothingLeft' WHERE from_account = $1 AND status = 'registered'", [
    account,
  ]);
  await audit(sql, { atMs, userId, subscriptionId, action: 'closeAccount', subject: account, detail });
}
