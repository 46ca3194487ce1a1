/** Refuses payments whose card was lost, has expired or was closed since the file was uploaded. */
import type { Sql } from '../../database/database.ts';
import { type PaymentReason, paymentReason } from './payment-reason.ts';

/** Payments that are read and refused in one step. */
const PAYMENTS_A_STEP = 1_000;

interface UnloadableRow {
  readonly id: number;
  readonly number: string;
  readonly state: string;
  readonly mark: string | null;
}

interface SumRow {
  readonly accepted: number;
  readonly accepted_minor: number;
}

function reasonOf({ number: account, state, mark }: UnloadableRow): PaymentReason {
  if (state === 'closed') return paymentReason('creditorClosed', { account });
  return mark === null ? paymentReason('creditorExpired', { account }) : paymentReason('creditorLost', { account });
}

/** Returns the sum of the payments that are left. */
export async function rejectUnloadable(sql: Sql, batchId: number, atMs: number): Promise<number> {
  for (;;) {
    const rows = await sql.query<UnloadableRow>(
      `SELECT p.id, c.number, c.state, c.mark FROM payment p JOIN card_account c ON c.number = p.creditor_account
        WHERE p.batch_id = $1 AND p.status = 'registered' AND (c.state <> 'active' OR c.mark IS NOT NULL OR c.expires_at_ms <= $2)
        LIMIT $3`,
      [batchId, atMs, PAYMENTS_A_STEP],
    );
    if (rows.length === 0) break;
    const reasons = rows.map(reasonOf);
    await sql.query(
      `UPDATE payment SET status = 'rejected', reason_code = r.code, reason = r.word, reason_fill = r.fill
         FROM unnest($1::bigint[], $2::text[], $3::text[], $4::text[]) AS r(id, code, word, fill) WHERE payment.id = r.id`,
      [rows.map(({ id }) => id), reasons.map(({ code }) => code), reasons.map(({ word }) => word), reasons.map(({ fill }) => fill)],
    );
  }
  const [sum] = await sql.query<SumRow>(
    `UPDATE payment_batch SET (accepted, accepted_minor) = (
       SELECT count(*), coalesce(sum(amount_minor), 0)::bigint FROM payment WHERE batch_id = $1 AND status = 'registered')
      WHERE id = $1 RETURNING accepted, accepted_minor`,
    [batchId],
  );
  return sum?.accepted_minor ?? 0;
}
