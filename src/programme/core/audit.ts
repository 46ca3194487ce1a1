/** The audit of the office: one row for each change, in the transaction of the change. */
import type { Sql } from '../../database/database.ts';

export interface AuditRow {
  readonly atMs: number;
  /** Undefined: the clock. */
  readonly userId?: string | undefined;
  readonly subscriptionId?: number | undefined;
  /** The use case, such as `orderCards`. */
  readonly action: string;
  /** What was changed, such as `order:3` or an account number. */
  readonly subject?: string;
  /** Never a PIN, a code, a national number or a whole card number. */
  readonly detail?: string;
}

export async function audit(sql: Sql, row: AuditRow): Promise<void> {
  const { atMs, userId, subscriptionId, action, subject = '', detail = '' } = row;
  await sql.query('INSERT INTO audit (at_ms, user_id, subscription_id, action, subject, detail) VALUES ($1, $2, $3, $4, $5, $6)', [
    atMs,
    userId ?? null,
    subscriptionId ?? null,
    action,
    subject,
    detail,
  ]);
}
