/** The list in which batches are ticked: those that wait for an approval that the user may give. */
import type { Actor } from '../core/actor.ts';
import type { Office } from '../core/office.ts';
import { membershipOf } from '../core/rights.ts';
import { BATCHES_AT_ONCE_MAX } from './batch.ts';

export interface BatchQuery {
  readonly subscriptionId: number;
  readonly cursor?: number | undefined;
  readonly pageSize: number;
}

export interface ListedBatch {
  readonly batchId: number;
  readonly fileId: number;
  readonly messageId: string;
  readonly paymentInformationId: string;
  readonly debtorAccount: string;
  readonly requestedOn: string;
  readonly payments: number;
  readonly accepted: number;
  readonly acceptedMinor: number;
  readonly registeredBy: string;
  /** Who approved already, in order. */
  readonly approvedBy: readonly string[];
  /** False: the user approved it already, or registered it and may not approve own registrations. */
  readonly mayApprove: boolean;
}

export interface BatchPage {
  readonly batches: readonly ListedBatch[];
  /** Give it to the next call; undefined after the last page. */
  readonly cursor: number | undefined;
}

interface ListedRow {
  readonly id: number;
  readonly file_id: number;
  readonly msg_id: string;
  readonly pmt_inf_id: string;
  readonly debtor_account: string;
  readonly requested_on: string;
  readonly payments: number;
  readonly accepted: number;
  readonly accepted_minor: number;
  readonly uploaded_by: string;
  readonly approved_by: string | null;
  readonly approves_own: boolean;
}

function listed(row: ListedRow, { userId }: Actor): ListedBatch {
  const approvedBy = row.approved_by === null ? [] : row.approved_by.split(',');
  return {
    batchId: row.id,
    fileId: row.file_id,
    messageId: row.msg_id,
    paymentInformationId: row.pmt_inf_id,
    debtorAccount: row.debtor_account,
    requestedOn: row.requested_on,
    payments: row.payments,
    accepted: row.accepted,
    acceptedMinor: row.accepted_minor,
    registeredBy: row.uploaded_by,
    approvedBy,
    mayApprove: !approvedBy.includes(userId) && (row.uploaded_by !== userId || row.approves_own),
  };
}

export async function listBatchesToApprove(office: Office, actor: Actor, query: BatchQuery): Promise<BatchPage> {
  const { subscriptionId, cursor = 0, pageSize } = query;
  const size = Math.min(pageSize, BATCHES_AT_ONCE_MAX);
  return await office.database.transaction(async (sql) => {
    await membershipOf(sql, actor, subscriptionId);
    const rows = await sql.query<ListedRow>(
      `SELECT b.id, b.file_id, f.msg_id, b.pmt_inf_id, b.debtor_account, b.requested_on, b.payments, b.accepted, b.accepted_minor,
              f.uploaded_by, rights.approves_own,
              (SELECT string_agg(user_id, ',' ORDER BY ordinal) FROM approval WHERE subject = 'batch' AND subject_id = b.id) AS approved_by
         FROM payment_batch b JOIN payment_file f ON f.id = b.file_id
         JOIN (SELECT a.account_number, bool_or(r.approves = 'own') AS approves_own
                 FROM role_account a JOIN office_role r ON r.id = a.role_id JOIN role_member m ON m.role_id = r.id
                WHERE m.user_id = $1 AND r.subscription_id = $2 AND r.approves <> 'none' GROUP BY a.account_number) rights
           ON rights.account_number = b.debtor_account
        WHERE f.subscription_id = $2 AND b.status = 'registered' AND b.id > $3 ORDER BY b.id LIMIT $4`,
      [actor.userId, subscriptionId, cursor, size],
    );
    return { batches: rows.map((row) => listed(row, actor)), cursor: rows.length === size ? rows.at(-1)?.id : undefined };
  });
}
