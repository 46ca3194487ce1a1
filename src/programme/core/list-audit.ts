/** The audit of a subscription for its administrators, and the whole of it for the bank. */
import type { Actor } from './actor.ts';
import type { AuditRow } from './audit.ts';
import type { Office } from './office.ts';
import { type Page, type PageRequest, pageOf, pageSizeOf } from './page.ts';
import { requireBank, requireBankOrAdministrator } from './rights.ts';

export interface AuditRequest extends PageRequest {
  /** Undefined: everything, for the bank only. */
  readonly subscriptionId?: number | undefined;
}

export interface ListedAuditRow extends Required<Omit<AuditRow, 'userId' | 'subscriptionId'>> {
  readonly id: number;
  /** Undefined: the clock. */
  readonly userId: string | undefined;
  readonly userName: string | undefined;
  readonly subscriptionId: number | undefined;
}

interface Row {
  readonly id: number;
  readonly at_ms: number;
  readonly user_id: string | null;
  readonly name: string | null;
  readonly subscription_id: number | null;
  readonly action: string;
  readonly subject: string;
  readonly detail: string;
}

/** The newest rows first. */
export async function listAudit(office: Office, actor: Actor, request: AuditRequest): Promise<Page<ListedAuditRow>> {
  const { subscriptionId, cursor } = request;
  return await office.database.transaction(async (sql) => {
    if (subscriptionId === undefined) requireBank(actor);
    else await requireBankOrAdministrator(sql, actor, subscriptionId);
    const size = pageSizeOf(request);
    const rows = await sql.query<Row>(
      `SELECT a.id, a.at_ms, a.user_id, u.name, a.subscription_id, a.action, a.subject, a.detail
         FROM audit a LEFT JOIN office_user u ON u.user_id = a.user_id
        WHERE ($1::integer IS NULL OR a.subscription_id = $1) AND ($2::bigint IS NULL OR a.id < $2)
        ORDER BY a.id DESC LIMIT $3`,
      [subscriptionId ?? null, cursor ?? null, size + 1],
    );
    const listed = rows.map((row) => ({
      id: row.id,
      atMs: row.at_ms,
      userId: row.user_id ?? undefined,
      userName: row.name ?? undefined,
      subscriptionId: row.subscription_id ?? undefined,
      action: row.action,
      subject: row.subject,
      detail: row.detail,
    }));
    return pageOf(listed, size, ({ id }) => String(id));
  });
}
